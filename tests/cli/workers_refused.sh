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
# Two of four: each wave has two batches, and what the run says of it is a line of its stream of events.
limit 4
claims() { postgres "$admin" "SELECT count(*) FROM migrate.claim"; }
two_at_a_time() { [ "$(claims)" = 2 ] && [ "$(filled)" -gt 0 ] && [ "$(filled)" -lt 2000 ]; }
background backfill -u "$url" --workers 4 --batch 50 --rows-per-second 200 --format json
until_true "claims of two batches" two_at_a_time
stop_background
exits 6
# Of the three that the run before has left behind, or of four.
grep -Eq '^\{"event":"note","text":"2 of [34] workers: ' err || fail "no note of the workers that there are"
while read -r line; do printf '%s' "$line" >line && is_json line; done <err
pid=
run backfill -u "$url" --workers 4 --batch 100
exits 0
err_has "note: 2 of 4 workers: "
equal "$(filled)" 4000
finish
