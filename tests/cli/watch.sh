#!/usr/bin/env bash
# status --watch repeats until it is stopped, and then ends well; from a machine that has the database's URL and nothing
# else it shows the progress of a backfill that runs, and why it waits.
# shellcheck disable=SC2016
. "$(dirname "$0")/lib.sh"
sample 3
"$MIGRATE_BIN" status --watch -u "$url" >out 2>err </dev/null &
pid=$!
children+=("$pid")
sleep 3
kill -TERM "$pid"
wait "$pid"
code=$?
ran="status --watch"
exits 0
[ "$(grep -c '^server' out)" -ge 2 ] || fail "shown only once"
! grep -q "$(printf '\033')" out || fail "escapes in a file"
err_empty

rm -rf app.db* migrations
sample 3000
run expand -u "$url"
exits 0
mkdir elsewhere
background backfill -u "$url" --rows-per-second 100 --batch 10
(cd elsewhere && exec "$MIGRATE_BIN" status --watch -u "sqlite:$work/app.db" >seen 2>told </dev/null) &
watcher=$!
children+=("$watcher")
# Rows done, each as often as it was shown.
counts() { sed -nE 's/^20260101000000_full_name +backfilling .* ([0-9,]+) of ~3,000 rows, .*/\1/p' elsewhere/seen; }
grows() { [ "$(counts | sort -u | wc -l)" -ge 2 ]; }
until_true "the watcher sees it grow" grows
run_beside pause -u "$url" --reason lunch
waits() { grep -qE '^waits   `migrate pause` by .* \(lunch\); `migrate resume` goes on$' elsewhere/seen; }
until_true "the watcher sees why it waits" waits
run_beside resume -u "$url"
kill -TERM "$watcher"
wait "$watcher"
equal "$?" 0 "exit code of the watcher"
equal "$(cat elsewhere/told)" "no directory migrations here: only what the database has recorded is shown"
! grep -q 'missing' elsewhere/seen || fail "a file is missed where there are none"
stop_background
exits 6

# What is due only the files tell; a directory that is named is to be there.
cd elsewhere || exit 1
run status -u "sqlite:$work/app.db" --format json
exits 0
is_json
json '$.migrations[0].phase' backfilling
json '$.migrations[0].file_missing' 0
run status -u "sqlite:$work/app.db" --exit-code
exits 2
run status -u "sqlite:$work/app.db" --dir migrations
exits 2

# What was begun is due also where its file is not among those that are there.
mkdir migrations
run status -u "sqlite:$work/app.db" --exit-code
exits 4
run status -u "sqlite:$work/app.db" --format json
exits 0
json '$.due' 1
json '$.migrations[0].file_missing' 1
finish
