#!/usr/bin/env bash
# PostgreSQL 18 invalidates a replication slot that is idle for too long: it keeps no log any more, and no backfill
# waits for it. On a server of this script's own.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
ran="" && : >out && : >err
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"
version=$(postgres "$MIGRATE_TEST_POSTGRES_URL" 'SHOW server_version_num')
[ "$version" -ge 180000 ] || skip "PostgreSQL $version keeps slots that are idle"
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
trap 'end_own_server POSTGRES18; leave' EXIT
SPEC=postgres:18 own_server POSTGRES18 --set "idle_replication_slot_timeout = '1s'" || { finish; exit; }
# Where it is the distribution's own its name has no number.
server=$(sed -n "s/^export MIGRATE_TEST_POSTGRES[0-9]*_URL='\(.*\)'/\1/p" "$work/server-POSTGRES18/env")
postgres "$server" 'CREATE DATABASE shop'
url=$(with_database "$server" shop)
on() { postgres "$url" "$1"; }
on "CREATE TABLE users (id int PRIMARY KEY, name text)"
on "SELECT pg_create_physical_replication_slot('idle', true)" >/dev/null
on "INSERT INTO users SELECT i, repeat('x', 100) FROM generate_series(1, 20000) i"
lost() {
  on CHECKPOINT
  [ "$(on "SELECT wal_status FROM pg_replication_slots WHERE slot_name = 'idle'")" = lost ]
}
pid=
until_true "the slot is invalidated" lost
run expand -u "$url"
exits 0
background backfill -u "$url" --max-wal-backlog 1MB
ended() { ! kill -0 "$pid" 2>/dev/null; }
for _ in $(seq 300); do ended && break || sleep 0.1; done
ended || { fail "it waits for a slot that keeps nothing" && kill -KILL "$pid"; }
end_background
exits 0
err_lacks "slot \"idle\""
equal "$(on 'SELECT count(*) FROM users WHERE full_name IS DISTINCT FROM name')" 0
echo "1 server"
finish
