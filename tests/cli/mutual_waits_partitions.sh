#!/usr/bin/env bash
# What mutual_waits.sh is about, on partitioned tables: the table above is held before its partitions, and these are
# waited for in short, by whichever name the application takes them, and those that nobody knew when it was planned.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
. "$(dirname "$0")/lib_clients.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"
begin_database "$MIGRATE_TEST_POSTGRES_URL" mutual_waits_partitions_$$
mkdir migrations

on "CREATE TABLE parts (id int, place int, n int NOT NULL, note text DEFAULT '', CONSTRAINT parts_key PRIMARY KEY (id, place),
    CONSTRAINT parts_once UNIQUE (id, n, place)) PARTITION BY LIST (place);
  CREATE TABLE parts_1 PARTITION OF parts FOR VALUES IN (1);
  CREATE TABLE parts_2 PARTITION OF parts FOR VALUES IN (2);
  CREATE INDEX parts_n ON parts (n);
  INSERT INTO parts SELECT n, 1 + n % 2, 0 FROM generate_series(1, 8) AS n"

# One of the clients takes a partition by its own name first, and then the table above; it has a rest now and then.
below_then_above="BEGIN; DO \$\$ BEGIN
    IF {n} = 1 THEN UPDATE parts_1 SET n = n + 1 WHERE id = 2; ELSE UPDATE parts SET n = n + 1 WHERE id = 2 * {n}; END IF;
  END \$\$; SELECT pg_sleep(0.25); UPDATE parts SET n = n + 1 WHERE id = 2 * {n} - 1; COMMIT;
  SELECT pg_sleep(CASE WHEN {n} = 1 THEN 0.3 ELSE 0 END)"

migration wider <<'YAML'
operations:
  - add_column: {table: parts, column: {name: size, type: int, nullable: true}, up: n}
YAML
clients_begin "$below_then_above"
up_back_and_to_the_end
clients_end "add_column"

migration ruled <<'YAML'
operations:
  - create_constraint: {table: parts, name: counted, type: check, check: n > -1, columns: [n], up: {n: "0"}}
YAML
clients_begin "$below_then_above"
up_back_and_to_the_end
clients_end "create_constraint"

migration free <<'YAML'
operations:
  - drop_constraint: {table: parts, name: counted}
  - drop_index: {name: parts_n}
YAML
clients_begin "$below_then_above"
up_back_and_to_the_end
clients_end "drop_constraint, drop_index"

migration indexed <<'YAML'
operations:
  - create_index: {table: parts, name: parts_note, columns: [{column: note}]}
YAML
clients_begin "$below_then_above"
up_back_and_to_the_end
clients_end "create_index"

# Triggers note when old code writes; in which order the catalog has them is up to its vacuum: those of the table come
# last here.
migration renamed <<'YAML'
operations:
  - rename_column: {table: parts, from: note, to: remark}
YAML
clients_begin "$below_then_above"
goes up
on "UPDATE pg_trigger SET tgname = tgname WHERE tgrelid = 'parts'::regclass"
goes rollback
goes up
on "UPDATE pg_trigger SET tgname = tgname WHERE tgrelid = 'parts'::regclass"
goes contract --force-gate "no application here"
clients_end "rename_column"

# Partitions that are new since the plan. All clients rest at once for a part of each second.
rest="SELECT pg_sleep(CASE WHEN second > 0.3 THEN 1 - second ELSE 0.05 END)
  FROM (SELECT extract(epoch FROM clock_timestamp())::numeric % 1 AS second) AS now"
migration once <<'YAML'
operations:
  - alter_column: {table: parts, column: id, type: bigint}
YAML
run expand -u "$url"
exits 0
on "CREATE TABLE parts_3 PARTITION OF parts FOR VALUES IN (3);
  CREATE TABLE parts_4 PARTITION OF parts FOR VALUES IN (4);
  INSERT INTO parts SELECT n, 3 + n % 2, 0 FROM generate_series(1, 8) AS n"
clients_begin "BEGIN; SELECT count(*) FROM parts_3; SELECT pg_sleep(0.25);
  UPDATE parts_3 SET n = n + 1 WHERE id = 2 * {n}; COMMIT; $rest"
goes backfill
clients_end "what partitions need that are new"
run rollback -u "$url" --yes
exits 0

# A partition that goes.
on "CREATE TABLE kinds (id int PRIMARY KEY, used int NOT NULL);
  INSERT INTO kinds SELECT n, 0 FROM generate_series(1, 4) AS n;
  CREATE TABLE events (kind int REFERENCES kinds (id), day int NOT NULL) PARTITION BY LIST (day);
  CREATE TABLE events_1 PARTITION OF events FOR VALUES IN (1);
  CREATE TABLE events_2 PARTITION OF events FOR VALUES IN (2);
  CREATE TABLE events_rest PARTITION OF events DEFAULT"
migration gone <<'YAML'
operations:
  - drop_table: {name: events_1}
YAML
# Without a gap in which nobody uses the table above, and out of step.
busy=
for _ in {1..6}; do
  busy+="BEGIN; INSERT INTO events VALUES ({n}, 2 + {n} % 2); SELECT pg_sleep(0.25), pg_sleep(0.11 * {n});
  UPDATE kinds SET used = used + 1 WHERE id = {n}; COMMIT;"
done
clients_begin "$busy"
goes up
goes contract --force-gate "no application here"
clients_end "drop_table of a partition"
finish
