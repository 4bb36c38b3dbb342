#!/usr/bin/env bash
# An edited file is refused until it is put back, or accepted as it is.
. "$(dirname "$0")/lib.sh"
sample
m=20260101000000_full_name
file=migrations/$m.yaml
run expand -u "$url"
exits 0
run repair -u "$url"
exits 0
out_empty
err_has "nothing to do"

echo 'contract: {soak: 1h}' >>"$file"
run backfill -u "$url"
refused 4 MIG-FILE-EDITED
err_has "\`migrate repair $m\` accepts it"
run status -u "$url"
out_has "its file was edited after expand"
was=$(sql "SELECT checksum FROM migrate_migration")
run repair -u "$url" full_name
exits 0
out_is "repaired $m"
err_has "what was planned at expand stays what runs"
[ "$(sql 'SELECT checksum FROM migrate_migration')" != "$was" ] || fail "the checksum is as it was"
equal "$(sql "SELECT count(*) FROM migrate_event WHERE kind = 'repaired' AND migration = '$m' AND message LIKE 'checksum $was is now %'")" 1
run status -u "$url"
out_lacks "edited"
run backfill -u "$url"
exits 0
# The setting that was accepted counts.
run contract -u "$url"
exits 7
err_has "soak"

# The operations are those of expand, whatever the file says now.
sed -i 's/full_name}/other_name}/; s/soak: 1h/soak: 0s/' "$file"
run repair -u "$url" --format json
exits 0
is_json
run rollback -u "$url" --yes
exits 0
equal "$(sql "SELECT group_concat(name) FROM pragma_table_info('users')")" id,name
# A check that was a mistake is mended in the file: at the phase that it stopped, and for `migrate verify` behind it.
rm -f app.db*
sql "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)"
asks() { # expect phases
  cat >"$file" <<YAML
operations:
  - rename_column: {table: users, from: name, to: full_name}
verify:
  - {name: nobody, sql: SELECT count(*) FROM users, expect: $1, after: $2}
YAML
}
checks() { sql "SELECT group_concat(phase || ' ' || status) FROM (SELECT * FROM migrate_step WHERE title = 'verify: nobody' ORDER BY position)"; }
asks 1 '[expand, backfill]'
run expand -u "$url"
refused 4 MIG-CHECK-FAILED
asks 1 backfill
run repair -u "$url"
exits 0
equal "$(checks)" "backfill planned"
run expand -u "$url"
exits 0
run backfill -u "$url"
refused 4 MIG-CHECK-FAILED
asks 0 '[expand, backfill, contract]'
run repair -u "$url"
exits 0
equal "$(checks)" "expand done,backfill planned,contract planned"
run backfill -u "$url"
exits 0
run verify -u "$url"
exits 0
asks 1 '[backfill, contract]'
run repair -u "$url"
exits 0
equal "$(checks)" "backfill done,contract planned"
run verify -u "$url"
exits 4
asks 0 contract
run repair -u "$url"
exits 0
run app heartbeat -u "$url" --app web --instance web-1 --app-version 2 --schema "$m" --ttl 24h
run contract -u "$url"
exits 0
equal "$(sql "SELECT stage FROM migrate_migration")" contracted
equal "$(sql "SELECT group_concat(position) FROM (SELECT position FROM migrate_step ORDER BY position)")" \
  "$(seq -s, 0 $(($(sql "SELECT count(*) FROM migrate_step") - 1)))"
finish
