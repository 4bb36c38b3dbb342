#!/usr/bin/env bash
# `verify:` of a file at the end of the phases that it names: a failure stops there and says the way on.
. "$(dirname "$0")/lib.sh"
id=20260101000000_full_name
asks() { # phases expected
  rm -rf app.db* migrations
  sample 20
  cat >>"migrations/$id.yaml" <<YAML
verify:
  - {name: how many, sql: SELECT count(*) FROM wanted, expect: $2, after: $1}
YAML
  sql "CREATE TABLE wanted (id INTEGER)"
}
stage() { sql "SELECT stage FROM migrate_migration"; }
beat() {
  run app heartbeat -u "$url" --app web --instance 1 --app-version 2 --schema "$id"
  exits 0
}

asks '[expand, backfill, contract]' 0
run plan -u "$url"
equal "$(grep -c 'verify: how many' out)" 3 "once for each phase"
run up -u "$url"
exits 0
beat
run contract -u "$url" --yes
exits 0

asks expand 1
run up -u "$url"
refused 4 MIG-CHECK-FAILED
err_has '"verify: how many" does not hold'
err_has "migrate rollback $id"
equal "$(stage)" expanding
# Both ways on are open: mended, and back.
sql "INSERT INTO wanted VALUES (1)"
run up -u "$url"
exits 0
equal "$(stage)" backfilled
asks expand 1
run up -u "$url"
run rollback -u "$url" --yes
exits 0
equal "$(stage)" "rolled back"

asks contract 1
run up -u "$url"
exits 0
beat
run contract -u "$url" --yes
refused 4 MIG-CHECK-FAILED
err_lacks "migrate rollback"
equal "$(stage)" contracting
sql "INSERT INTO wanted VALUES (1)"
run contract -u "$url" --yes
exits 0
equal "$(stage)" contracted

# Without `after`: at the end of backfill, as ever.
asks backfill 1
run expand -u "$url"
exits 0
run backfill -u "$url"
refused 4 MIG-CHECK-FAILED

asks nowhere 1
run plan -u "$url"
refused 2 MIG-FILE-VALUE
err_has 'verify.after must name phases'
finish
