#!/usr/bin/env bash
# PostgreSQL keeps its log for a replication slot that nobody reads: a backfill waits for it to go.
# shellcheck disable=SC2016
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
database=backlog_$$
primary=$MIGRATE_TEST_POSTGRES_URL
url=$(with_database "$primary" "$database")
ran="" && : >out && : >err
postgres "$primary" "CREATE DATABASE $database"
trap 'postgres "$primary" "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '"'$database'"'" >/dev/null
  postgres "$primary" "DROP DATABASE $database WITH (FORCE)"; leave' EXIT
postgres "$url" "CREATE TABLE users (id int PRIMARY KEY, name text)"
postgres "$url" "SELECT pg_create_physical_replication_slot('$database', true)" >/dev/null
postgres "$url" "INSERT INTO users SELECT i, repeat('x', 100) FROM generate_series(1, 20000) i"
run expand -u "$url"
exits 0
background backfill -u "$url" --max-wal-backlog 1MB
until_waits "slot \"$database\", which nobody reads, keeps "
grep -qE "WAL backlog [0-9.]+ [MG]B \(.*\), limit 1 MB" out2 || fail "the backlog is not a size"
equal "$(postgres "$url" 'SELECT count(*) FROM users WHERE full_name IS NOT NULL')" 0 "rows filled while paused"
postgres "$url" "SELECT pg_drop_replication_slot('$database')" >/dev/null
end_background
exits 0
equal "$(postgres "$url" 'SELECT count(*) FROM users WHERE full_name IS DISTINCT FROM name')" 0
echo "1 server"
finish
