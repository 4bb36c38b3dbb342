#!/usr/bin/env bash
# What the state tables tell: each kind of evidence alone keeps the gate closed, and opens it. (Sessions, statements,
# writes, checks and quarantine have scripts of their own.)
. "$(dirname "$0")/lib.sh"
id=20260101000000_full_name
begin() { # YAML of contract
  rm -rf app.db* migrations migrate.yaml
  sample 10
  printf 'contract: {%s}\n' "$1" >>"migrations/$id.yaml"
  run expand -u "$url"
  exits 0
}
fill() {
  run backfill -u "$url"
  exits 0
}
beat() { run app heartbeat -u "$url" --app web --instance "$1" --schema "$2" --ttl 10m; }
alone() { # KIND
  run gate -u "$url"
  exits 7
  evidence fails "$1"
  equal "$(grep -c ' fails ' out)" 1 "lines that fail"
}
opens() { # KIND
  run gate -u "$url" --wait 60s
  exits 0
  evidence holds "$1"
  run contract -u "$url"
  exits 0
}
refuses() {
  run contract -u "$url"
  refused 7 MIG-GATE-CLOSED
  err_has "$1: "
}

begin ""
beat web-2 "$id"
alone backfill
fill
opens backfill

begin ""
fill
alone instances
refuses instances
beat web-1 20250101000000_before
alone instances
out_has "web/web-1 "
refuses instances
run app retire -u "$url" --app web --instance web-1
beat web-2 "$id"
opens instances

# One that is gone, for so long.
begin ""
fill
beat web-2 "$id"
beat web-1 20250101000000_before
run app retire -u "$url" --app web --instance web-1
echo 'contract: {quiet: 1h}' >migrate.yaml
alone quiet
refuses quiet
echo 'contract: {quiet: 1s}' >migrate.yaml
opens quiet

begin ""
fill
beat web-2 "$id"
echo 'contract: {soak: 1h}' >migrate.yaml
alone soak
refuses soak
echo 'contract: {soak: 1s}' >migrate.yaml
opens soak
rm migrate.yaml

begin "approval: true"
fill
beat web-2 "$id"
alone approval
refuses approval
run approve -u "$url" "$id"
opens approval
finish
