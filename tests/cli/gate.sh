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

# A sidecar is stopped together with an application that still drains: it is not retired, unless that is asked for.
beat_until_stopped() { # INSTANCE ARGS…
  background app heartbeat -u "$url" --app worker --every 200ms --ttl 60s --instance "$@"
  until_true "it is alive" lists_live "$1"
  stop_background
  exits 0
}
lists_live() {
  run_beside app list -u "$url"
  grep "$1" out2 | grep -q live
}
beat_until_stopped w1
run app list -u "$url"
out_has live
beat_until_stopped w2 --retire
run app list -u "$url" --format json
out_has '"retired": true'

# It may be started before the database; what waiting does not mend ends it.
mkdir early
background app heartbeat -u sqlite:early/db/app.db --app worker --instance w3 --every 200ms --ttl 60s
until_true "the first beat is told as missed" grep -q "heartbeat missed" err
mkdir early/db && sqlite3 early/db/app.db "CREATE TABLE t (id)"
comes_alive() { [ "$(sqlite3 early/db/app.db "SELECT instance FROM migrate_app_instance" 2>/dev/null)" = w3 ]; }
until_true "it beats where the database has come" comes_alive
stop_background
exits 0
run app heartbeat -u "$url?mode=ro" --app worker --every 200ms --ttl 60s
refused 2 MIG-URL-PARAM

# A build that has the name of the one before it is another instance: `quiet` remembers the old one.
run app heartbeat -u "$url" --app named --instance n-0 --app-version 1 --schema 20250101000000_before
run app heartbeat -u "$url" --app named --instance n-0 --app-version 2
exits 0
run app list -u "$url"
grep -F "n-0 (1 20250101000000_before)" out | grep -q live || fail "the build before is forgotten"
run app heartbeat -u "$url" --app named --instance n-0 --app-version 1 --schema 20250101000000_before
exits 0
run app heartbeat -u "$url" --app named --instance n-0 --app-version 2
exits 0
equal "$(sql "SELECT count(*) FROM migrate_app_instance WHERE app = 'named'")" 3 "both builds beat by one name"
run app retire -u "$url" --app named
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

# One in flight whose file another checkout has closes nothing here, and is not taken for one that its id is a part of.
sql "CREATE TABLE u (id INTEGER PRIMARY KEY, a TEXT)"
echo 'operations: [{rename_column: {table: u, from: a, to: b}}]' >migrations/20260301000000_c.yaml
run up 20260301000000_c -u "$url"
exits 0
mv migrations/20260301000000_c.yaml elsewhere.yaml
sed 's/: u,/: v,/' elsewhere.yaml >migrations/20260301000000_c_more.yaml
run gate -u "$url"
exits 0
out_has "20260201000000_b: gate open"
out_lacks 20260301000000_c
err_has "20260301000000_c is in flight, but no file of it is here"
run gate -u "$url" --format json
exits 0
equal "$(sqlite3 :memory: "SELECT json_array_length(CAST(readfile('out') AS text), '\$.migrations')")" 1
mv migrations/20260201000000_b.yaml .
run gate -u "$url" --wait 1s
exits 0
out_empty
err_lacks "no migration is in flight"
equal "$(grep -c "no file of it is here" err)" 2 "each is named once"
# A directory that has none of what is recorded is another one than is meant.
mkdir other
for wait in "" "--wait 1s"; do
  # shellcheck disable=SC2086
  run gate -u "$url" --dir other $wait
  exits 2
  out_empty
  err_has "error MIG-CLI-MIGRATION: "
  err_has "20260201000000_b, 20260301000000_c"
done
mv elsewhere.yaml migrations/20260301000000_c.yaml
run gate 20260301000000_c -u "$url"
exits 7
out_has "20260301000000_c: gate closed"
finish
