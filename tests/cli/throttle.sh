#!/usr/bin/env bash
# What makes a backfill wait: its reason is shown, on stderr and to whoever asks `status` meanwhile,
# and it goes on by itself. With real replicas: throttle_replicas.sh.
. "$(dirname "$0")/lib.sh"
sample 2000
run expand -u "$url"
exits 0
filled() { sql 'SELECT count(*) FROM users WHERE full_name IS NOT NULL'; }
some_filled() { [ "$(filled)" -gt 0 ]; }

# A rate: a part is done, the rest is not, and both commands say so. A fixed batch does not undo it.
background backfill -u "$url" --batch 5000 --rows-per-second 20
until_true "the backfill begins" some_filled
until_true "the rate is named" grep -q 'paused: limit of 20 rows per second' err
run_beside status -u "$url"
grep -qE 'full_name +backfilling .* [1-9][0-9]?%' out2 || fail "status shows no partial progress"
[ "$(filled)" -lt 2000 ] || fail "all rows at once"
stop_background
exits 6

# A flag file, here in a run that begins with it.
touch stop.flag
background backfill -u "$url" --flag-file stop.flag
until_true "stderr names the file" grep -q 'paused: flag file stop.flag exists, limit no such file' err
until_waits "flag file stop.flag exists"
before=$(filled)
run_beside status -u "$url" --format json
equal "$(sqlite3 :memory: "SELECT json_extract(CAST(readfile('out2') AS text), '$.waiting')")" \
  "flag file stop.flag exists, limit no such file" "status --format json"
sleep 0.6
equal "$(filled)" "$before" "rows filled while paused"
rm stop.flag
end_background
exits 0
equal "$(sql 'SELECT count(*) FROM users WHERE name IS NOT full_name')" 0
run_beside status -u "$url"
! grep -q '^waits' out2 || fail "status still shows a pause"

# again ARGS…: what cannot be read is a reason too, told with its cause; a stop ends the pause.
again() {
  run rollback -u "$url" --yes
  run expand -u "$url"
  exits 0
  background backfill -u "$url" "$@"
}
unreadable() { # REASON
  until_true "stderr names the reason" grep -qF "paused: $1" err
  until_waits "$1"
  equal "$(filled)" 0 "rows filled while paused"
  stop_background
  exits 6
  err_has MIG-INTERRUPTED
}

ln -s loop loop
again --flag-file loop/stop.flag
unreadable "flag file unreadable: loop/stop.flag: "
again --max-load 5
unreadable "load unreadable: SQLite does not count its sessions, limit 5"
again --max-lag 1s --replica postgres://u:secret-word@127.0.0.1:1/x
unreadable "replica lag of postgres://u@127.0.0.1:1/x unreadable: "
! grep -q secret-word err out2 || fail "the password is shown"
! sql .dump | grep -q secret-word || fail "the password is recorded"

# A killed run's last word is not the next one's reason.
again --max-load 5
until_waits "load unreadable"
kill -KILL "$pid"
wait "$pid" 2>/dev/null
run backfill -u "$url" --max-lag 1s
exits 0
run_beside status -u "$url"
! grep -q '^waits' out2 || fail "a killed run's pause is still shown"
finish
