#!/usr/bin/env bash
# gate --wait and contract --wait: until the gate opens, the time is over, or a stop.
. "$(dirname "$0")/lib.sh"
sample 10
id=20260101000000_full_name
run up -u "$url"
exits 0
run app heartbeat -u "$url" --app web --instance web-1 --schema 20250101000000_before --ttl 10m

run gate -u "$url" --wait 1s
exits 7
out_has "gate closed"
err_has "waiting: closed: $id by instances"
equal "$(grep -c waiting err)" 1 "lines that say why"
run contract -u "$url" --wait 1s
refused_after_waiting() { exits 7; out_empty; err_has "error MIG-GATE-CLOSED: "; err_has web-1; }
refused_after_waiting
run gate -u "$url" --wait soon
refused 2 MIG-USAGE

background gate -u "$url" --wait 10m
until_true "it waits" grep -q waiting err
stop_background
exits 6
err_has "error MIG-INTERRUPTED"
background contract -u "$url" --wait 10m
until_true "it waits" grep -q waiting err
# Nothing is held meanwhile: others can take the lease.
run_beside backfill -u "$url"
equal $? 0 "backfill beside contract --wait"
stop_background
exits 6
equal "$(sql "SELECT stage FROM migrate_migration")" backfilled

background gate -u "$url" --wait 10m
until_true "it waits" grep -q waiting err
run_beside app retire -u "$url" --app web --instance web-1
run_beside app heartbeat -u "$url" --app web --instance web-2 --ttl 10m
end_background
exits 0
out_has "gate open"
run_beside app heartbeat -u "$url" --app web --instance web-1 --schema 20250101000000_before --ttl 10m
background contract -u "$url" --wait 10m
until_true "it waits" grep -q waiting err
run_beside app retire -u "$url" --app web --instance web-1
end_background
exits 0
out_is "contracted $id"
run contract -u "$url" --wait 1s
exits 0
err_has "nothing to do"
finish
