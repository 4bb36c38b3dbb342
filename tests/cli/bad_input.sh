#!/usr/bin/env bash
# Wrong files and wrong addresses: one error with file, line and what was expected; nothing changes.
. "$(dirname "$0")/lib.sh"
sample 3
good=migrations/20260101000000_full_name.yaml
before=$(dump_work)
untouched() { equal "$(dump_work)" "$before" "something was changed"; }

# bad TEXT: the file of the sample with another content.
bad() { printf '%s\n' "$1" >"$good"; }

bad 'operations:
  - rename_column: {table: users, from: name, too: full_name}'
run expand -u "$url"
exits 2
err_has "20260101000000_full_name.yaml:2"
err_has "did you mean"
out_empty
untouched
run validate
exits 2
[ "$(wc -l <err)" -eq 1 ] || fail "validate: one line per error"
run validate --format json
exits 2
is_json
json '$.valid' 0

bad 'operations:
  - renam_column: {table: users, from: name, to: full_name}'
run expand -u "$url"
exits 2
err_has "20260101000000_full_name.yaml:2"
err_has rename_column
untouched

bad 'operations:
  - rename_column: {table: userz, from: name, to: full_name}'
run expand -u "$url"
refused 2 MIG-PLAN-NO-TABLE
err_has "20260101000000_full_name.yaml:2"
err_has users
untouched
run plan -u "$url"
refused 2 MIG-PLAN-NO-TABLE

bad 'operations:
  - rename_column: {table: users, from: nam, to: full_name}'
run expand -u "$url"
refused 2 MIG-PLAN-NO-COLUMN
untouched

bad 'operations: ['
run expand -u "$url"
exits 2
err_has 20260101000000_full_name.yaml
untouched

# Every wrong file at once, each on a line of its own.
bad 'operations: [{rename_column: {table: users}}]'
printf 'operations: [{nothing: {}}]\n' >migrations/20260102000000_x.yaml
run validate
exits 2
[ "$(wc -l <err)" -ge 2 ] || fail "validate stops at the first file"
rm migrations/20260102000000_x.yaml

bad 'operations:
  - rename_column: {table: users, from: name, to: full_name}'
cp "$good" migrations/20260101000000_full_name.yml
run expand -u "$url"
exits 2
err_has MIG-FILE-DUPLICATE
untouched
rm migrations/20260101000000_full_name.yml

run expand -u "$url" -d nowhere
refused 2 MIG-FILE-READ
untouched
run expand -u "$url" nothing_like_it
refused 2 MIG-CLI-MIGRATION
untouched
run expand -u "$url" --to full_name full_name
refused 2 MIG-USAGE
if [ "$(id -u)" -ne 0 ]; then
  chmod 000 "$good"
  run expand -u "$url"
  refused 2 MIG-FILE-READ
  chmod 644 "$good"
else
  rm "$good" && mkdir "$good" && ln -s /proc/self/mem migrations/20260103000000_unreadable.yaml
  run expand -u "$url"
  exits 2
  err_has 20260103000000_unreadable.yaml
  rmdir "$good" && rm migrations/20260103000000_unreadable.yaml
  bad 'operations:
  - rename_column: {table: users, from: name, to: full_name}'
fi
untouched

for wrong in nonsense: foo://x postgres:// "sqlite:" "postgres://h:port/d" ""; do
  run status --url "$wrong"
  exits 2
  out_empty
done
# Nobody reads these: sslmod would be a session without the TLS that was asked for.
run status -u "mysql://nobody@127.0.0.1:1/x?sslmod=verify-full"
refused 2 MIG-URL-PARAM
err_has 'did you mean "sslmode"?'
run status -u "mariadb://nobody@127.0.0.1:1/x?requireSSL=true"
refused 2 MIG-URL-PARAM
# An application's.
run status -u "mariadb://nobody@127.0.0.1:1/x?charset=utf8mb4&connection_limit=5"
refused 2 MIG-CONNECT-REFUSED
run status -u "postgres://nobody@127.0.0.1:1/x?sslmod=verify-full"
refused 2 MIG-URL-PARAM
run status -u "postgres://nobody@127.0.0.1:1/x?sslmode=verify"
refused 2 MIG-URL-PARAM
run status -u "$url?mode=ro"
refused 2 MIG-URL-PARAM
err_has 'not with the URL'"'"'s parameter "mode"'
run status -u sqlite:no/such/directory/x.db
exits 2
err_has "error MIG-CONNECT"
run status -u postgres://nobody@127.0.0.1:1/x
refused 2 MIG-CONNECT-REFUSED
run status -u mysql://nobody@127.0.0.1:1/x
refused 2 MIG-CONNECT-REFUSED
printf 'this is no database, but long enough to be looked at as one by its header........' >text.db
run status -u sqlite:text.db
[ "$code" -eq 1 ] || [ "$code" -eq 2 ] || fail "a text file as database"
out_empty

# An edited file: exit 4, and the way back by the file.
run expand -u "$url"
exits 0
cp "$good" saved.yaml
before=$(dump_work)
sed -i 's/full_name}/fullname}/' "$good"
run backfill -u "$url"
refused 4 MIG-FILE-EDITED
untouched
run status -u "$url"
out_has edited
cp saved.yaml "$good"
echo "# a comment does not count" >>"$good"
run backfill -u "$url"
exits 0

# Its file is gone: said, not guessed.
rm "$good"
run status -u "$url"
exits 0
out_has missing
finish
