#!/usr/bin/env bash
# The application's own latency, told by a query, by HTTP or by Prometheus, is kept under a limit: the backfill goes slower,
# stands where even its lowest speed is too much, and speeds up again when there is room.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_http.sh"
sample 20000
sql 'CREATE TABLE latency (ms REAL); INSERT INTO latency VALUES (100)'
cat >migrate.yaml <<'YAML'
throttle:
  latency: {query: "SELECT ms FROM latency", limit: 20ms, every: 100ms}
YAML
run expand -u "$url"
exits 0
speed() { run_beside status -u "$url" && sed -nE 's/^source  latency \(query\) .* speed ([0-9]+)%, limit 20ms$/\1/p' out2; }
speed_is() { [ "$(speed)" = "$1" ]; }
faster_than() {
  local now
  now=$(speed)
  [ "${now:-0}" -gt "$1" ]
}

# Five times the limit: cut by half and half again, until nothing but waiting is left.
background backfill -u "$url" --rows-per-second 400
until_waits "latency (query) 100.0ms, speed 1%, limit 20ms"
until_true "it stands" speed_is 1
# Just under the limit: it goes on, no faster.
sql 'UPDATE latency SET ms = 18'
moves() { run_beside status -u "$url" && ! grep -q '^waits   latency' out2; }
until_true "it goes on" moves
until_true "at its lowest speed" speed_is 1
# Room: faster and faster.
sql 'UPDATE latency SET ms = 1'
until_true "it speeds up" faster_than 3
stop_background
exits 6

# By HTTP, on the line: batches aim at a part of their usual time, and `status` says at which.
rm migrate.yaml
answers p99 200 '1000
'
background backfill -u "$url" --latency-http "$http/p99" --latency-limit 20ms --batch 400ms --rows-per-second 200
until_waits "latency ($http/p99) 1000.0ms, speed 1%, limit 20ms"
answers p99 200 18
target() {
  run_beside status -u "$url" --format json
  sqlite3 :memory: "SELECT json_extract(CAST(readfile('out2') AS text), '\$.migrations[0].progress.batch_target_ms')"
}
aims_at_a_tenth() { [ "$(target)" = 40 ]; }
until_true "batches of a tenth of their time" aims_at_a_tenth
answers p99 200 many
until_waits "latency ($http/p99) unreadable: not a number, limit 20ms"
stop_background
exits 6

# Seconds, of Prometheus; what cannot be read is waited for.
cat >migrate.yaml <<YAML
throttle:
  latency: {prometheus: {name: p99, url: "$http", query: "p99"}, unit: s, limit: 20ms, every: 100ms}
YAML
background backfill -u "$url" --rows-per-second 400
until_waits "latency (p99) unreadable: HTTP 404, limit 20ms"
prometheus_answers 0.002
shows() { run_beside status -u "$url" && grep -qE '^source  latency \(p99\) 2.0ms, speed ' out2; }
until_true "it is read" shows
stop_background
exits 6
run backfill -u "$url"
exits 0
equal "$(sql 'SELECT count(*) FROM users WHERE name IS NOT full_name')" 0
finish
