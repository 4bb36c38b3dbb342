#!/usr/bin/env bash
# The steps of a shadow read alike: in the plans of tests/scenarios/shadow_side_by_side what all engines do has one
# title and one place in the order, and no phase says a title twice.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
plans=$here/../scenarios/shadow_side_by_side
ran="" && : >out && : >err

# Make, copy, apply, compare, exchange, drop.
shared="expand: make a shadow of parts: parts.stock becomes integer
backfill: copy parts into its shadow
backfill: apply what changed in parts meanwhile
contract: compare parts with its shadow, again
contract: exchange parts for its shadow
contract: drop the old table of parts"

for engine in postgres mysql mariadb sqlite; do
  [ -s "$plans/plan.$engine.sql" ] || fail "no plan.$engine.sql"
done
# Those of older servers, too.
for plan in "$plans"/plan.*.sql; do
  ran=$(basename "$plan")
  sed -n 's/^-- \[\([a-z]*\)-[0-9]*\] /\1: /p' "$plan" >out
  equal "$(grep -xF -e "$shared" out)" "$shared" "$ran"
  equal "$(sort out | uniq -d)" "" "$ran says it twice in a phase"
done
finish
