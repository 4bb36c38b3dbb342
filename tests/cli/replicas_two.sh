#!/usr/bin/env bash
# A primary with two replicas, PostgreSQL and MariaDB: a backfill waits for whichever of the two stands still or comes
# late, says which, and goes on by itself when it is back. One that is gone for good is waited for as long as it is
# named, or until a person lets go of it. On servers of this script's own.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
ran="" && : >out && : >err
rows=3000
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML

filled() { on "$url" 'SELECT count(*) FROM users WHERE full_name IS NOT NULL'; }
some_filled() { [ "$(filled)" -gt 0 ]; }
moves_on() { [ "$(filled)" -gt "$before" ]; }
has_all() { [ "$(on "$1" 'SELECT count(*) FROM users' 2>/dev/null)" = "$rows" ]; }
not_waiting() { run_beside status -u "$url" && ! grep -q '^waits' out2; }
# A write every tenth of a second, without which a replica that stands still is not behind.
write_on() {
  while on "$url" 'INSERT INTO noise VALUES (1)' 2>/dev/null; do sleep 0.1; done &
  writer=$!
  children+=("$writer")
}
replica() { sed -n "s/^export MIGRATE_TEST_${kind}_REPLICA$1_URL='\(.*\)'/\1/p" "$work/server-$kind/env"; }
shown() { sed -E 's#(//[^:@/]*):[^@]*@#\1@#' <<<"$1"; }
# Paused for this reason, nothing moves, and what is said ends with it.
waits_then_goes_on() { # REASON command…
  until_waits "$1"
  shift
  before=$(filled)
  sleep 1
  equal "$(filled)" "$before" "rows filled while paused ($kind)"
  "$@"
  until_true "it goes on ($kind)" moves_on
}
backfill() {
  background backfill -u "$url" --rows-per-second 40 --max-lag 1s "$@"
  until_true "the backfill begins ($kind)" some_filled
}
afresh() {
  run rollback -u "$url" --yes
  exits 0
  run expand -u "$url"
  exits 0
}
ends() {
  stop_background
  exits 6
  afresh
}

with_two() {
  on "$url" "CREATE TABLE users (id int PRIMARY KEY, name varchar(40))"
  on "$url" "CREATE TABLE noise (at int)"
  on "$url" "INSERT INTO users SELECT i, concat('user ', i) FROM $1"
  for of in "$first" "$second"; do
    pid=
    until_true "a replica has the table ($kind)" has_all "$of"
  done
  run expand -u "$url"
  exits 0
  write_on
  # Named, one after the other.
  backfill --replica "$first" --replica "$second"
  stop "$second"
  waits_then_goes_on "replica lag of $second_word" go_on "$second"
  stop "$first"
  waits_then_goes_on "replica lag of $first_word" go_on "$first"
  ends
  # Slow: it applies everything, three seconds late.
  delay "$second" 3
  background backfill -u "$url" --rows-per-second 40 --max-lag 1s --replica "$first" --replica "$second"
  until_waits "replica lag of $second_word"
  until_true "the lag is a number ($kind)" lag_is_a_number
  before=$(filled)
  delay "$second" 0
  until_true "it goes on ($kind)" moves_on
  ends
  # Gone for good: who names it waits for it, who does not goes on.
  backfill --replica "$first" --replica "$second"
  remove 2
  until_waits "replica lag of $second_word"
  grep -qF "unreadable: " out2 || fail "that it cannot be read is not said ($kind)"
  stop_background
  exits 6
  run backfill -u "$url" --max-lag 5s --replica "$first"
  exits 0
  equal "$(filled)" "$rows"
}
lag_is_a_number() { run_beside status -u "$url" && grep -qE "waits   replica lag of [^ ]+ [0-9.]+s, limit 1s" out2; }
remove() {
  local process
  read -r process _ <"$work/server-$kind/${kind,,}-replica$1.server"
  kill -KILL "$process"
}

tried=0
if [ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ]; then
  tried=$((tried + 1))
  kind=POSTGRES
  on() { postgres "$@"; }
  stop() { on "$1" 'SELECT pg_wal_replay_pause()' >/dev/null; }
  go_on() { on "$1" 'SELECT pg_wal_replay_resume()' >/dev/null; }
  delay() {
    on "$1" "ALTER SYSTEM SET recovery_min_apply_delay = '${2}s'"
    on "$1" 'SELECT pg_reload_conf()' >/dev/null
  }
  trap 'end_own_server POSTGRES; leave' EXIT
  if SPEC=postgres+replica own_server POSTGRES; then
    first=$(replica '') second=$(replica 2)
    first_word=$(shown "$first") second_word=$(shown "$second")
    with_two "generate_series(1, $rows) AS n(i)"
    # Found by itself: the server knows both, and forgets one that is gone; the run does not (replicas_gone).
    afresh
    backfill
    stop "$first"
    until_waits "replica lag "
    grep -qE 'waits   replica lag [0-9.]+s, limit 1s' out2 || fail "the lag is not a number: $(cat out2)"
    remove 1
    waits_then_goes_on 'replica "replica1" at 127.0.0.1 was connected and is gone' \
      run_beside throttle -u "$url" --max-lag 1s
    stop_background
    exits 6
    kill "$writer" 2>/dev/null
    wait "$writer" 2>/dev/null
  fi
  trap leave EXIT
  end_own_server POSTGRES
fi
if [ -n "${MIGRATE_TEST_MARIADB_URL:-}" ]; then
  tried=$((tried + 1))
  kind=MARIADB
  on() { mariadb_at "$@"; }
  stop() { on "$1" 'STOP SLAVE SQL_THREAD'; }
  go_on() { on "$1" 'START SLAVE'; }
  delay() { on "$1" "STOP SLAVE; CHANGE MASTER TO MASTER_DELAY = $2; START SLAVE"; }
  trap 'end_own_server MARIADB; leave' EXIT
  if SPEC=mariadb+replica own_server MARIADB; then
    first=$(replica '') second=$(replica 2)
    first_word=$(shown "$first") second_word=$(shown "$second")
    with_two "$(numbers "$rows")"
    kill "$writer" 2>/dev/null
    wait "$writer" 2>/dev/null
  fi
  trap leave EXIT
  end_own_server MARIADB
fi
[ "$tried" -gt 0 ] || skip "no server with two replicas"
finish
