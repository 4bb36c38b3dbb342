#!/usr/bin/env bash
# A file of SQLite's that is not there: made by the commands that begin something, and by no other.
. "$(dirname "$0")/lib.sh"
m=20260101000000_users
mkdir migrations
cat >migrations/$m.yaml <<'YAML'
operations:
  - create_table: {name: users, columns: [{name: id, type: integer, pk: true}]}
YAML
while read -r command; do
  # shellcheck disable=SC2086
  run $command -u "$url"
  refused 2 MIG-CONNECT-DATABASE
  err_has "no such file"
  [ ! -e app.db ] || fail "$command made a file"
done <<COMMANDS
plan
status
status --exit-code
gate
expand --dry-run
up --dry-run
backfill
cutover
contract
verify
drift
rollback --yes
baseline --forget $m
approve $m
repair
unlock
pause
resume
throttle
app list
app heartbeat --app a --instance 1
app retire --app a --instance 1
COMMANDS

# Whoever waits for a database waits for its file.
run wait --for database -u "$url" --timeout 700ms
refused 1 MIG-WAIT-TIMEOUT
err_has "no such file"
[ ! -e app.db ] || fail "wait made a file"
background wait --for backfilled -u "$url" --timeout 60s
run_beside up -u "$url"
end_background
exits 0
equal "$(sql "SELECT count(*) FROM users")" 0

for command in init expand baseline; do
  rm -f app.db* migrate.yaml
  run $command -u "$url"
  exits 0
  [ -s app.db ] || fail "$command made no file"
  run status -u "$url"
  exits 0
done
finish
