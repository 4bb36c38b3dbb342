#!/usr/bin/env bash
# A team's own files for pgroll, one project from its first table on: each is planned and run to its
# end, as it stands. Those in refused/ are refused before anything is touched, by the field's name.
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
. "$here/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"
postgres "$MIGRATE_TEST_POSTGRES_URL" "DROP DATABASE IF EXISTS pgroll_$$" 2>/dev/null
postgres "$MIGRATE_TEST_POSTGRES_URL" "CREATE DATABASE pgroll_$$"
url=$(with_database "$MIGRATE_TEST_POSTGRES_URL" "pgroll_$$")
mkdir migrations

for file in "$here"/pgroll/*.*; do
  cp "$file" migrations/
  id=$(basename "${file%.*}")
  run plan -u "$url"
  exits 0
  out_has "$id"
  run up -u "$url"
  exits 0
  run contract --force-gate "nobody else is here" --yes -u "$url"
  exits 0
  [ ! -e "$work/.failed" ] || break
done
run status -u "$url" --exit-code
exits 0
run drift -u "$url"
exits 0

while read -r file says; do
  cp "$here/pgroll/refused/$file" migrations/99_refused."${file##*.}"
  run plan -u "$url"
  exits 2
  err_has "$says"
  rm migrations/99_refused.*
done <"$here/pgroll/refused/expected"
equal "$(wc -l <"$here/pgroll/refused/expected")" \
  "$(find "$here/pgroll/refused" -name '*.yaml' -o -name '*.json' | wc -l)" "files in refused/"

postgres "$MIGRATE_TEST_POSTGRES_URL" "DROP DATABASE pgroll_$$ WITH (FORCE)"
finish
