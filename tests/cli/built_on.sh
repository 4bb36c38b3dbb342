#!/usr/bin/env bash
# Contract takes nothing along that the plan has not named: what was built since then on the column
# that it drops (of drop_column; the second one of a rename; the old one of a new type) stops it, with
# nothing changed. On the server that MIGRATE_TEST_POSTGRES_URL names.
# shellcheck disable=SC2016  # `undo` expands when it runs
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"

database=built_on_$$
server=$MIGRATE_TEST_POSTGRES_URL url=$(with_database "$MIGRATE_TEST_POSTGRES_URL" "$database")
undo() { postgres "$server" "DROP DATABASE $database WITH (FORCE)"; }
postgres "$server" "CREATE DATABASE $database"
trap 'undo; leave' EXIT
postgres "$url" 'CREATE TABLE "Orders" (id int PRIMARY KEY, customer int, "Open" bool DEFAULT true, note text);
  CREATE INDEX orders_known ON "Orders" (customer) WHERE "Open"'
mkdir migrations
cat >migrations/20260101000000_open.yaml <<'YAML'
operations:
  - create_index: {name: Planned, table: Orders, columns: [{column: customer}], predicate: '"Open"'}
  - drop_column: {table: Orders, column: Open}
YAML
run plan -u "$url"
exits 0
out_has 'with Orders.Open contract drops what is built on it: index public.orders_known, index Planned'
run expand -u "$url"
exits 0
run backfill -u "$url"
exits 0

# built SQL NAME UNDO
built() {
  postgres "$url" "$1"
  run contract -u "$url" --force-gate test
  exits 4
  err_has "error MIG-CHECK-FAILED: \"look for what else is built on Orders.Open\" does not hold"
  err_has "$2"
  equal "$(postgres "$url" "SELECT count(*) FROM pg_attribute WHERE attrelid = '\"Orders\"'::regclass AND attname = 'Open'")" 1
  postgres "$url" "$3"
}
built 'CREATE INDEX "Since" ON "Orders" (note) WHERE NOT "Open"' 'name = public."Since"' 'DROP INDEX "Since"'
built 'CREATE INDEX since ON "Orders" (note) INCLUDE ("Open")' 'name = public.since' 'DROP INDEX since'
built 'CREATE VIEW opened AS SELECT id FROM "Orders" WHERE "Open"' 'kind = rule, name = "_RETURN" on public.opened' 'DROP VIEW opened'
built 'CREATE STATISTICS since ON "Open", customer FROM "Orders"' 'name = public.since' 'DROP STATISTICS since'
built 'ALTER TABLE "Orders" ADD CONSTRAINT since CHECK ("Open" OR note IS NULL)' 'since on public."Orders"' 'ALTER TABLE "Orders" DROP CONSTRAINT since'
run contract -u "$url" --force-gate test
exits 0
equal "$(postgres "$url" "SELECT count(*) FROM pg_class WHERE relkind = 'i' AND relname IN ('Planned', 'orders_known')")" 0

# The second column of a rename, by hand on its new name.
cat >migrations/20260102000000_note.yaml <<'YAML'
operations:
  - rename_column: {table: Orders, from: note, to: remark}
YAML
run expand -u "$url"
run backfill -u "$url"
exits 0
# stopped WHAT: by an index of that name, and goes on without it.
stopped() {
  run contract -u "$url" --force-gate test
  exits 4
  err_has "error MIG-CHECK-FAILED: \"look for what else is built on Orders.$1\" does not hold"
  err_has "name = public.$2"
  equal "$(postgres "$url" "SELECT count(*) FROM pg_class WHERE relname = '$2'")" 1
  postgres "$url" "DROP INDEX $2"
  run contract -u "$url" --force-gate test
  exits 0
}
postgres "$url" 'CREATE INDEX by_hand ON "Orders" (id) WHERE remark IS NULL'
stopped remark by_hand

# The column that a new type replaces: an index made on it before the exchange would stay with the old one.
for type in bigint text; do
  cat >"migrations/20260103000000_$type.yaml" <<YAML
operations:
  - alter_column: {table: Orders, column: customer, type: $type}
YAML
  run expand -u "$url"
  exits 0
  postgres "$url" 'CREATE INDEX by_hand ON "Orders" (customer)'
  run backfill -u "$url"
  if [ "$type" = bigint ]; then
    refused 1 MIG-STEP-FAILED
    err_has "built on Orders.customer since it was planned what to carry over (drop it, and make it again when backfill"
    err_has "index public.by_hand"
    postgres "$url" 'DROP INDEX by_hand'
    run backfill -u "$url"
    postgres "$url" 'CREATE INDEX by_hand ON "Orders" ("migrate_column__Orders__customer")'
  fi
  exits 0
  [ "$type" = bigint ] && stopped migrate_column__Orders__customer by_hand
  [ "$type" = text ] && stopped customer by_hand
done

# Somebody is faster than a drop that waits for its lock.
cat >migrations/20260104000000_wait.yaml <<'YAML'
operations:
  - drop_column: {table: Orders, column: remark}
YAML
run up -u "$url" --to 20260104000000_wait
exits 0
blocked() { grep -qF "idle in transaction" err; }
rm -f reader
mkfifo reader
psql -Xq "$url" <reader >/dev/null 2>&1 &
reader=$!
children+=("$reader")
exec 3>reader
echo 'BEGIN; SELECT count(*) FROM "Orders";' >&3
for _ in $(seq 600); do
  [ "$(postgres "$url" "SELECT count(*) FROM pg_locks WHERE relation = '\"Orders\"'::regclass AND mode = 'AccessShareLock'")" = 0 ] || break
  sleep 0.1
done
background contract -u "$url" --force-gate test --lock-wait-total 60s
until_true "the reader is named" blocked
postgres "$url" 'CREATE INDEX by_hand ON "Orders" (id) WHERE remark IS NULL'
echo "COMMIT;" >&3
exec 3>&-
wait "$reader" 2>/dev/null
end_background
refused 1 MIG-STEP-FAILED
err_has "built on Orders.remark since it was looked for: index public.by_hand"
equal "$(postgres "$url" "SELECT count(*) FROM pg_class WHERE relname = 'by_hand'")" 1
postgres "$url" 'DROP INDEX by_hand'
run contract -u "$url" --force-gate test
exits 0

# On partitions, and in a schema whose name needs quotes: its record is another one.
postgres "$url" 'DROP SCHEMA migrate CASCADE; CREATE SCHEMA "App"; CREATE TABLE "App".events (day int, note text, x int) PARTITION BY RANGE (day);
  CREATE TABLE "App"."Events 1" PARTITION OF "App".events FOR VALUES FROM (0) TO (9);
  CREATE INDEX events_1_known ON "App"."Events 1" (x) WHERE note IS NOT NULL;
  CREATE INDEX events_x ON "App".events (note)'
rm migrations/*
cat >migrations/20260105000000_parts.yaml <<'YAML'
operations:
  - create_constraint: {name: order, table: events, type: check, columns: [note], check: "note <> 'x'"}
  - drop_column: {table: events, column: note}
YAML
run plan -u "$url?schema=App"
exits 0
out_has 'index "App".events_1_known'
run expand -u "$url?schema=App"
run backfill -u "$url?schema=App"
exits 0
postgres "$url" 'CREATE INDEX since ON "App"."Events 1" (x) INCLUDE (note)'
run contract -u "$url?schema=App" --force-gate test
exits 4
err_has 'name = "App".since'
postgres "$url" 'DROP INDEX "App".since'
run contract -u "$url?schema=App" --force-gate test
exits 0
finish
