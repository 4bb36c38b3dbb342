#!/usr/bin/env bash
# PostgreSQL: a default that comes in contract is shown to the server in expand. `default: free` means a column; who wants
# the word says `default: "'free'"`.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no server"
begin_database "$MIGRATE_TEST_POSTGRES_URL" "default_tried_$$"
on "CREATE TABLE users (id integer PRIMARY KEY, name text, nick text, size integer)"
mkdir migrations
no() { # OPERATION
  printf 'operations:\n  - %s\n' "$1" >migrations/20260101000000_default.yaml
  run expand -u "$url"
  exits 1
  err_has "error MIG-STEP-FAILED: "
  err_has "DEFAULT expression"
  run rollback -u "$url" --yes
  exits 0
}
no "add_column: {table: users, column: {name: plan, type: text, default: free}, up: lower(name)}"
no "add_column: {table: users, column: {name: plan, type: text, default: free, nullable: true}, up: lower(name)}"
no "alter_column: {table: users, column: size, type: text, default: free, up: \"size || ' cm'\"}"
no "split_column: {table: users, column: name, into: [{name: a, type: text, default: free, up: lower(name)},
    {name: b, type: text, nullable: true, up: upper(name)}], down: a}"
no "merge_columns: {table: users, columns: [name, nick],
    into: {name: a, type: text, default: free, up: lower(name)}, down: {name: a, nick: a}}"
end_database
finish
