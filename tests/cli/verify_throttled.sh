#!/usr/bin/env bash
# verify yields as a backfill does: batches, the throttle's sources, orders from elsewhere; it records nothing.
. "$(dirname "$0")/lib.sh"
sample 2000
run up -u "$url"
exits 0

run verify -u "$url" --batch 100 --format json
exits 0
json '$.steps[0].rows_compared' 2000
run verify -u "$url" --batch 500 -v
exits 0
err_has "2,000 rows in 4 batches"

# A source that says wait: it waits, says why, and ends when told to. It is no phase, and no hook's business.
touch stop
printf 'hooks:\n  - {on: [pause, resume], command: "touch hooked"}\n' >migrate.yaml
"$MIGRATE_BIN" verify -u "$url" --flag-file stop >out 2>err &
pid=$!
children+=("$pid")
for _ in $(seq 100); do grep -q "flag file" err && break || sleep 0.1; done
err_has "flag file"
sleep 3 # a hook would be run after two
kill -0 "$pid" || fail "verify does not wait"
[ ! -e hooked ] || fail "a hook was run"
equal "$(sql "SELECT count(*) FROM migrate_control WHERE name = 'waiting'")" 0 "a reader records nothing"
rm stop migrate.yaml
wait "$pid"
code=$?
exits 0

# So does a person.
run pause -u "$url" --reason 'the evening peak'
exits 0
"$MIGRATE_BIN" verify -u "$url" >out 2>err &
pid=$!
children+=("$pid")
for _ in $(seq 100); do grep -q "evening peak" err && break || sleep 0.1; done
err_has "evening peak"
kill -TERM "$pid"
wait "$pid"
code=$?
exits 6
err_has "state: unchanged: it was only read"
run resume -u "$url"
exits 0

# Beyond a critical limit it ends; the record stays as it was.
before=$(sql "SELECT count(*) FROM migrate_event")
run verify -u "$url" --workers 2
refused 2 MIG-USAGE
run verify -u "$url" --hold-cutover
refused 2 MIG-USAGE
equal "$(sql "SELECT count(*) FROM migrate_event")" "$before"

# What differs is found in whatever batch it is.
sql "DROP TRIGGER IF EXISTS nobody"
sql "SELECT name FROM sqlite_master WHERE type = 'trigger'" | while read -r trigger; do sql "DROP TRIGGER \"$trigger\""; done
sql "UPDATE users SET full_name = 'another' WHERE id = 1501"
run verify -u "$url" --batch 100
exits 4
out_has "id = 1501"
finish
