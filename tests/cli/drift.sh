#!/usr/bin/env bash
# What others changed past the tool is named, object by object; what the tool changed is not drift.
. "$(dirname "$0")/lib.sh"
sample 3
run drift -u "$url"
refused 2 MIG-DRIFT-NOTHING

run expand -u "$url"
exits 0
run drift -u "$url"
exits 0
out_empty
err_has "as recorded"
run backfill -u "$url"
exits 0
run drift -u "$url"
exits 0

sql "CREATE INDEX by_hand ON users (name)"
sql "ALTER TABLE users ADD COLUMN shoe_size INTEGER DEFAULT 42"
sql "CREATE TABLE made_by_hand (a)"
run drift -u "$url"
exits 4
out_has "added    users: index by_hand"
out_has "added    users: column shoe_size (INTEGER default 42)"
out_has "added    table made_by_hand"
run drift -u "$url" --format json
exits 4
is_json
json '$.differences[0].table' made_by_hand
json '$.differences[2].object' 'index by_hand'
json '$.differences[2].change' added

# Adopted: what is there becomes what is recorded.
run baseline -u "$url"
exits 0
run drift -u "$url"
exits 0
sql "DROP INDEX by_hand"
sql "DROP TABLE made_by_hand"
run drift -u "$url"
exits 4
out_has "missing  users: index by_hand"
out_has "missing  table made_by_hand"
sql "CREATE INDEX by_hand ON users (name DESC)"
run drift -u "$url"
exits 4
out_has "changed  users: index by_hand: was"

# Enumeration types, on the server that MIGRATE_TEST_POSTGRES_URL names.
if [ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ]; then
  # shellcheck source=tests/cli/lib_servers.sh
  . "$(dirname "$0")/lib_servers.sh"
  database=drift_$$
  url=$(with_database "$MIGRATE_TEST_POSTGRES_URL" "$database")
  undo() { postgres "$MIGRATE_TEST_POSTGRES_URL" "DROP DATABASE $database WITH (FORCE)"; }
  postgres "$MIGRATE_TEST_POSTGRES_URL" "CREATE DATABASE $database"
  trap 'undo; leave' EXIT
  postgres "$url" "CREATE TYPE mood AS ENUM ('glad', 'sad'); CREATE TYPE gone AS ENUM ('x'); CREATE TABLE t (m mood)"
  rm -rf migrations
  mkdir migrations
  cat >migrations/20260101000000_mood.yaml <<'YAML'
operations:
  - alter_enum: {name: mood, add: [{value: calm, after: glad}]}
YAML
  run up -u "$url" --force-gate test
  exits 0
  run drift -u "$url"
  exits 0
  out_empty
  postgres "$url" "ALTER TYPE mood ADD VALUE 'tired'; DROP TYPE gone; CREATE TYPE since AS ENUM ('y')"
  run drift -u "$url"
  exits 4
  out_has "changed  type mood: was 'glad', 'calm', 'sad'; is 'glad', 'calm', 'sad', 'tired'"
  out_has "missing  type gone ('x')"
  out_has "added    type since ('y')"
  run baseline -u "$url"
  exits 0
  run drift -u "$url"
  exits 0
fi
finish
