#!/usr/bin/env bash
# What mutual_waits.sh is about, where views read a table: who has written to the table reads the view then, or the
# other way round.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
. "$(dirname "$0")/lib_clients.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"
begin_database "$MIGRATE_TEST_POSTGRES_URL" mutual_waits_views_$$
mkdir migrations

# A view, and the table that it reads: who has written to the table reads the view then, or the other way round.
table_then_view="BEGIN; UPDATE goods SET n = n + 1 WHERE id = {n}; SELECT pg_sleep(0.25);
  SELECT * FROM dear_goods WHERE id = {n}; COMMIT"
view_then_table="BEGIN; SELECT * FROM dear_goods WHERE id = {n}; SELECT pg_sleep(0.25);
  UPDATE goods SET n = n + 1 WHERE id = {n}; COMMIT"
on "CREATE TYPE kind AS ENUM ('new', 'old');
  CREATE TABLE goods (id int PRIMARY KEY, n int NOT NULL, code int NOT NULL, word varchar(10) DEFAULT 'a',
    kind kind DEFAULT 'new');
  INSERT INTO goods SELECT n, 0, n FROM generate_series(1, 4) AS n;
  CREATE VIEW priced_goods AS SELECT id, n, code, word, kind FROM goods;
  CREATE VIEW dear_goods AS SELECT * FROM priced_goods WHERE code > 0"
migration seen <<'YAML'
operations:
  - alter_column: {table: goods, column: code, type: bigint}
YAML
clients_begin "$table_then_view"
up_back_and_to_the_end
clients_end "alter_column of one that a view reads"

migration seen_first <<'YAML'
operations:
  - alter_column: {table: goods, column: n, type: bigint}
YAML
clients_begin "$view_then_table"
up_back_and_to_the_end
clients_end "alter_column of one that a view reads, the view first"

migration longer <<'YAML'
operations:
  - alter_column: {table: goods, column: word, type: varchar(20)}
YAML
clients_begin "$table_then_view"
up_back_and_to_the_end
clients_end "alter_column in the catalog, of one that a view reads"

migration other <<'YAML'
operations:
  - alter_column: {table: goods, column: word, type: int, up: length(word), down: "repeat('a', word)"}
YAML
clients_begin "$table_then_view"
up_back_and_to_the_end
clients_end "alter_column in contract, of one that a view reads"

migration kinds <<'YAML'
operations:
  - alter_enum: {name: kind, rename: [{from: old, to: used}]}
YAML
clients_begin "$table_then_view"
up_back_and_to_the_end
clients_end "alter_enum under views"

migration again <<'YAML'
operations:
  - rebuild_table: {table: goods}
YAML
clients_begin "$table_then_view"
up_back_and_to_the_end
clients_end "rebuild_table under views"

migration retyped <<'YAML'
operations:
  - rebuild_table: {table: goods}
  - alter_column: {table: goods, column: code, type: numeric}
YAML
clients_begin "$table_then_view"
up_back_and_to_the_end
clients_end "rebuild_table under views that are made again"

# A row that refers to the table holds it, and not the view that has its new name.
on "CREATE TABLE customers (id int PRIMARY KEY, n int NOT NULL);
  INSERT INTO customers SELECT n, 0 FROM generate_series(1, 4) AS n;
  CREATE TABLE bills (customer int REFERENCES customers (id))"
renamed=0
for names in "customers accounts" "accounts customers" "customers accounts"; do
  read -r from to <<<"$names"
  migration "renamed_$((++renamed))" <<YAML
operations:
  - rename_table: {from: $from, to: $to}
YAML
  goes up
  clients_begin "BEGIN; INSERT INTO bills VALUES ({n}); SELECT pg_sleep(0.25);
    UPDATE $to SET n = n + 1 WHERE id = {n}; COMMIT"
  goes contract --force-gate "no application here"
  clients_end "rename_table"
done
finish
