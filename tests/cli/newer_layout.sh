#!/usr/bin/env bash
# State tables that a newer migrate made: each command that would read or write them refuses, and changes nothing.
. "$(dirname "$0")/lib.sh"
sample 10
run expand -u "$url"
exits 0
# As a runner that was killed leaves it: `unlock` would have something to do.
sql "UPDATE migrate_layout SET version = 99;
     UPDATE migrate_lease SET token = token + 1, owner = 'gone', host = '$(hostname)', pid = 999999999, released = 0"
before=$(dump)
m=20260101000000_full_name
while read -r command; do
  # shellcheck disable=SC2086
  run $command -u "$url"
  refused 2 MIG-STATE-NEWER
  equal "$(dump)" "$before" "$command changed something"
done <<COMMANDS
plan
status
status --exit-code
gate
expand
backfill
cutover
contract
up
verify
drift
rollback --yes
baseline
approve $m
repair
unlock
pause
resume
throttle
throttle --rows-per-second 5
wait --for backfilled --timeout 2s
app list
app heartbeat --app a --instance 1 --app-version 1
app retire --app a --instance 1
COMMANDS
finish
