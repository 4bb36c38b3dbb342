#!/usr/bin/env bash
# A table that becomes a partitioned one, around what no scenario has: partitions that are emptied alone, that
# come and go between the exchange and a rollback or contract, and a row without a partition that is written
# just before the exchange. On the server that MIGRATE_TEST_POSTGRES_URL names.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
server=${MIGRATE_TEST_POSTGRES_URL:-}
[ -n "$server" ] || skip "no PostgreSQL"

database=partition_by_$$
url=$(with_database "$server" "$database")
postgres "$server" "CREATE DATABASE $database"
undo() { postgres "$server" "DROP DATABASE IF EXISTS $database WITH (FORCE)"; }
trap 'undo; leave' EXIT
on() { postgres "$url" "$1"; }
rows() { on "SELECT string_agg(concat(id, ' ', day, ' ', note), ';' ORDER BY id) FROM t"; }
ours() {
  on "SELECT count(*) FROM (SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace
      UNION ALL SELECT tgname FROM pg_trigger UNION ALL SELECT conname FROM pg_constraint) AS all_names
      WHERE name ~ '^(zz_)?migrate_'"
}
mkdir migrations
{
  echo 'operations:'
  echo '  - rebuild_table:'
  echo '      table: t'
  echo '      partition_by:'
  echo '        range: [day]'
  echo '        partitions:'
  for year in 2021 2022 2023 2024 2025; do
    echo "          - {name: t_$year, from: ['$year-01-01'], to: ['$((year + 1))-01-01']}"
  done
} >migrations/20260101000000_by_year.yaml
on "CREATE TABLE t (id integer, day date, note text, PRIMARY KEY (day, id));
    INSERT INTO t SELECT i, '2021-01-01'::date + i, 'note ' || i FROM generate_series(1, 1800) AS i"

# Old code writes a row that no partition takes, when all rows have been looked at.
run up -u "$url" --hold-cutover
exits 0
on "INSERT INTO t VALUES (5000, '2030-01-01', 'nowhere')"
run cutover -u "$url"
refused 4 MIG-CHECK-FAILED
err_has "no partition of relation"
equal "$(on "SELECT relkind FROM pg_class WHERE oid = 't'::regclass")" r
on "DELETE FROM t WHERE id = 5000"
run cutover -u "$url"
exits 0
equal "$(on "SELECT relkind FROM pg_class WHERE oid = 't'::regclass")" p

# What no row trigger sees.
on "TRUNCATE t_2021"
on "INSERT INTO t VALUES (10, '2021-05-05', 'behind TRUNCATE'), (2900, '2022-02-02', 'new')"
on "BEGIN; TRUNCATE t; INSERT INTO t VALUES (11, '2021-05-05', 'never'); ROLLBACK"
on "CREATE TABLE t_2026 PARTITION OF t FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    INSERT INTO t VALUES (3000, '2026-03-03', 'in a new one')"
on "CREATE TABLE came (LIKE t INCLUDING ALL);
    INSERT INTO came SELECT i, '2027-01-01'::date + i % 300, 'came' FROM generate_series(4000, 4099) AS i;
    ALTER TABLE t ATTACH PARTITION came FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')"
on "ALTER TABLE t DETACH PARTITION t_2022"
on "ALTER TABLE t DETACH PARTITION t_2023; UPDATE t_2023 SET note = 'apart' WHERE id % 7 = 0; DELETE FROM t_2023 WHERE id % 7 = 1;
    ALTER TABLE t ATTACH PARTITION t_2023 FOR VALUES FROM ('2023-01-01') TO ('2024-01-01')"
on "DROP TABLE t_2024"
on "UPDATE t SET day = '2021-06-06' WHERE id IN (1700, 4000)"
before=$(rows)
run rollback -u "$url"
exits 0
equal "$(on "SELECT relkind FROM pg_class WHERE oid = 't'::regclass")" r
equal "$(rows)" "$before"
equal "$(on "SELECT count(*) FROM t WHERE note IN ('came', 'apart', 'behind TRUNCATE', 'in a new one')")" \
  "$((100 + 1 + 1 + $(grep -o apart <<<"$before" | wc -l)))"
# A table of its own by now, which nothing of ours is left on.
equal "$(on "SELECT count(*) FROM t_2022 WHERE note = 'new'")" 1
equal "$(ours)" 0
on "DROP TABLE t_2022"

# All of it emptied, with rows behind it in the same transaction, then one partition alone.
run up -u "$url"
refused 4 MIG-CHECK-FAILED
err_has "that no partition takes"
on "DELETE FROM t WHERE day >= '2026-01-01'"
run up -u "$url"
exits 0
on "BEGIN; TRUNCATE t; INSERT INTO t VALUES (1, '2021-01-01', 'a'), (2, '2022-01-01', 'b'), (3, '2023-01-01', 'c'); TRUNCATE t_2022; COMMIT"
on "SET session_replication_role = replica; TRUNCATE t_2023; INSERT INTO t VALUES (4, '2024-01-01', 'd')"
before=$(rows)
equal "$before" "1 2021-01-01 a;4 2024-01-01 d"
run rollback -u "$url"
exits 0
equal "$(rows)" "$before"

# To the end, with a partition that went and one that has another name.
run up -u "$url"
exits 0
on "ALTER TABLE t DETACH PARTITION t_2022; ALTER TABLE t_2023 RENAME TO another"
run contract -u "$url" --force-gate test
exits 0
equal "$(ours)" 0
equal "$(rows)" "$before"
finish
