#!/usr/bin/env bash
# Another process holds the write lock, for various times: the tool waits with back-off and names it, and
# ends once the lock is free. Beside it an application writes with the usual busy timeout of 5 s: none of
# its statements fails because of the tool. In WAL mode and with a rollback journal.
. "$(dirname "$0")/lib.sh"
# hold SECONDS: another process keeps the write lock for so long; its pid in $holder.
hold() {
  sqlite3 -cmd '.timeout 5000' app.db >/dev/null 2>>hold.err <<SQL &
BEGIN IMMEDIATE;
UPDATE users SET name = name WHERE id = 1;
.shell touch held; sleep $1; rm held
COMMIT;
SQL
  holder=$!
  children+=("$holder")
}
is_held() { [ -e held ]; }
# An application: one short write after the other, counted; each failure counted too.
application() {
  local written=0 failed=0
  while [ ! -e stop ]; do
    if sqlite3 -cmd '.timeout 5000' app.db \
      "UPDATE users SET name = 'written' || $written WHERE id = 1 + $written % 50;" 2>>application.err; then
      written=$((written + 1))
    else
      failed=$((failed + 1))
    fi
    sleep 0.005
  done
  echo "$written $failed" >application.out
}
for mode in wal delete; do
  rm -rf app.db* migrations stop held ./*.err application.out
  sqlite3 app.db "PRAGMA journal_mode=$mode" >/dev/null
  sample 20000

  # Held when expand begins, longer than a single attempt waits (500 ms): it waits, names, and goes on.
  pid=
  hold 3
  until_true "the lock is held" is_held
  run expand -u "$url" --lock-wait-total 30s
  exits 0
  wait "$holder"

  # A storm during the backfill: 0.2, 1 and 7 seconds, the last longer than the busy timeout of the tool's
  # bookkeeping and of the application.
  application &
  application=$!
  children+=("$application")
  background backfill -u "$url" --batch 500 --rows-per-second 6000 --lock-wait-total 30s
  for seconds in 0.2 1 2 0.2 4; do
    pid=$holder hold "$seconds"
    wait "$holder"
    sleep 0.2
  done
  end_background
  exits 0
  err_has "blocked by process "
  err_has "(sqlite3) holds the write lock of"
  err_has "failed, next in "
  touch stop
  wait "$application"
  read -r written failed <application.out
  [ "$written" -gt 20 ] || fail "the application wrote $written times only"
  equal "$failed" 0 "statements of the application that failed: $(tail -n 3 application.err)"
  [ ! -s hold.err ] || fail "a holder failed: $(cat hold.err)"
  equal "$(sql 'SELECT count(*) FROM users WHERE name IS NOT full_name')" 0 "rows that differ"
  equal "$(sql 'PRAGMA integrity_check')" ok
  equal "$(sql 'PRAGMA foreign_key_check')" ""

  # Held for longer than the tool waits in all: one error with the name, and the next run ends.
  run rollback -u "$url" --yes
  exits 0
  run expand -u "$url"
  exits 0
  pid=
  hold 9
  until_true "the lock is held" is_held
  run backfill -u "$url" --lock-wait-total 2s
  exits 1
  err_has "error MIG-LOCK-TIMEOUT"
  err_has "process "
  err_has "(sqlite3) holds the write lock of"
  err_has "  state: "
  err_has "  next:  end or wait for"
  wait "$holder"
  equal "$(sql 'PRAGMA integrity_check')" ok
  sql "INSERT INTO users (name) VALUES ('old code')" || fail "old code does not work"
  run backfill -u "$url"
  exits 0
  equal "$(sql 'SELECT count(*) FROM users WHERE name IS NOT full_name')" 0 "rows that differ"
done
finish
