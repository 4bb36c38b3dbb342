#!/usr/bin/env bash
# More sessions than a limit make a backfill wait; beyond a critical limit a run ends, with what it did recorded, and the
# same command goes on later. On servers, which count their sessions.
# shellcheck disable=SC2016
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
database=critical_$$
tried=0

# In any database: how many sessions are busy, with more of them than the server has of its own.
crowd=()
disperse() {
  # A server need not notice that its client is gone.
  wake 2>/dev/null
  for sleeper in ${crowd[@]+"${crowd[@]}"}; do kill "$sleeper" 2>/dev/null; done
  wait ${crowd[@]+"${crowd[@]}"} 2>/dev/null
  crowd=()
}
filled() { on "$url" 'SELECT count(*) FROM users WHERE full_name IS NOT NULL'; }
some_filled() { [ "$(filled)" -gt 0 ]; }
gather() {
  for _ in $(seq 30); do
    on "$url" "$sleep" >/dev/null 2>&1 &
    crowd+=("$!")
    children+=("$!")
  done
}
moves_on() { [ "$(filled)" -gt "$before" ]; }
shows_load() { run_beside status -u "$url" && grep -qE "^source  load [0-9]+ active sessions, limit $1$" out2; }
waits_and_goes_on() { # LIMIT
  run expand -u "$url"
  exits 0
  background backfill -u "$url" --rows-per-second 50 --max-load "$1"
  until_true "the backfill begins" some_filled
  until_true "the load is shown while it does not pause" shows_load "$1"
  gather
  until_waits "load "
  grep -qE "^waits   load [0-9]+ active sessions, limit $1$" out2 || fail "the load is not a number: $(grep ^waits out2)"
  before=$(filled)
  sleep 1
  equal "$(filled)" "$before" "rows filled while paused"
  disperse
  until_true "it goes on" moves_on
  stop_background
  exits 6
  run rollback -u "$url" --yes
  exits 0
}
ends_and_goes_on() { # LIMIT
  run expand -u "$url"
  exits 0
  background backfill -u "$url" --rows-per-second 50 --critical-load "$1"
  until_true "the backfill begins" some_filled
  gather
  end_background
  exits 1
  err_has "error MIG-THROTTLE-CRITICAL: "
  err_has "was ended by a critical limit: load "
  err_has "limit none, the run ends at $1"
  before=$(filled)
  [ "$before" -lt 1000 ] || fail "the run had ended before"
  run status -u "$url"
  out_has "last error: critical limit: load "
  out_has "lease   free"
  # Who only reads has recorded nothing, and says so.
  run verify -u "$url" full_name --critical-load "$1"
  refused 1 MIG-THROTTLE-CRITICAL
  err_has "state: unchanged: it was only read"
  disperse
  run backfill -u "$url"
  exits 0
  equal "$(filled)" 1000
}
if [ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ]; then
  tried=$((tried + 1))
  on() { postgres "$@"; }
  sleep='SELECT pg_sleep(300)'
  wake() { on "$primary" "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '$database' AND query = '$sleep'" >/dev/null; }
  primary=$MIGRATE_TEST_POSTGRES_URL
  url=$(with_database "$primary" "$database")
  ran="" && : >out && : >err
  on "$primary" "CREATE DATABASE $database"
  trap 'disperse; on "$primary" "DROP DATABASE $database WITH (FORCE)"; leave' EXIT
  on "$url" "CREATE TABLE users (id int PRIMARY KEY, name text)"
  on "$url" "INSERT INTO users SELECT i, 'user ' || i FROM generate_series(1, 1000) i"
  waits_and_goes_on 25
  ends_and_goes_on 25
  on "$primary" "DROP DATABASE $database WITH (FORCE)"
  trap 'disperse; leave' EXIT
fi
for kind in MARIADB MYSQL; do
  primary=MIGRATE_TEST_${kind}_URL
  [ -n "${!primary:-}" ] || continue
  tried=$((tried + 1))
  on() { mariadb_at "$@"; }
  sleep='SELECT SLEEP(300)'
  wake() {
    for sleeper in $(on "$primary" "SELECT ID FROM information_schema.PROCESSLIST WHERE DB = '$database' AND INFO = '$sleep'"); do
      on "$primary" "KILL $sleeper"
    done
  }
  primary=${!primary}
  url=$(with_database "$primary" "$database")
  ran="" && : >out && : >err
  on "$primary" "CREATE DATABASE $database"
  trap 'disperse; on "$primary" "DROP DATABASE $database"; leave' EXIT
  on "$url" "CREATE TABLE users (id int PRIMARY KEY, name varchar(40))"
  on "$url" "INSERT INTO users SELECT i, concat('user ', i) FROM $(numbers 1000)"
  waits_and_goes_on 25
  ends_and_goes_on 25
  on "$primary" "DROP DATABASE $database"
  trap 'disperse; leave' EXIT
done
[ "$tried" -gt 0 ] || skip "no server"
finish
