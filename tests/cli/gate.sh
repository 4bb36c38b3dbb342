#!/usr/bin/env bash
# The gate sees instances; contract with an old one alive exits 7 and says which.
. "$(dirname "$0")/lib.sh"
sample 10
id=20260101000000_full_name

run app list -u "$url"
exits 0
out_empty
run app heartbeat -u "$url"
refused 2 MIG-USAGE
run app heartbeat -u "$url" --app web --instance web-1 --app-version 1.4.0 --schema 20250101000000_before
exits 0
out_empty
run up -u "$url"
exits 0

run contract -u "$url"
refused 7 MIG-GATE-CLOSED
err_has web-1
run gate -u "$url"
exits 7
out_has web-1
run gate full_name -u "$url" --format json
exits 7
json '$.open' 0
json '$.migrations[0].migration' "$id"
run up -u "$url" --contract
exits 0
err_has "gate closed"

# --schema is the newest migration of the directory, which is what the new build knows.
run app heartbeat -u "$url" --app web --instance web-2 --app-version 2.0.0
exits 0
run app list -u "$url" --format json
is_json
equal "$(sqlite3 :memory: "SELECT json_array_length(CAST(readfile('out') AS text), '\$.instances')")" 2
out_has "$id"
run contract -u "$url"
exits 7
err_has web-1
err_lacks web-2
run app retire -u "$url" --app web --instance web-1
exits 0
out_has "retired 1 instance"
run gate -u "$url"
exits 0
run contract -u "$url"
exits 0
out_is "contracted $id"

# A beating instance retires itself when it is stopped.
"$MIGRATE_BIN" app heartbeat -u "$url" --app worker --instance w1 --every 200ms --ttl 2s >out 2>err </dev/null &
pid=$!
children+=("$pid")
sleep 1
run app list -u "$url"
out_has w1
out_has live
kill -TERM "$pid"
wait "$pid"
equal $? 0 "heartbeat --every after SIGTERM"
run app list -u "$url" --format json
out_has '"retired": true'
run app heartbeat -u "$url" --app worker --every 2m --ttl 90s
refused 2 MIG-USAGE

# A person's approval.
sql "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT)"
cat >migrations/20260201000000_b.yaml <<'YAML'
operations:
  - rename_column: {table: t, from: a, to: b}
contract:
  apps: [web]
  approval: true
YAML
run approve _b -u "$url"
exits 2
run up -u "$url"
exits 0
run app heartbeat -u "$url" --app web --instance web-3
run app retire -u "$url" --app web --instance web-2
run gate _b -u "$url"
exits 7
out_has approval
run approve _b -u "$url" --note "looked at it"
exits 0
out_is "approved 20260201000000_b"
run gate _b -u "$url"
exits 0
run approve nonsense -u "$url"
refused 2 MIG-CLI-MIGRATION
finish
