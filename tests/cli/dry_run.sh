#!/usr/bin/env bash
# --dry-run prints what plan prints for that phase and changes nothing.
. "$(dirname "$0")/lib.sh"
sample 20

unchanged() { equal "$(dump)" "$before" "--dry-run changed the database"; }
same_as_plan() {
  cp out dry
  run plan -u "$url" --phase "$1"
  cmp -s dry out || fail "differs from plan --phase $1"
}

before=$(dump)
run expand -u "$url" --dry-run
exits 0
out_has "-- [expand-1]"
unchanged
same_as_plan expand
run up -u "$url" --dry-run
exits 0
out_has "-- ==== backfill"
out_lacks "-- ==== contract"
unchanged
run up -u "$url" --dry-run --contract
out_has "-- ==== contract"
unchanged

run expand -u "$url"
before=$(dump)
run backfill -u "$url" --dry-run
exits 0
out_has "-- [backfill-1]"
unchanged
same_as_plan backfill
run rollback -u "$url" --dry-run
exits 0
out_has "undo"
unchanged

run backfill -u "$url"
before=$(dump)
run contract -u "$url" --dry-run
exits 0
out_has "-- ==== contract"
unchanged
same_as_plan contract
MIGRATE_DRY_RUN=1 run contract -u "$url" --force-gate never
exits 0
unchanged
run rollback -u "$url" --unhide
refused 2 MIG-ROLLBACK-NOT-HIDDEN
run rollback -u "$url" --unhide --dry-run
refused 2 MIG-ROLLBACK-NOT-HIDDEN

# Where the command refuses by the stage, so does its dry run; a plan of all says what waits.
run contract -u "$url" --force-gate "nobody waits here"
exits 0
run rollback -u "$url" full_name
refused 2 MIG-ROLLBACK-CONTRACTED
run rollback -u "$url" full_name --dry-run
refused 2 MIG-ROLLBACK-CONTRACTED

rm app.db*
sample 20
run up -u "$url"
exits 0
sql "UPDATE migrate_migration SET stage = 'unhiding'"
for command in contract "up --contract"; do
  # shellcheck disable=SC2086
  run $command -u "$url" --dry-run
  refused 2 MIG-ROLLBACK-UNFINISHED
  err_has "migrate rollback 20260101000000_full_name --unhide"
done
run plan -u "$url"
exits 0
out_has "note: waits: what it had hidden is being brought back, which was not ended"
run backfill -u "$url" --dry-run
exits 0
out_empty

sql "UPDATE migrate_migration SET stage = 'rolling back'; CREATE TABLE visits (id INTEGER PRIMARY KEY)"
cat >migrations/20260102000000_page.yaml <<'YAML'
operations:
  - add_column: {table: visits, column: {name: page, type: text, nullable: true}}
YAML
for command in expand backfill contract up "up --contract"; do
  for how in "" --dry-run; do
    # shellcheck disable=SC2086
    run $command -u "$url" $how
    refused 2 MIG-ROLLBACK-UNFINISHED
    err_has "migrate rollback 20260101000000_full_name"
  done
done
for phase in "" "--phase expand" "--phase contract"; do
  # shellcheck disable=SC2086
  run plan -u "$url" $phase
  exits 0
  out_has "note: waits: a rollback was begun and not ended; \`migrate rollback 20260101000000_full_name\` ends it"
  out_lacks full_name\"
done
run plan -u "$url"
out_has "-- migration: 20260102000000_page"
out_has '"page"'
run rollback -u "$url" full_name --dry-run
exits 0
out_has "undo: "
run rollback -u "$url" full_name
exits 0

# One that has to wait for another that is planned with it.
rm app.db* migrations/*
sample 20
cat >migrations/20260102000000_drop.yaml <<'YAML'
operations:
  - drop_column: {table: users, column: name}
YAML
run plan -u "$url"
exits 0
out_has "note: waits: 20260101000000_full_name changes users.name too and has to contract first"
finish
