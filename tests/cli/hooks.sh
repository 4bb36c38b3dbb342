#!/usr/bin/env bash
# Hooks of migrate.yaml: what runs when, what a failure stops, what nobody may see.
. "$(dirname "$0")/lib.sh"
sample 50
# shellcheck disable=SC2016
log='echo "$MIGRATE_HOOK_EVENT $MIGRATE_HOOK_MIGRATION $MIGRATE_HOOK_PHASE" >>hooks.log'
hooks() { # events on_failure command
  printf 'hooks:\n  - {on: %s, on_failure: %s, command: %s}\n' "$1" "$2" "'$3'" >migrate.yaml
}
stage() { sql "SELECT stage FROM migrate_migration"; }
id=20260101000000_full_name

# Each event once, in order.
all='[before_expand, after_expand, before_backfill, after_backfill, before_contract, after_contract,
  gate_open, abort]'
hooks "$all" warn "$log"
run up -u "$url"
exits 0
run app heartbeat -u "$url" --app web --instance 1 --app-version 2 --schema "$id"
exits 0
run contract -u "$url" --yes
exits 0
equal "$(cut -d' ' -f1 hooks.log | tr '\n' ' ')" \
  "before_expand after_expand before_backfill after_backfill gate_open before_contract after_contract " "events"
equal "$(cut -d' ' -f2,3 hooks.log | sort -u | tr '\n' ' ')" "$id backfill $id contract $id expand " "what they are told"

# A gate that is closed opens nothing.
rm -f app.db* hooks.log
sample 50
hooks "$all" warn "$log"
run up -u "$url"
run contract -u "$url" --yes
exits 7
equal "$(grep -c 'gate_open\|contract' hooks.log)" 0

# before_… that fails: nothing has begun, from expand to rollback; the same command goes on afterwards.
for phase in expand backfill contract rollback; do
  rm -f app.db*
  sample 50
  rm -f migrate.yaml
  [ "$phase" = expand ] || run expand -u "$url"
  [ "$phase" != contract ] || run backfill -u "$url"
  [ "$phase" != contract ] || run app heartbeat -u "$url" --app web --instance 1 --app-version 2 --schema "$id"
  yes=()
  [ "$phase" = expand ] || [ "$phase" = backfill ] || yes=(--yes)
  before=$(dump_work)
  hooks "before_$phase" stop 'echo first; echo not today; exit 3'
  run "$phase" -u "$url" "${yes[@]}"
  refused 1 MIG-HOOK-FAILED
  err_has "hook before_$phase (\`echo first; echo not today; exit 3\`) failed: exit code 3: not today"
  equal "$(dump_work)" "$before" "nothing of $phase was begun"
  hooks "before_$phase" warn 'echo not today; exit 3'
  run "$phase" -u "$url" "${yes[@]}"
  exits 0
  err_has "hook before_$phase (\`echo not today; exit 3\`) failed: exit code 3: not today"
done

# after_… that stops: the phase is done, and up goes no further.
rm -f app.db*
sample 50
hooks after_expand stop 'exit 1'
run up -u "$url"
refused 1 MIG-HOOK-FAILED
err_has "expand of $id is done and recorded"
equal "$(stage)" expanded
rm migrate.yaml
run up -u "$url"
exits 0

# A time limit: nothing of the command is left.
rm -f app.db*
sample 50
printf 'hooks:\n  - {on: before_expand, timeout: 200ms, command: "sleep 600 & echo $! >pid; wait"}\n' >migrate.yaml
run expand -u "$url"
refused 1 MIG-HOOK-FAILED
err_has "not ended within 200ms"
until_true "its process is gone" sh -c "! kill -0 $(cat pid) 2>/dev/null"

# SIGTERM while a command runs is no failure of the command: it is ended, and run again by the next run.
rm -f app.db* hooks.log begun
sample 50
hooks before_expand stop 'touch begun; sleep 600'
background expand -u "$url"
until_true "the hook runs" test -e begun
stop_background
refused 6 MIG-INTERRUPTED
err_has "stopped on request while hook before_expand (\`touch begun; sleep 600\`) ran"
err_has "nothing of expand was begun by this run"
# One that tells of what is done would be run by nobody later: it may finish.
rm begun
hooks after_expand stop 'touch begun; sleep 1; echo told >>hooks.log'
background up -u "$url"
until_true "the hook runs" test -e begun
stop_background
refused 6 MIG-INTERRUPTED
err_lacks "hook after_expand"
equal "$(cat hooks.log)" told
rm migrate.yaml
run up -u "$url"
exits 0

# abort: a phase that ends by an error.
rm -f app.db* hooks.log
sample 50
cat >>migrations/20260101000000_full_name.yaml <<'YAML'
verify:
  - {name: nobody, sql: SELECT count(*) FROM users, expect: 0}
YAML
# shellcheck disable=SC2016
hooks abort warn 'echo "$MIGRATE_HOOK_PHASE: $MIGRATE_HOOK_REASON" >>hooks.log'
run up -u "$url"
exits 4
grep -q '^backfill: .*verify: nobody' hooks.log || fail "abort was not told: $(cat hooks.log)"

# pause and resume.
rm -f app.db* hooks.log migrations/*
sample 50
# shellcheck disable=SC2016
hooks '[pause, resume]' warn 'echo "$MIGRATE_HOOK_EVENT $MIGRATE_HOOK_REASON" >>hooks.log'
run expand -u "$url"
touch stop.flag
background backfill -u "$url" --flag-file stop.flag
until_true "pause is told" grep -qs 'pause flag file stop.flag exists' hooks.log
rm stop.flag
end_background
exits 0
equal "$(tail -1 hooks.log)" "resume " "after the pause"
equal "$(wc -l <hooks.log)" 2 "each once"

# The same of a wait ahead of a step that has no batches, behind which nothing else would say that it is over.
rm -f app.db* hooks.log migrations/*
sample 0
sql 'DELETE FROM users'
echo 'operations: [{add_column: {table: users, column: {name: nick, type: text, nullable: false}, up: name}}]' \
  >"migrations/$id.yaml"
run expand -u "$url"
exits 0
run pause -u "$url" --reason 'slow checkout'
exits 0
background backfill -u "$url" --format json
until_true "pause is told" grep -qs 'slow checkout' hooks.log
run_beside resume -u "$url"
end_background
exits 0
equal "$(cut -d' ' -f1 hooks.log | tr '\n' ' ')" "pause resume "
grep '"event":"progress"' err | tail -1 | grep -qF '"waiting":null' || fail "the end of the pause is no event"

# Bad input names the line.
bad() { # yaml code words
  printf '%s\n' "$1" >migrate.yaml
  run status -u "$url"
  refused 2 "$2"
  err_has "$3"
}
bad 'hooks: [{on: before_exapnd, command: x}]' MIG-CONFIG-VALUE 'did you mean "before_expand"'
bad 'hooks: [{on: pause}]' MIG-CONFIG-VALUE 'either a command or a webhook'
bad 'hooks: [{on: pause, command: x, webhook: "http://h/"}]' MIG-CONFIG-VALUE 'either a command or a webhook'
bad 'hooks: [{on: pause, command: x, on_failure: stop}]' MIG-CONFIG-VALUE 'pause cannot be stopped at'
bad 'hooks: [{command: x}]' MIG-CONFIG-MISSING '"on"'
bad 'hooks: [{on: pause, webhook: "file:///x"}]' MIG-CONFIG-VALUE 'https://host/path'
finish
