#!/usr/bin/env bash
# What goes by the record must not wait for the files: where a draft beside them, or the migration's own, cannot be
# read, and where there is no directory at all.
. "$(dirname "$0")/lib.sh"
sample 10
id=20260101000000_full_name
stage() { sql "SELECT stage FROM migrate_migration WHERE id = '$id'"; }
columns() { sql "SELECT group_concat(name, ' ') FROM pragma_table_info('users')"; }
says_so() { if [ -n "$1" ]; then err_has "$1"; else err_lacks MIG-FILE; fi; }
# by_the_record HINT: each of them does its work; stderr has the hint where a file is passed over.
by_the_record() {
  for command in "pause full_name" "resume full_name" "approve full_name" "rollback --dry-run"; do
    # shellcheck disable=SC2086
    run $command -u "$url"
    exits 0
    says_so "$1"
  done
  for command in pause resume approve; do
    run $command $id -u "$url"
    exits 0
    err_lacks MIG-FILE
  done
  run rollback -u "$url"
  exits 0
  says_so "$1"
  out_is "rolled back $id"
  equal "$(stage)" "rolled back"
  equal "$(columns)" "id name"
  run drift -u "$url"
  exits 0
}

run up -u "$url"
exits 0
run new "a draft" --op add_column
exits 0
draft=$(cat out)
run plan -u "$url"
refused 2 MIG-FILE-PLACEHOLDER
by_the_record MIG-FILE-PLACEHOLDER
rm "$draft"

# Its own.
run up -u "$url"
exits 0
cp "migrations/$id.yaml" kept.yaml
: >"migrations/$id.yaml"
run plan -u "$url"
refused 2 MIG-FILE-EMPTY
by_the_record MIG-FILE-EMPTY
mv kept.yaml "migrations/$id.yaml"

# None.
run up -u "$url"
exits 0
mv migrations elsewhere
run plan -u "$url"
refused 2 MIG-FILE-READ
by_the_record ""
# What is not recorded is named by nobody.
run approve nonsense -u "$url"
refused 2 MIG-CLI-MIGRATION
mv elsewhere migrations

# What contract has kept comes back without them.
sql "UPDATE users SET name = 'Ada' WHERE id = 1"
echo 'operations: [{drop_column: {table: users, column: name}}]' >migrations/20260102000000_gone.yaml
run up gone -u "$url"
exits 0
run contract gone -u "$url" --keep-copy --force-gate "nobody waits here" --yes
exits 0
equal "$(columns)" id
rm -r migrations
run restore gone -u "$url"
exits 0
out_is "restored 20260102000000_gone"
equal "$(sql "SELECT name FROM users WHERE id = 1")" Ada
finish
