#!/usr/bin/env bash
# status --watch repeats until it is stopped, and then ends well.
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
finish
