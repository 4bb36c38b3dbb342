#!/usr/bin/env bash
# The application's own latency, told by a query, by HTTP or by Prometheus, is kept under a limit: the backfill does not
# begin where the application is over it by itself, and says so; it begins slowly, speeds up when there is room, and goes
# slower and stands when it is too much.
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

# Five times the limit before anything was done: that is not ours, and said so.
background backfill -u "$url" --rows-per-second 400
until_waits "latency (query) 100.0ms without any batch, limit 20ms"
says() { grep -qF "$1" err; }
until_true "it says why" says "latency (query): the application has more than the limit of 20ms by itself, 100.0ms just now with no batch running"
rows_done() { sql "SELECT coalesce(max(rows_done), 0) FROM migrate_checkpoint"; }
equal "$(rows_done)" 0
# Just under the limit: it begins, slowly, and gets no faster.
sql 'UPDATE latency SET ms = 18'
moves() { run_beside status -u "$url" && ! grep -q '^waits   latency' out2; }
until_true "it goes on" moves
some_done() { [ "$(rows_done)" -gt 0 ]; }
until_true "it does something" some_done
until_true "at the speed it begins with" speed_is 1
# Room: faster and faster.
sql 'UPDATE latency SET ms = 1'
until_true "it speeds up" faster_than 3
# Too much again: cut and cut again, until nothing but waiting is left.
sql 'UPDATE latency SET ms = 100'
until_waits "latency (query) 100.0ms without any batch, limit 20ms"
stop_background
exits 6

# By HTTP, on the line: a batch is to take no longer than a quarter of the limit, and `status` says so.
rm migrate.yaml
answers p99 200 '1000
'
background backfill -u "$url" --latency-http "$http/p99" --latency-limit 20ms --batch 400ms --rows-per-second 200
until_waits "latency ($http/p99) 1000.0ms without any batch, limit 20ms"
answers p99 200 18
target() {
  run_beside status -u "$url" --format json
  sqlite3 :memory: "SELECT json_extract(CAST(readfile('out2') AS text), '\$.migrations[0].progress.batch_target_ms')"
}
aims_at_a_quarter() { [ "$(target)" = 5 ]; }
until_true "batches of a quarter of the limit" aims_at_a_quarter
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
# What the file asks, and the flag says the unit of.
sed -i 's/ unit: s,//' migrate.yaml
background backfill -u "$url" --rows-per-second 400 --latency-in-seconds
until_true "it is read as seconds" shows
stop_background
exits 6
run backfill -u "$url"
exits 0
equal "$(sql 'SELECT count(*) FROM users WHERE name IS NOT full_name')" 0

# A step without batches cannot go slower: it is not begun while the limit is passed, although batches were.
rm -rf app.db* migrations
sample 15
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - add_column: {table: users, column: {name: nick, type: text, nullable: false}, up: name}
YAML
sql 'CREATE TABLE well (at INTEGER)'
cat >migrate.yaml <<'YAML'
throttle:
  latency:
    query: SELECT CASE WHEN (SELECT status FROM migrate_step WHERE step = 'backfill-2') = 'planned' OR
      EXISTS (SELECT 1 FROM well) THEN 1 ELSE 100 END
    limit: 20ms
    every: 100ms
YAML
run expand -u "$url"
exits 0
background backfill -u "$url"
until_waits "latency (query) 100.0ms"
equal "$(sql "SELECT title || ', ' || status FROM migrate_step WHERE step = 'backfill-3'")" \
  "the triggers refuse NULL in users.nick, planned"
sql 'INSERT INTO well VALUES (1)'
end_background
exits 0
finish
