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
finish
