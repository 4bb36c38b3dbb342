#!/usr/bin/env bash
# What can be seen of a backfill: progress with its rates and its end, as lines and as JSON; the same from
# elsewhere by status; its history as a drawing.
. "$(dirname "$0")/lib.sh"
sample 3000
run status -u "$url" --plot
exits 0
out_has "no batched step has left a history yet"
run expand -u "$url"
exits 0
samples() { [ "$(sql 'SELECT count(*) FROM migrate_history' 2>/dev/null || echo 0)" -ge "$1" ]; }
progress() { # JSON PATH of the last progress event on stderr
  grep '"event":"progress"' err | tail -n 1 >event
  sqlite3 :memory: "SELECT json_extract(CAST(readfile('event') AS text), '$1')"
}

background backfill -u "$url" --rows-per-second 200 --batch 50 --format json
until_true "a history" samples 8
run_beside status -u "$url"
grep -qE 'full_name +backfilling .* of ~3,000 rows, [0-9]+%, [0-9]+/s, ETA ' out2 || fail "status: $(cat out2)"
grep -qE '^    average [0-9]+/s; batch 50 rows' out2 || fail "status: $(cat out2)"
run_beside status -u "$url" --format json --plot
value() { sqlite3 :memory: "SELECT json_extract(CAST(readfile('out2') AS text), '\$.migrations[0].$1')"; }
equal "$(value progress.rows_estimated)" 3000
equal "$(value progress.batch_rows)" 50
equal "$(value 'history[0].samples[0].batch_rows')" 50
[ "$(value 'progress.eta_late_ms')" -ge "$(value 'progress.eta_early_ms')" ] || fail "late is before early"
touch stop.flag
stop_background
exits 6
until_true "progress events" grep -q '"event":"progress"' err
equal "$(progress '$.rows_estimated')" 3000
equal "$(progress '$.batch_rows')" 50
equal "$(grep -c '"waiting":"limit of 200 rows per second"' err | awk '{print ($1 > 0)}')" 1

# The second run pauses: that is in the drawing, too.
pid=
background backfill -u "$url" --rows-per-second 500 --batch 100 --flag-file stop.flag
until_waits "flag file stop.flag exists"
paused() { [ "$(sql "SELECT count(*) FROM migrate_history WHERE waiting LIKE 'flag file%'")" -ge 2 ]; }
until_true "a pause in the history" paused
rm stop.flag
end_background
exits 0
pid=
COLUMNS=70 run_beside status -u "$url" --plot
for text in "rows per second" "rows per batch" "paused" "UTC" "█" "20260101000000_full_name: fill users.full_name"; do
  grep -qF -e "$text" out2 || fail "no '$text' in $(cat out2)"
done
# Wide characters are three bytes each.
longest=$(sed -n '/rows per second/,$p' out2 | sed 's/[▁▂▃▄▅▆▇█]/x/g' | awk '{ if (length > n) n = length } END { print n }')
[ "$longest" -le 69 ] || fail "$longest columns"
equal "$(sql 'SELECT count(DISTINCT run) FROM migrate_history')" 2 "two runs"

# It is not missed where it is not there.
run rollback -u "$url" --yes
exits 0
run expand -u "$url"
exits 0
equal "$(sql 'SELECT count(*) FROM migrate_history')" 0 "of a plan that is gone"

# The samples of a long step are far apart, and a pause may be long: who says why it waits is at work.
background backfill -u "$url" --rows-per-second 200 --batch 50 --flag-file stop.flag
until_true "a history" samples 4
touch stop.flag
until_true "a pause in the history" paused
stands_still() { # outside a transaction, with all that it has recorded long ago
  kill -STOP "$pid"
  sql "UPDATE migrate_history SET at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-5 minutes');
    UPDATE migrate_checkpoint SET updated_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-5 minutes')" && return 0
  kill -CONT "$pid"
  return 1
}
until_true "it stands still" stands_still
run_beside status -u "$url" --format json
kill -CONT "$pid"
equal "$(value progress.waiting)" "flag file stop.flag exists, limit no such file"
equal "$(value progress.rows_per_second)" 0.0 "in a pause"
[ -n "$(value progress.eta_ms)" ] || fail "no time is told: $(cat out2)"
stop_background
exits 6
# Nobody is any more: there is no end to be told.
run_beside status -u "$url" --format json
equal "$(value progress.rows_per_second)$(value progress.eta_ms)" 0.0 "when nobody is at work"
rm stop.flag
sql "DROP TABLE migrate_history"
run backfill -u "$url" --rows-per-second 2000 --batch 200
exits 0
equal "$(sql 'SELECT count(*) FROM users WHERE name IS NOT full_name')" 0
run status -u "$url" --plot
exits 0
out_has "no batched step has left a history yet"
finish
