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
finish
