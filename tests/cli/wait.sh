#!/usr/bin/env bash
# Blocking until the database answers or a phase is reached.
. "$(dirname "$0")/lib.sh"
sample 10

run wait --for database -u "$url"
exits 0
out_empty
run wait --for expanded -u "$url" --timeout 700ms
refused 1 MIG-WAIT-TIMEOUT
err_has pending
run wait --for database -u postgres://u@127.0.0.1:1/d --timeout 700ms
refused 1 MIG-WAIT-TIMEOUT
run wait --for expandet -u "$url"
refused 2 MIG-USAGE

"$MIGRATE_BIN" wait --for backfilled -u "$url" --timeout 60s >out1 2>err1 </dev/null &
pid=$!
children+=("$pid")
run expand -u "$url"
exits 0
run wait --for expanded full_name -u "$url" --timeout 1s
exits 0
kill -0 "$pid" || fail "wait --for backfilled ended after expand"
run backfill -u "$url"
exits 0
wait "$pid"
equal $? 0 "wait --for backfilled"
run wait --for contracted -u "$url" --timeout 500ms
exits 1

# An init container may come without the files.
cd / || exit 1
"$MIGRATE_BIN" wait --for backfilled 20260101000000_full_name -u "sqlite:$work/app.db" --timeout 1s \
  2>"$work/err" >"$work/out"
code=$?
cd "$work" || exit 1
exits 0

# Nothing to wait for: an empty directory is a mistake, one for other engines is not.
mkdir empty others
run wait --for expanded -u "$url" -d empty
refused 2 MIG-CLI-NO-MIGRATIONS
run wait --for database -u "$url" -d empty
exits 0
run wait --for expanded 20260101000000_full_name -u "$url" -d others --timeout 1s
refused 2 MIG-CLI-MIGRATION
printf 'engines: [mysql]\noperations: [{drop_table: {name: nothing}}]\n' >others/20260101000000_full_name.yaml
run wait --for contracted -u "$url" -d others
exits 0

# Stopped while waiting.
"$MIGRATE_BIN" wait --for contracted -u "$url" >out 2>err </dev/null &
pid=$!
children+=("$pid")
sleep 0.7
kill -TERM "$pid"
wait "$pid"
code=$?
refused 6 MIG-INTERRUPTED
finish
