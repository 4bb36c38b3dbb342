#!/usr/bin/env bash
# Batches of one's own: what cannot be run in batches is refused; a row that fails is named.
. "$(dirname "$0")/lib.sh"

# A row that cannot be done is named; mended, the rest goes on and nothing of the first part comes again.
mkdir migrations
sql "CREATE TABLE orders (id INTEGER PRIMARY KEY, qty INTEGER NOT NULL);
     CREATE TABLE copies (order_id INTEGER NOT NULL, qty INTEGER CHECK (qty < 100));
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
     INSERT INTO orders SELECT i, CASE i WHEN 2345 THEN 100 ELSE 1 END FROM n"
cat >migrations/20260101000000_copies.yaml <<'YAML'
operations:
  - backfill:
      table: orders
      sql: INSERT INTO copies SELECT id, qty FROM orders WHERE {{batch}}
YAML
run plan -u "$url"
exits 0
out_has 'note: the backfill at migrations/20260101000000_copies.yaml:2 has no '
out_has 'rollback leaves what it did to rows'
out_has 'INSERT INTO copies SELECT id, qty FROM orders WHERE ("orders"."id" >= ?1 AND "orders"."id" <= ?2)'
run up -u "$url" --batch 100
exits 1
err_has 'error MIG-STEP-FAILED: "insert into copies in batches of orders" failed: row id = 2345: '
equal "$(sql 'SELECT count(*) FROM copies')" 2300
sql "UPDATE orders SET qty = 5 WHERE id = 2345"
run backfill -u "$url" --batch 100
exits 0
equal "$(sql 'SELECT count(*), count(DISTINCT order_id) FROM copies')" "3000|3000"
run rollback -u "$url" --yes
exits 0
equal "$(sql 'SELECT count(*) FROM copies')" 3000

