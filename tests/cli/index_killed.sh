#!/usr/bin/env bash
# PostgreSQL: a session that is ended inside CREATE INDEX CONCURRENTLY leaves an INVALID index behind. Who goes on,
# the same run or the next one, removes it and builds it anew.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
server=${MIGRATE_TEST_POSTGRES_URL:-}
[ -n "$server" ] || skip "no PostgreSQL"
mkdir migrations
begin_database "$server" "index_killed_$$"
on "CREATE TABLE orders (id integer PRIMARY KEY, a integer, b integer);
    INSERT INTO orders SELECT i, i, i FROM generate_series(1, 1000) AS i"
builds="FROM pg_stat_progress_create_index
  WHERE relid = 'orders'::regclass AND phase = 'waiting for writers before build'"
invalid="FROM pg_index WHERE indrelid = 'orders'::regclass AND NOT indisvalid"
is() { [ "$(on "SELECT count(*) FROM $1")" = 1 ]; }

# build COLUMN: until it waits for the application's transaction.
build() {
  cat >"migrations/20260101000000_by_$1.yaml" <<YAML
operations:
  - create_index: {table: orders, name: by_$1, columns: [{column: $1}]}
YAML
  rm -f application
  mkfifo application
  psql -Xq "$url" <application >/dev/null 2>&1 &
  application=$!
  children+=("$application")
  exec 3>application
  echo "SET application_name = 'writer'; BEGIN; UPDATE orders SET $1 = 0 WHERE id = 1;" >&3
  pid=
  until_true "the row is written" is \
    "pg_stat_activity WHERE application_name = 'writer' AND state = 'idle in transaction'"
  background expand -u "$url"
  until_true "the build waits" is "${builds#FROM }"
  first=$(on "SELECT indexrelid $invalid")
  [ -n "$first" ] || fail "there is no index yet"
}
ends() {
  printf 'ROLLBACK;\n\\q\n' >&3
  wait "$application"
}
is_built() {
  equal "$(on "SELECT indisvalid, indisready FROM pg_index WHERE indexrelid = 'by_$1'::regclass")" "t|t"
  [ "$(on "SELECT 'by_$1'::regclass::oid")" != "$first" ] || fail "it is the one that was left behind"
  equal "$(on "SELECT count(*) $invalid")" 0
}

# The session alone: the run goes on by itself.
build a
on "SELECT pg_terminate_backend(pid) $builds" >/dev/null
until_true "the run says so" grep -q "the connection was lost" err
ends
end_background
exits 0
is_built a

# Run and session.
build b
kill -KILL "$pid"
wait "$pid" 2>/dev/null # its shell says that it was killed
on "SELECT pg_terminate_backend(pid) $builds" >/dev/null
pid=
gone() { [ "$(on "SELECT count(*) $builds")" = 0 ]; }
until_true "the session is gone" gone
equal "$(on "SELECT indexrelid $invalid")" "$first"
ends
run expand -u "$url"
exits 0
is_built b

# The run alone, while its statement still waits for its first lock: there is no index yet, and a rollback that called
# that undone would be wrong a moment later.
waiters() { [ "$(on "SELECT count(*) FROM pg_locks WHERE relation = 'orders'::regclass AND NOT granted")" = "$1" ]; }
rm -f application migrations/*
mkfifo application
psql -Xq "$url" <application >/dev/null 2>&1 &
application=$!
children+=("$application")
exec 3>application
echo "SET application_name = 'vacuum'; BEGIN; LOCK TABLE orders IN SHARE UPDATE EXCLUSIVE MODE;" >&3
until_true "the table is locked" is \
  "pg_stat_activity WHERE application_name = 'vacuum' AND state = 'idle in transaction'"
cat >migrations/20260102000000_by_c.yaml <<'YAML'
operations:
  - create_index: {table: orders, name: by_c, columns: [{column: a}, {column: b}]}
YAML
background expand -u "$url"
until_true "the statement waits" waiters 1
kill -KILL "$pid"
wait "$pid" 2>/dev/null
background rollback -u "$url"
until_true "the rollback waits behind it" waiters 2
ends
end_background
exits 0
equal "$(on "SELECT count(*) FROM pg_class WHERE relname = 'by_c'")" 0
equal "$(on "SELECT stage FROM migrate.migration WHERE id = '20260102000000_by_c'")" "rolled back"
finish
