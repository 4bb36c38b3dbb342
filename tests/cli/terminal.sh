#!/usr/bin/env bash
# On a terminal: a bar on one line; on a dumb one: plain lines.
. "$(dirname "$0")/lib.sh"
sample 3000
escape=$(printf '\033')

on_terminal() { # TERM ARGS…
  local term=$1
  shift
  ran="migrate $* on a terminal ($term)"
  TERM=$term script -qefc "$(printf '%q ' "$MIGRATE_BIN" "$@")" typescript >out 2>err </dev/null
  code=$?
}

run expand -u "$url"
on_terminal xterm backfill -u "$url" --batch 100 --rows-per-second 1500
exits 0
out_has "[##"
out_has "${escape}[K"
out_has "rows"
run rollback -u "$url"
run expand -u "$url"
on_terminal dumb backfill -u "$url" --batch 100 --rows-per-second 3000
exits 0
out_lacks "$escape"
out_has "backfill done"
run rollback -u "$url"
run expand -u "$url"
on_terminal xterm backfill -u "$url" --quiet
exits 0
out_lacks "#"
finish