# SQLite: foreign keys hold in batches, as on the other engines; in SQL of one's own they are off, and the plan says so.
rm -rf app.db* migrations/*
events() {
  sql "CREATE TABLE events (id INTEGER PRIMARY KEY, created INTEGER);
       CREATE TABLE lines (event INTEGER REFERENCES events (id) ON DELETE $1);
       INSERT INTO events VALUES (1, 10), (2, 20), (3, 300); INSERT INTO lines VALUES (1), (2), (2), (3)"
}
events CASCADE
cat >migrations/20260101000000_purge.yaml <<'YAML'
operations:
  - backfill: {table: events, sql: "DELETE FROM events WHERE {{batch}} AND created < 100"}
YAML
run plan -u "$url"
exits 0
out_has 'PRAGMA foreign_keys=ON;'
out_lacks 'foreign keys are off'
run up -u "$url"
exits 0
equal "$(sql 'SELECT group_concat(event) FROM lines')" 3
rm app.db*
events RESTRICT
run up -u "$url"
exits 1
err_has 'failed: row id = 1: FOREIGN KEY constraint failed'
equal "$(sql 'SELECT count(*) FROM events')" 3
rm app.db*
sql 'CREATE TABLE events (id INTEGER, created INTEGER); CREATE TABLE lines (event INTEGER REFERENCES events (id));
     INSERT INTO events VALUES (1, 10)'
run plan -u "$url"
exits 0
out_has 'note: foreign keys are off while the batches over events run'
out_lacks 'PRAGMA foreign_keys=ON;'
run up -u "$url"
exits 0
equal "$(sql 'SELECT count(*) FROM events')" 0
rm -rf app.db* migrations/*
events CASCADE
printf 'operations:\n  - sql: {up: DELETE FROM events WHERE created < 100}\n' >migrations/20260101000000_purge.yaml
run plan -u "$url"
exits 0
out_has 'note: foreign keys are off in SQL of your own: where it deletes rows of events, rows of lines'

# Two rows that collide with each other: the range is named.
rm -rf app.db* migrations/*
sql "CREATE TABLE orders (id INTEGER PRIMARY KEY, ref INTEGER NOT NULL);
     CREATE TABLE copies (ref INTEGER PRIMARY KEY);
     INSERT INTO orders VALUES (1, 1), (2, 2), (3, 30), (4, 30), (5, 5)"
cat >migrations/20260101000000_copies.yaml <<'YAML'
operations:
  - backfill:
      table: orders
      sql: INSERT INTO copies SELECT ref FROM orders WHERE {{batch}}
      down: DELETE FROM copies
YAML
run up -u "$url" --batch 2
exits 1
err_has 'failed: rows id = 3 to id = 4: '
equal "$(sql 'SELECT group_concat(ref) FROM copies')" 1,2 "the batch of rows 3 and 4 is rolled back"
run rollback -u "$url" --yes
exits 0
equal "$(sql 'SELECT count(*) FROM copies')" 0 "a part is undone too"
run up -u "$url" --batch 5
exits 1
err_has 'failed: rows id = 1 to id = 5: '

# What cannot run in batches, in files and against the table.
rm -rf app.db* migrations/*
sql "CREATE TABLE orders (id INTEGER PRIMARY KEY, ref INTEGER NOT NULL, total INTEGER)"
try() { # FILE CODE TEXT…
  rm -f migrations/*
  cat >"migrations/20260101000000_x.$1"
  run plan -u "$url"
  refused 2 "$2"
  shift 2
  for text in "$@"; do err_has "$text"; done
  equal "$(sql 'SELECT count(*) FROM sqlite_master')" 1
}
try yaml MIG-FILE-VALUE "20260101000000_x.yaml:2" 'table "orders" is called o there' 'write: {{batch:o}}' <<'YAML'
operations:
  - backfill: {table: orders, sql: "UPDATE orders AS o SET total = 0 WHERE {{batch}}"}
YAML
try yaml MIG-FILE-VALUE "an OR stands beside {{batch}}" <<'YAML'
operations:
  - backfill: {table: orders, sql: "UPDATE orders SET total = 0 WHERE {{batch}} OR total IS NULL"}
YAML
try yaml MIG-FILE-VALUE "exclude one another" <<'YAML'
operations:
  - backfill: {table: orders, set: {total: ref}, sql: "UPDATE orders SET total = 0 WHERE {{batch}}"}
YAML
try yaml MIG-FILE-MISSING 'backfill needs ' <<'YAML'
operations:
  - backfill: {table: orders}
YAML
try yaml MIG-FILE-VALUE 'where goes with ' <<'YAML'
operations:
  - backfill: {table: orders, where: total IS NULL, sql: "UPDATE orders SET total = 0 WHERE {{batch}}"}
YAML
try yaml MIG-PLAN-NO-COLUMN 'did you mean "total"?' <<'YAML'
operations:
  - backfill: {table: orders, set: {totl: ref}}
YAML
try yaml MIG-PLAN-NO-TABLE 'did you mean "orders"?' <<'YAML'
operations:
  - backfill: {table: order, set: {total: ref}}
YAML
try yaml MIG-PLAN-BATCH '"ref" is no key to walk table "orders" by' "usable: id" <<'YAML'
operations:
  - backfill: {table: orders, key: ref, set: {total: ref}}
YAML
try yaml MIG-PLAN-SQL "no such column: wrong" <<'YAML'
operations:
  - backfill: {table: orders, set: {total: wrong + 1}}
YAML
try yaml MIG-PLAN-UNSUPPORTED 'of a backfill runs in one transaction' <<'YAML'
operations:
  - backfill: {table: orders, set: {total: ref}, down: VACUUM}
YAML
try sql MIG-FILE-FIELD 'unknown option "kye" of migrate:backfill; did you mean "key"?' <<'SQL'
-- migrate:backfill table=orders kye=id
DELETE FROM orders WHERE {{batch}};
SQL
try sql MIG-FILE-VALUE "LIMIT leaves out rows of the range" <<'SQL'
-- migrate:backfill table=orders key=id
DELETE FROM orders WHERE {{batch}} LIMIT 10;
SQL
finish
