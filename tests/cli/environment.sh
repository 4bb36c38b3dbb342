#!/usr/bin/env bash
# flag > environment > file > default.
. "$(dirname "$0")/lib.sh"
sample 3
for name in file variable flag before; do sqlite3 $name.db "CREATE TABLE $name (id)"; done

run status
refused 2 MIG-CONFIG-URL
DATABASE_URL=$url run status
exits 0
echo "url: sqlite:file.db" >migrate.yaml
run status
out_has file.db
DATABASE_URL=$url run status
out_has app.db
MIGRATE_URL=sqlite:variable.db DATABASE_URL=$url run status
out_has variable.db
MIGRATE_URL=sqlite:variable.db DATABASE_URL=$url run status --url sqlite:flag.db
out_has flag.db
run -u sqlite:before.db status
out_has before.db

# A variable of the file that is not set is told where the value is needed.
# shellcheck disable=SC2016
echo 'url: ${CLI_UNSET_URL}' >migrate.yaml
for command in validate latest init "-u $url status" "-u $url plan" "new another"; do
  # shellcheck disable=SC2086
  run $command
  exits 0
done
rm migrations/*_another.*
DATABASE_URL=$url run status
exits 0
run status
refused 2 MIG-CONFIG-VARIABLE
err_has "CLI_UNSET_URL is not set"
CLI_UNSET_URL=$url run status
out_has app.db
echo "url: sqlite:file.db" >migrate.yaml

mkdir other
echo 'operations: [{drop_table: {name: nothing}}]' >other/9_other.yaml
run latest
out_is 20260101000000_full_name
echo "migrations: other" >>migrate.yaml
run latest
out_is 9_other
MIGRATE_DIR=migrations run latest
out_is 20260101000000_full_name
MIGRATE_DIR=other run latest -d migrations
out_is 20260101000000_full_name
MIGRATE_FORMAT=json run latest
is_json
MIGRATE_FORMAT=json run latest --format text
out_is 9_other

MIGRATE_LOCK_TIMEOUT=soon run expand -u "$url"
refused 2 MIG-USAGE
err_has MIGRATE_LOCK_TIMEOUT
MIGRATE_QUIET=perhaps run status -u "$url"
refused 2 MIG-USAGE

mv migrate.yaml elsewhere.yaml
run latest
out_is 20260101000000_full_name
run latest --config elsewhere.yaml
out_is 9_other
MIGRATE_CONFIG=elsewhere.yaml run latest
out_is 9_other
run latest --config nowhere.yaml
exits 2
err_has nowhere.yaml
printf 'urll: x\n' >migrate.yaml
run latest
exits 2
err_has "migrate.yaml:1"
err_has url
finish
