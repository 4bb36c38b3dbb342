#!/usr/bin/env bash
# A backfill waits for replicas that are behind, and for those that cannot be read, on servers that
# run with one (MIGRATE_TEST_…_URL and MIGRATE_TEST_…_REPLICA_URL). In a database of its own.
# shellcheck disable=SC2016  # `undo` expands when it runs
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"

database=throttle_$$
# Reads the replica: locking it out makes the replica unreadable to this test alone.
watcher=watcher_$$
rows=3000
ran=""
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML

as_watcher() { sed -E "s#^([a-z]+://)[^@]*@#\1$watcher:$secret@#" <<<"$1"; }
secret=quiet-word

filled() { on "$url" 'SELECT count(*) FROM users WHERE full_name IS NOT NULL'; }
some_filled() { [ "$(filled)" -gt 0 ]; }
replicated() { [ "$(on "$replica" 'SELECT count(*) FROM users' 2>/dev/null)" = "$rows" ]; }
prepare() { # how a server counts up to $rows
  on "$url" "CREATE TABLE users (id int PRIMARY KEY, name varchar(40)); CREATE TABLE noise (at int)"
  on "$url" "INSERT INTO users SELECT i, concat('user ', i) FROM $1"
  pid=
  # Other tests may have left it much to catch up with.
  for _ in $(seq 200); do replicated && break || sleep 1; done
  until_true "the replica has the table" replicated
  run expand -u "$url"
  exits 0
}
# A write every tenth of a second, without which a replica that stands still is not behind.
write_on() {
  while on "$url" 'INSERT INTO noise VALUES (1)' 2>/dev/null; do sleep 0.1; done &
  writer=$!
  children+=("$writer")
}
write_no_more() {
  kill "$writer" 2>/dev/null
  wait "$writer" 2>/dev/null
}

# Slow enough that the replica falls behind in the middle; a stop ends the pause.
falls_behind() { # REASON ARGS…
  local reason=$1 before
  shift
  background backfill -u "$url" --rows-per-second 20 "$@"
  until_true "the backfill begins" some_filled
  halt
  until_waits "$reason"
  before=$(filled)
  sleep 1
  equal "$(filled)" "$before" "rows filled while paused"
  [ "$before" -lt "$rows" ] || fail "the backfill did not wait"
  stop_background
  exits 6
}
# Still behind when the next run begins; it goes on by itself when the replica is back.
goes_on() { # REASON ARGS…
  local reason=$1
  shift
  background backfill -u "$url" "$@"
  until_true "stderr names the lag" grep -qF "paused: $reason" err
  until_waits "$reason"
  resume
  until_true "the backfill ends" ended
  end_background
  exits 0
  equal "$(filled)" "$rows"
  run_beside status -u "$url"
  ! grep -q '^waits' out2 || fail "status still shows a pause"
}
# Beyond the critical limit the run ends; what it did is recorded, and the same command goes on.
ends_at_a_critical_lag() { # ARGS…
  local before
  afresh
  background backfill -u "$url" --rows-per-second 20 --critical-lag 2s "$@"
  until_true "the backfill begins" some_filled
  halt
  end_background
  resume
  exits 1
  err_has "error MIG-THROTTLE-CRITICAL: "
  grep -qE "was ended by a critical limit: replica lag [^ ]*.*[0-9]+\.[0-9]s, limit none, the run ends at 2s" err ||
    fail "the lag is not said"
  before=$(filled)
  [ "$before" -lt "$rows" ] || fail "the run had ended before"
  run_beside status -u "$url"
  grep -qF "last error: critical limit: replica lag " out2 || fail "status does not say why"
  run backfill -u "$url"
  exits 0
  equal "$(filled)" "$rows"
}
# Without a word of the server's: where that says nothing, the lag is a number all the same.
with_heartbeat() {
  afresh
  falls_behind "replica lag of $1" --max-lag 1s --heartbeat --replica "$replica"
  grep -qE 'waits   replica lag of [^ ]+ [0-9]+\.[0-9]s, limit 1s' out2 || fail "the lag is not a number"
  goes_on "replica lag of $1" --max-lag 1s --heartbeat --replica "$replica"
  grep -qF 'unreadable: the first heartbeat of this run is not there yet, limit 1s' err || fail "the cause is not said"
  run_beside status -u "$url" --plot
  grep -qF 'lag in seconds' out2 || fail "the lag is not drawn: $(cat out2)"
}
ended() { ! kill -0 "$pid" 2>/dev/null; }
afresh() {
  run rollback -u "$url" --yes
  exits 0
  run expand -u "$url"
  exits 0
}
# Read well at first, then not at all, then again.
stops_being_readable() {
  local named
  named=$(as_watcher "$replica")
  afresh
  until_true "the watcher can read the replica" on "$named" 'SELECT 1' >/dev/null 2>&1
  background backfill -u "$url" --rows-per-second 20 --max-lag 60s --replica "$named"
  until_true "the backfill begins" some_filled
  lock_out
  until_waits "unreadable: "
  stop_background
  exits 6
  background backfill -u "$url" --max-lag 60s --replica "$named"
  until_true "stderr names the replica" grep -qF "paused: replica lag of " err
  let_in
  until_true "the backfill ends" ended
  end_background
  exits 0
  equal "$(filled)" "$rows"
  for file in out err out2; do ! grep -qF "$secret" "$file" || fail "a password in $file"; done
}

