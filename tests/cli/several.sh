#!/usr/bin/env bash
# Of several migrations in one run the last fails: what was moved on before is told, on stdout and in the error's
# state.
. "$(dirname "$0")/lib.sh"
first=20260101000000_full_name
second=20260102000000_mail

both() { # what the second one renames
  rm -rf app.db* migrations
  sample 20
  sql "ALTER TABLE users ADD COLUMN email TEXT"
  printf 'operations:\n  - rename_column: {table: users, from: %s, to: mail}\n' "$1" >"migrations/$second.yaml"
}
beat() { # instance schema
  run app heartbeat -u "$url" --app web --instance "$1" --app-version 2 --schema "$2"
  exits 0
}
stage() { sql "SELECT stage FROM migrate_migration WHERE id = '$1'"; }

# The gate of one is open, of the other not.
both email
run up -u "$url"
exits 0
beat 1 "$first"
run contract -u "$url" --yes
exits 7
err_has "error MIG-GATE-CLOSED"
out_is "contracted $first"
err_has "state: this run has contracted $first; beyond that: unchanged"
equal "$(stage "$first")" contracted
equal "$(stage "$second")" backfilled
# Nothing was contracted by this one.
run contract -u "$url" --yes
refused 7 MIG-GATE-CLOSED
err_lacks "this run has"

both email
run up -u "$url"
beat 1 "$first"
run contract -u "$url" --yes --wait 1s --format json
exits 7
json '$.migrations[0]' "$first"
is_json

# The database goes behind the first: what is gone for good is told all the same, and the first error stays.
both email
run up -u "$url"
beat 1 "$second"
printf 'hooks:\n  - {on: after_contract, command: "mv app.db gone.db"}\n' >migrate.yaml
run contract -u "$url" --yes
exits 1
rm migrate.yaml gone.db
err_has "error MIG-DATABASE-MOVED"
out_is "contracted $first"
err_has "state: this run has contracted $first; beyond that: everything committed so far"

# What the second builds on is not there any more.
both name
run expand -u "$url"
exits 2
err_has "error MIG-OVERLAP"
out_is "expanded $first"
err_has "state: this run has expanded $first; beyond that: nothing was changed"
equal "$(stage "$first")" expanded

both shoe_size
run up -u "$url"
exits 2
out_is "moved $first"
err_has "state: this run has moved $first; beyond that: nothing was changed"

# Rules of a table beside columns that come and go: each migration ends by itself, in any order.
rule=20260102000000_rule
beside() { # the first one's operation, the second one's, what the table has more
  rm -rf app.db* migrations
  mkdir migrations
  sql "CREATE TABLE t (id INTEGER PRIMARY KEY, f INT, a TEXT${3:-}); INSERT INTO t VALUES (1, 1, 'x')"
  printf 'operations:\n  - %s\n' "$1" >"migrations/$first.yaml"
  printf 'operations:\n  - %s\n' "$2" >"migrations/$rule.yaml"
  run up -u "$url"
}
check='create_constraint: {name: some, table: t, type: check, columns: [f], check: f > 0}'
other='rename_column: {table: t, from: a, to: b}'
for order in "$first $rule" "$rule $first"; do
  beside "$other" "$check"
  exits 0
  for id in $order; do
    run contract "$id" -u "$url" --force-gate "a test" --yes
    exits 0
  done
  sql "INSERT INTO t (f, b) VALUES (2, 'y')"
  equal "$(sql "INSERT INTO t (f) VALUES (0)" 2>&1 | grep -c "constraint failed: some")" 1 "$order"
done
beside "$other" "$check"
run contract "$first" -u "$url" --force-gate "a test" --yes
run rollback "$rule" -u "$url" --yes
exits 0
equal "$(stage "$rule")" "rolled back"
seats=", CONSTRAINT seats CHECK (f < 9)"
dropped='drop_constraint: {table: t, name: seats}'
beside "add_column: {table: t, column: {name: b, type: INT, nullable: true}}" "$dropped" "$seats"
exits 0
run rollback "$first" -u "$url" --yes
exits 0
run rollback "$rule" -u "$url" --yes
exits 0
equal "$(sql "INSERT INTO t (f) VALUES (9)" 2>&1 | grep -c "constraint failed: seats")" 1
# What a rollback would put back names the column.
beside "$dropped" "rename_column: {table: t, from: f, to: g}" "$seats"
exits 2
err_has "error MIG-OVERLAP"
err_has "t.f"
finish
