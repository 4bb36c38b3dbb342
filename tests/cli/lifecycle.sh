#!/usr/bin/env bash
# One change all the way, its exit codes, and nothing to do when it is done.
. "$(dirname "$0")/lib.sh"
sample 100

run status -u "$url" --exit-code
exits 4
out_has pending
run latest
out_is 20260101000000_full_name
run validate
exits 0
out_has "1 valid migration"

run expand -u "$url"
exits 0
out_is "expanded 20260101000000_full_name"
sql "UPDATE users SET name = 'old' WHERE id = 1; UPDATE users SET full_name = 'new' WHERE id = 2"
equal "$(sql 'SELECT full_name FROM users WHERE id = 1')" old
equal "$(sql 'SELECT name FROM users WHERE id = 2')" new
run expand -u "$url"
exits 0
out_empty
err_has "nothing to do"

# Between expand and backfill there is something to do, and it is not this.
run contract -u "$url" full_name
refused 2 MIG-CONTRACT-EARLY
run contract -u "$url"
refused 2 MIG-CONTRACT-EARLY
err_has "migrate backfill 20260101000000_full_name"

run backfill -u "$url"
exits 0
out_is "backfilled 20260101000000_full_name"
equal "$(sql 'SELECT count(*) FROM users WHERE name IS NOT full_name')" 0
run verify -u "$url"
exits 0
out_has equal

run rollback -u "$url" full_name
exits 0
out_is "rolled back 20260101000000_full_name"
equal "$(sql "SELECT group_concat(name) FROM pragma_table_info('users')")" id,name
equal "$(sql 'SELECT name FROM users WHERE id = 2')" new "no write is lost by rollback"

run up -u "$url"
exits 0
# No instance has ever reported itself: nothing proves that old code is gone.
run contract -u "$url"
refused 7 MIG-GATE-CLOSED
run gate -u "$url"
exits 7
out_has closed
run contract -u "$url" --force-gate "test: there is no old code"
exits 0
out_is "contracted 20260101000000_full_name"
equal "$(sql "SELECT group_concat(name) FROM pragma_table_info('users')")" id,full_name
equal "$(sql 'SELECT count(*) FROM users')" 100

run status -u "$url" --exit-code
exits 0
out_has contracted
run up -u "$url" --contract
exits 0
out_empty
run rollback -u "$url" full_name
refused 2 MIG-ROLLBACK-CONTRACTED
run rollback -u "$url"
refused 2 MIG-ROLLBACK-NOTHING

# Aliases people arrive with.
run info -u "$url"
exits 0
run down -u "$url"
exits 2

# verify: rows that differ are findings. The guard is gone with the trigger.
sql "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t VALUES (1, 'x'), (2, 'y')"
cat >migrations/20260102000000_b.yaml <<'YAML'
operations:
  - rename_column: {table: t, from: a, to: b}
YAML
run up -u "$url"
exits 0
for trigger in $(sql "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 't'"); do
  sql "DROP TRIGGER \"$trigger\""
done
sql "UPDATE t SET b = 'changed' WHERE id = 2"
run verify -u "$url"
exits 4
out_has differs
run verify -u "$url" --format json
exits 4
json '$.equal' 0
finish
