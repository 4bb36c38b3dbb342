#!/usr/bin/env bash
# init and new write files and never overwrite; baseline adopts a database.
. "$(dirname "$0")/lib.sh"

run init
exits 0
[ -f migrate.yaml ] && [ -d migrations ] || fail "init made no files"
echo "# mine" >>migrate.yaml
# Every setting it shows is one that is understood.
grep -vE 'mine|SHOP_URL|^# (Settings|The database)' migrate.yaml | sed 's/^# \?//' >all.yaml
run latest --config all.yaml
exits 2
err_has MIG-CLI-NO-MIGRATIONS
run init
exits 0
out_has kept
grep -q "# mine" migrate.yaml || fail "init overwrote migrate.yaml"
run validate
exits 0
run latest
refused 2 MIG-CLI-NO-MIGRATIONS
run init -u "$url" --format json
exits 0
is_json
[ -f app.db ] || fail "init -u made no state tables"
run status -u "$url"
exits 0
out_has "no migrations"

for op in rename_column split_column merge_columns add_column drop_column create_index drop_index create_table drop_table rename_table sql \
  alter_column create_constraint drop_constraint drop_multicolumn_constraint rename_constraint set_replica_identity \
  create_enum alter_enum drop_enum; do
  run new "try $op" --op "$op"
  exits 0
  [ -f "$(cat out)" ] || fail "new wrote no file"
done
run new "by SQL!" --sql
exits 0
out_has _by_sql.sql
run create "Ünïcode and 'quotes'" --op sql
exits 0
out_has .yaml
# Nobody has filled them in yet; the names of operation sql stand in SQL.
run validate
exits 2
equal "$(grep -c MIG-FILE-PLACEHOLDER err)" 19
sed -i -E 's/<([A-Z_]+)>/\1/g' migrations/*.yaml
run validate
exits 2
[ "$(wc -l <err)" -eq 1 ] || fail "only the SQL file without SQL is wrong"
run new "日本" --op sql
refused 2 MIG-USAGE
run new x --op sql --sql
refused 2 MIG-USAGE

# A table that is called TABLE is nobody's wish.
rm -r migrations
run new teams --op create_table
run plan -u "$url"
refused 2 MIG-FILE-PLACEHOLDER
err_has "_teams.yaml:4"
err_has "<TABLE>"

rm -r migrations
sample 3
run baseline -u "$url" --to nothing
exits 2
run baseline -u "$url"
exits 0
out_is "baselined 20260101000000_full_name"
run status -u "$url" --exit-code
exits 0
out_has baselined
run up -u "$url"
exits 0
out_empty
equal "$(sql "SELECT group_concat(name) FROM pragma_table_info('users')")" id,name
run baseline -u "$url"
exits 0
out_empty
# That was a mistake: it is pending again, and runs.
run baseline -u "$url" --to full_name --forget full_name
refused 2 MIG-USAGE
run baseline -u "$url" --forget full_name
exits 0
out_is "forgotten 20260101000000_full_name"
run status -u "$url"
out_has pending
run up -u "$url"
exits 0
equal "$(sql "SELECT group_concat(name) FROM pragma_table_info('users')")" id,name,full_name
run baseline -u "$url" --forget full_name
refused 2 MIG-BASELINE-NOT
finish
