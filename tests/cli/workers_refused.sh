#!/usr/bin/env bash
# PostgreSQL: a server that has no session left for a worker. The others do its batches; without any of them the run
# ends as one that was interrupted, and says so.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
role=worker_$$
begin_database "$MIGRATE_TEST_POSTGRES_URL" "$role"
on "CREATE ROLE $role LOGIN PASSWORD 'quiet-Word1'"
trap 'drop_database; "$database_client" "$database_server" "DROP ROLE $role"; leave' EXIT
on "ALTER DATABASE $role OWNER TO $role; GRANT ALL ON SCHEMA public TO $role;
  CREATE TABLE users (id integer PRIMARY KEY, name text); ALTER TABLE users OWNER TO $role;
  INSERT INTO users SELECT i, 'user ' || i FROM generate_series(1, 4000) AS i"
url=$(sed -E "s#^([a-z]+://)[^@/]*@#\1$role:quiet-Word1@#" <<<"$url")
admin=$(with_database "$MIGRATE_TEST_POSTGRES_URL" "$role")
limit() { postgres "$admin" "ALTER ROLE $role CONNECTION LIMIT $1"; }
filled() { postgres "$admin" "SELECT count(*) FROM users WHERE full_name IS NOT NULL"; }

run expand -u "$url"
exits 0
# The run's own session and that of its lease.
limit 2
run backfill -u "$url" --workers 3 --batch 100
refused 1 MIG-CONNECTION-LOST
err_has "no session could be opened for a worker"
err_lacks "nothing was changed"
limit 4
run backfill -u "$url" --workers 4 --batch 100
exits 0
err_has "2 of 4 workers"
equal "$(filled)" 4000
finish
