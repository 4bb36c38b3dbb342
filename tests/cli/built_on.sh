#!/usr/bin/env bash
# Contract takes nothing along that the plan has not named: what was built since then on the column
# that it drops (of drop_column; the second one of a rename; the old one of a new type) stops it, with
# nothing changed. On the server that MIGRATE_TEST_POSTGRES_URL names.
# shellcheck disable=SC2016  # `undo` expands when it runs
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || exit 0

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

# The column that a new type replaces: an index made on it before the exchange stays with the old one.
for type in bigint text; do
  cat >"migrations/20260103000000_$type.yaml" <<YAML
operations:
  - alter_column: {table: Orders, column: customer, type: $type}
YAML
  run expand -u "$url"
  exits 0
  postgres "$url" 'CREATE INDEX by_hand ON "Orders" (customer)'
  run backfill -u "$url"
  exits 0
  [ "$type" = bigint ] && stopped migrate_column__Orders__customer by_hand
  [ "$type" = text ] && stopped customer by_hand
done
finish
