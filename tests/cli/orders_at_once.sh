#!/usr/bin/env bash
# Two machines give an order at the same moment: neither fails, and none of the two is lost.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
mkdir migrations
held() { ! on "SELECT 1 FROM $control WHERE name = '$1' FOR UPDATE NOWAIT" >/dev/null 2>&1; }
both_wait() { [ "$(on "$waiting")" = 2 ]; }
# both NAME -- A… -- B…: at once, while somebody holds that row of `control`.
both() {
  local name=$1 all=() one=("") two=("")
  shift 2
  while [ "$1" != -- ]; do all+=("$1") && shift; done
  one=("${all[@]}")
  shift
  two=("$@")
  rm -f holder
  mkfifo holder
  session_of "$url" <holder >/dev/null 2>&1 &
  local holder=$!
  children+=("$holder")
  exec 3>holder
  echo "BEGIN; UPDATE $control SET value = value WHERE name = '$name';" >&3
  pid=
  until_true "the row is held" held "$name"
  "$MIGRATE_BIN" "${one[@]}" -u "$url" >out 2>err </dev/null &
  local first=$!
  "$MIGRATE_BIN" "${two[@]}" -u "$url" >out2 2>err2 </dev/null &
  local second=$!
  children+=("$first" "$second")
  until_true "both wait" both_wait
  echo "COMMIT;" >&3
  exec 3>&-
  ran="${one[*]}"
  wait "$first" || fail "the first: $(cat err)"
  ran="${two[*]}"
  wait "$second" || fail "the second: $(cat err2)"
  wait "$holder"
}

for server in "${MIGRATE_TEST_POSTGRES_URL:-}" "${MIGRATE_TEST_MARIADB_URL:-}" "${MIGRATE_TEST_MYSQL_URL:-}"; do
  [ -n "$server" ] || continue
  begin_database "$server" "orders_at_once_$$"
  control=migrate_control
  waiting="SELECT COUNT(*) FROM information_schema.INNODB_TRX t JOIN information_schema.PROCESSLIST p
    ON p.ID = t.trx_mysql_thread_id WHERE p.DB = DATABASE() AND t.trx_state = 'LOCK WAIT'"
  if [[ $server == postgres* ]]; then
    control=migrate.control
    waiting="SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
  fi
  run throttle -u "$url" --workers 3
  exits 0
  both throttle -- throttle --max-lag 1s -- throttle --workers 1
  run throttle -u "$url" --max-load 7
  exits 0
  value=$(on "SELECT value FROM $control WHERE name = 'throttle'")
  for part in '"max_lag_ms":1000' '"workers":1' '"max_load":7'; do
    [[ $value == *"$part"* ]] || fail "$value lacks $part"
  done
  run pause -u "$url"
  exits 0
  both pause -- pause --reason one -- pause --reason two
  equal "$(on "SELECT COUNT(*) FROM $control WHERE name = 'pause'")" 1
  run resume -u "$url"
  exits 0
  end_database
done
[ -n "$ran" ] || skip "no server"
finish
