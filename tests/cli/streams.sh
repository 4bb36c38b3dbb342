#!/usr/bin/env bash
# stdout carries data and nothing else; JSON is one document; colour only where it is wanted.
. "$(dirname "$0")/lib.sh"
sample 5

escape=$(printf '\033')
coloured() { grep -qF "$escape" "$1"; }

run plan -u "$url"
exits 0
out_has "-- migration: 20260101000000_full_name"
out_has "-- ==== expand"
out_has "-- ==== contract"
err_empty
! coloured out || fail "colour in a file"
run plan -u "$url" --color always
coloured out || fail "no colour with --color always"
FORCE_COLOR=1 run plan -u "$url"
coloured out || fail "no colour with FORCE_COLOR"
FORCE_COLOR=1 run plan -u "$url" --color never
! coloured out || fail "colour with --color never"
NO_COLOR=1 CLICOLOR_FORCE=1 run plan -u "$url"
! coloured out || fail "NO_COLOR is under CLICOLOR_FORCE"

run plan -u "$url" --format markdown
exits 0
out_has "### 20260101000000"
out_has '```sql'

for command in "plan" "status" "validate" "latest" "gate" "app list" "verify" "expand --dry-run" \
  "expand" "status" "gate" "backfill" "status" "verify" "gate" "app list" "contract --dry-run"; do
  # shellcheck disable=SC2086
  run $command -u "$url" --format json
  is_json
done
json '$.plans[0].steps[0].phase' contract
run rollback -u "$url"
exits 0
# Rolled back is due again.
run status -u "$url" --format json
json '$.migrations[0].phase' 'rolled back'

# Progress and phases are not data.
run up -u "$url"
exits 0
out_is "moved 20260101000000_full_name"
err_has "expand"
run up -u "$url" --quiet
exits 0
out_empty
err_empty

# With --verbose the statements, those of a batched step, too.
run rollback -u "$url" --yes
run up -u "$url" --verbose
exits 0
out_is "moved 20260101000000_full_name"
err_has '    ALTER TABLE "users" ADD COLUMN'
err_has '    UPDATE "users" SET "full_name"'

# With --format json every line on stderr is an object.
run rollback -u "$url" --format json --yes --verbose
is_json
all_objects() { while read -r line; do printf '%s' "$line" >line && is_json line; done <err; }
all_objects
printf 'hooks: [{on: after_expand, command: "true"}]\n' >migrate.yaml
run expand -u "$url" --format json --verbose
exits 0
# shellcheck disable=SC2016
err_has '{"event":"log","level":"debug","text":"hook after_expand: `true`"}'
all_objects
rm migrate.yaml
run rollback -u "$url" --yes
exits 0

# A reader that has seen enough is no failure.
ran="plan | head"
"$MIGRATE_BIN" plan -u "$url" 2>err </dev/null | head -n 1 >out
code=${PIPESTATUS[0]}
exits 0
err_empty
# Nor is a stdout that was never there: nothing else takes its place.
"$MIGRATE_BIN" status -u "$url" >&- 2>err
code=$?
ran="status without stdout"
exits 0
equal "$(sql 'PRAGMA integrity_check')" ok

# A stdout that cannot be written is not success.
"$MIGRATE_BIN" plan -u "$url" -d migrations >/dev/full 2>err </dev/null
code=$?
ran="plan to /dev/full"
exits 1
err_has MIG-OUTPUT
finish
