#!/usr/bin/env bash
# Batches of one's own: no range twice and none left out, however often the runner is killed; what cannot
# be run in batches is refused; a row that fails is named.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
. "$here/lib_servers.sh"

ask() { # SQL, by the engine's own client
  case $engine in
    sqlite) sqlite3 -cmd '.timeout 5000' -separator ' ' app.db "$1" ;;
    postgres) postgres "$url" "$1" | tr '|' ' ' ;;
    *) mariadb_at "$url" "$1" | tr '\t' ' ' ;;
  esac
}
# What a second time would change: copies without a key of their own, a sum of what was added to a row.
killed_again_and_again() {
  ask "CREATE TABLE orders (id INTEGER PRIMARY KEY, qty INTEGER NOT NULL);
       CREATE TABLE copies (order_id INTEGER NOT NULL);
       INSERT INTO orders SELECT i, 1 FROM $(numbers 9999)"
  rows=$(ask 'SELECT count(*) FROM orders')
  mkdir -p migrations
  cat >migrations/20260101000000_twice.yaml <<'YAML'
operations:
  - backfill:
      table: orders
      sql: INSERT INTO copies (order_id) SELECT id FROM orders WHERE {{batch}}
  - backfill: {table: orders, set: {qty: qty + 1}}
  - backfill:
      table: copies_keyed
      sql: DELETE FROM copies_keyed WHERE {{batch}} AND id > 5
YAML
  ask "CREATE TABLE copies_keyed (id INTEGER PRIMARY KEY); INSERT INTO copies_keyed SELECT id FROM orders"
  run expand -u "$url"
  exits 0
  kills=0
  code=137
  while [ "$code" = 137 ]; do
    "$MIGRATE_BIN" backfill -u "$url" --batch 150 --workers 2 --rows-per-second 10000 >out 2>err </dev/null &
    victim=$!
    children+=("$victim")
    # A slow machine takes its time to connect: the more often, the later.
    sleep "$((kills / 20)).$((RANDOM % 10))$((RANDOM % 10))"
    if [ "$kills" -lt 40 ] && kill -KILL "$victim" 2>/dev/null; then kills=$((kills + 1)); fi
    wait "$victim" 2>/dev/null
    code=$?
  done
  ran="backfill, killed $kills times"
  exits 0
  [ "$kills" -gt 2 ] || fail "killed only $kills times"
  equal "$(ask 'SELECT count(*), count(DISTINCT order_id) FROM copies')" "$rows $rows" "$engine"
  equal "$(ask 'SELECT min(qty), max(qty) FROM orders')" "2 2" "$engine"
  equal "$(ask 'SELECT count(*) FROM copies_keyed')" 5 "$engine"
}

engine=sqlite
# The engines' common form of rows from nothing is slow on SQLite.
numbers_of_servers=$(declare -f numbers)
numbers() { printf '(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s) SELECT i FROM n)' "$1"; }
killed_again_and_again
eval "$numbers_of_servers"
for variable in MIGRATE_TEST_POSTGRES_URL MIGRATE_TEST_MARIADB_URL MIGRATE_TEST_MYSQL_URL; do
  server=${!variable:-}
  [ -n "$server" ] || continue
  engine=$(tr '[:upper:]' '[:lower:]' <<<"${variable#MIGRATE_TEST_}")
  engine=${engine%_url}
  if [ "$engine" = postgres ]; then
    numbers() { printf 'generate_series(1, %s) AS n(i)' "$1"; }
  else
    eval "$numbers_of_servers"
  fi
  name=migrate_batches_$$
  url=$server
  ask "DROP DATABASE IF EXISTS $name"
  ask "CREATE DATABASE $name"
  url=$(with_database "$server" "$name")
  killed_again_and_again
  url=$server
  ask "DROP DATABASE $name"
done

# A row that cannot be done is named; mended, the rest goes on and nothing of the first part comes again.
engine=sqlite url=sqlite:app.db
rm -rf app.db* migrations
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