tried=0
undo=()
undo_all() {
  local i
  pid=
  for ((i = ${#undo[@]} - 1; i >= 0; i--)); do eval "${undo[i]}" >/dev/null 2>&1; done
  undo=()
}
trap 'undo_all; leave' EXIT

if [ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] && [ -n "${MIGRATE_TEST_POSTGRES_REPLICA_URL:-}" ]; then
  tried=$((tried + 1))
  on() { postgres "$@"; }
  primary=$MIGRATE_TEST_POSTGRES_URL
  url=$(with_database "$primary" "$database")
  replica=$(with_database "$MIGRATE_TEST_POSTGRES_REPLICA_URL" "$database")
  halt() { on "$replica" 'SELECT pg_wal_replay_pause()' >/dev/null; }
  resume() { on "$MIGRATE_TEST_POSTGRES_REPLICA_URL" 'SELECT pg_wal_replay_resume()' >/dev/null; }
  lock_out() {
    on "$url" "ALTER ROLE $watcher NOLOGIN"
    until_true "the replica knows" denied
    on "$replica" "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '$watcher'" >/dev/null
  }
  denied() { [ "$(on "$replica" "SELECT rolcanlogin FROM pg_roles WHERE rolname = '$watcher'")" = f ]; }
  let_in() { on "$url" "ALTER ROLE $watcher LOGIN"; }

  on "$primary" "CREATE DATABASE $database"
  undo+=('on "$primary" "DROP DATABASE $database WITH (FORCE)"')
  on "$primary" "CREATE ROLE $watcher LOGIN PASSWORD '$secret' IN ROLE pg_monitor"
  undo+=('on "$primary" "DROP ROLE $watcher"' resume)
  prepare "generate_series(1, $rows) AS n(i)"
  write_on
  falls_behind "replica lag " --max-lag 1s
  goes_on "replica lag " --max-lag 1s
  grep -qE 'paused: replica lag [0-9]+\.[0-9]s, limit 1s' err || fail "the lag is not a number"
  afresh
  falls_behind "replica lag of postgres" --max-lag 1s --replica "$replica"
  goes_on "replica lag of postgres" --max-lag 1s --replica "$replica"
  with_heartbeat postgres
  ends_at_a_critical_lag
  stops_being_readable
  write_no_more
  undo_all
fi

for kind in MARIADB MYSQL; do
  primary_url=MIGRATE_TEST_${kind}_URL replica_url=MIGRATE_TEST_${kind}_REPLICA_URL
  if [ -z "${!primary_url:-}" ] || [ -z "${!replica_url:-}" ]; then continue; fi
  tried=$((tried + 1))
  on() { mariadb_at "$@"; }
  primary=${!primary_url} server=${!replica_url}
  url=$(with_database "$primary" "$database")
  replica=$(with_database "$server" "$database")
  if [ "$kind" = MYSQL ]; then
    may_look='REPLICATION CLIENT'
    halt() { on "$server" 'STOP REPLICA SQL_THREAD'; }
    resume() { on "$server" 'START REPLICA'; }
  else
    may_look='SLAVE MONITOR'
    halt() { on "$server" 'STOP SLAVE SQL_THREAD'; }
    resume() { on "$server" 'START SLAVE'; }
  fi
  lock_out() {
    on "$url" "ALTER USER $watcher ACCOUNT LOCK"
    until_true "the replica knows" denied
    for session in $(on "$server" "SELECT ID FROM information_schema.PROCESSLIST WHERE USER = '$watcher'"); do
      on "$server" "KILL $session" 2>/dev/null
    done
  }
  denied() { ! on "$(as_watcher "$replica")" 'SELECT 1' >/dev/null 2>&1; }
  let_in() { on "$url" "ALTER USER $watcher ACCOUNT UNLOCK"; }

  on "$primary" "CREATE DATABASE $database"
  undo+=('on "$primary" "DROP DATABASE $database"')
  on "$primary" "CREATE USER $watcher IDENTIFIED BY '$secret';
    GRANT SELECT ON $database.* TO $watcher; GRANT $may_look ON *.* TO $watcher"
  undo+=('on "$primary" "DROP USER $watcher"' resume)
  prepare "$(numbers "$rows")"
  write_on
  # The primary knows that it has replicas, not how far behind they are.
  background backfill -u "$url" --max-lag 1s
  until_waits "replica lag unreadable: "
  grep -qF "name them by their URLs" out2 || fail "what to do is not said"
  stop_background
  exits 6
  stopped="replica lag of ${kind,,}"
  falls_behind "$stopped" --max-lag 1s --replica "$replica"
  grep -qF "replication is stopped or broken" out2 || fail "the cause is not said"
  goes_on "$stopped" --max-lag 1s --replica "$replica"
  with_heartbeat "${kind,,}"
  # A replica that stands still does not tell how far behind it is: that pauses. A heartbeat tells.
  ends_at_a_critical_lag --heartbeat --replica "$replica"
  stops_being_readable
  write_no_more
  undo_all
done
[ "$tried" -gt 0 ] || skip "no server with a replica"
finish
