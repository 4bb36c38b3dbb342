#!/usr/bin/env bash
# SIGTERM while the runner tries to reach a database that is away: exit 6, not the end of its patience, and the same
# command goes on when the database is back. On the server that MIGRATE_TEST_POSTGRES_URL names.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"

database=stopped_lost_$$
begin_database "$MIGRATE_TEST_POSTGRES_URL" "$database"
mkdir migrations
cat >migrations/20260101000000_title.yaml <<'YAML'
operations:
  - rename_column: {table: orders, from: name, to: title}
YAML
on "CREATE TABLE orders (id int PRIMARY KEY, name text); INSERT INTO orders SELECT g, g FROM generate_series(1, 2000) g"
run expand -u "$url"
exits 0
background backfill -u "$url" --batch 50 --rows-per-second 100
filled() { [ "$(on "SELECT count(title) FROM orders")" -gt 0 ]; }
until_true "rows are filled" filled
server() { postgres "$MIGRATE_TEST_POSTGRES_URL" "$1" >/dev/null; }
server "ALTER DATABASE $database ALLOW_CONNECTIONS false"
# All but the session that has the lease.
server "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '$database'
  AND pid NOT IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')"
until_true "it connects again" grep -q "the connection was lost; connecting again" err
stop_background
server "ALTER DATABASE $database ALLOW_CONNECTIONS true"
refused 6 MIG-INTERRUPTED
err_has "while the database could not be reached"
run backfill -u "$url"
exits 0
equal "$(on "SELECT count(*) FROM orders WHERE title IS DISTINCT FROM name")" 0
end_database
finish
