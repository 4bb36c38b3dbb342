#!/usr/bin/env bash
# Sources of the user's own that make a backfill wait: a query, HTTP, Prometheus, the time of day, room on the
# disk. Each is shown with its value and its limit, also those that do not pause; what cannot be read pauses.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_http.sh"
sample 2000
sql 'CREATE TABLE jobs (id INTEGER PRIMARY KEY)'
run expand -u "$url"
exits 0
filled() { sql 'SELECT count(*) FROM users WHERE full_name IS NOT NULL'; }
afresh() {
  run rollback -u "$url" --yes
  exits 0
  run expand -u "$url"
  exits 0
}
goes_on() {
  end_background
  exits 0
  equal "$(sql 'SELECT count(*) FROM users WHERE name IS NOT full_name')" 0
  afresh
}
# waits REASON ARGS…: a backfill that pauses for it.
waits() {
  local reason=$1
  shift
  background backfill -u "$url" "$@"
  until_true "stderr names it: $reason" grep -qF "paused: $reason" err
  until_waits "$reason"
  equal "$(filled)" 0 "rows filled while paused"
}

# SQL: a limit, and a query that fails.
sql 'INSERT INTO jobs VALUES (1), (2), (3)'
waits "query 3, limit 2" --throttle-query 'SELECT count(*) FROM jobs' --throttle-query-limit 2
sql 'DELETE FROM jobs WHERE id = 3'
goes_on
waits "query unreadable: no such table: jobz" --throttle-query 'SELECT count(*) FROM jobz'
sql 'CREATE TABLE jobz (id INTEGER)'
goes_on
sql 'DROP TABLE jobz'
waits "query unreadable: the query must answer one row of one column" --throttle-query 'SELECT id FROM jobs'
stop_background
exits 6

# HTTP: by its status, by a number; and one that is not there.
answers ok 503
waits "$http/ok HTTP 503" --throttle-http "$http/ok?token=quiet-word"
! grep -qF quiet-word err out2 || fail "the query of the URL is shown"
answers ok 200
goes_on
answers depth 200 '17
'
waits "$http/depth 17, limit 16.5" --throttle-http "$http/depth" --throttle-http-limit 16.5
answers depth 429
until_waits "$http/depth HTTP 429"
answers depth 200 many
until_waits "$http/depth unreadable: not a number, limit 16.5"
answers depth 200 3
goes_on
waits "$http/gone unreadable: HTTP 404" --throttle-http "http://ann:secret-word@${http#http://}/gone"
! grep -qF secret-word err out2 || fail "the password is shown"
answers gone 204
goes_on
waits "http://127.0.0.1:1/ unreadable: no connection" --throttle-http http://127.0.0.1:1
stop_background
exits 6

# Prometheus, from the file, with a name.
prometheus_answers 0.9
cat >migrate.yaml <<YAML
throttle:
  prometheus:
    - {name: queue, url: "$http", query: "max(queue_depth)", limit: 0.5}
    - {url: "$http/", query: "1", limit: 1}
YAML
waits "queue 0.9, limit 0.5"
prometheus_answers NaN
until_waits "queue unreadable: the query's value is not a number"
prometheus_answers 0.25
goes_on

# The time of day.
hour=$(date -u +%H)
closed=$(printf '%02d:00-%02d:00' $(((10#$hour + 12) % 24)) $(((10#$hour + 13) % 24)))
cat >migrate.yaml <<YAML
throttle: {window: "$closed"}
YAML
waits "time "
grep -qE "time [0-9]{2}:[0-9]{2} UTC, limit $closed UTC" out2 || fail "the time is not shown with its zone"
stop_background
exits 6
open=$(printf '%02d:00-%02d:00' $(((10#$hour + 23) % 24)) $(((10#$hour + 2) % 24)))
background backfill -u "$url" --window "$open"
goes_on
rm migrate.yaml

# Room on the disk.
waits "free disk " --min-free-disk 1000000TB
grep -qE 'free disk [0-9.]+ [kMGT]B, limit at least ' out2 || fail "the room is not shown"
stop_background
exits 6

# All are shown, not only the one that pauses.
answers ok 200
prometheus_answers 0.25
touch stop.flag
background backfill -u "$url" --flag-file stop.flag --throttle-query 'SELECT count(*) FROM jobs' \
  --throttle-query-limit 9 --throttle-http "$http/ok" --min-free-disk 1kB --max-wal-backlog 1MB --max-flow-control 0.5 \
  --format json
until_waits "flag file stop.flag exists"
grep -qF 'source  query 2, limit 9' out2 || fail "status lacks the query"
grep -qF "source  $http/ok HTTP 200" out2 || fail "status lacks HTTP"
grep -qF 'source  WAL backlog not told by this server: not looked at, limit 1 MB' out2 || fail "status lacks the backlog"
grep -qF 'source  flow control no Galera cluster: not looked at, limit 50% of the time' out2 || fail "status lacks flow control"
run_beside status -u "$url" --format json
of_query() { sqlite3 :memory: "SELECT group_concat(json_extract(value, '\$.value') || '/' ||
  json_extract(value, '\$.limit') || '/' || json_extract(value, '\$.pauses'))
  FROM json_each(CAST(readfile('out2') AS text), '\$.sources') WHERE json_extract(value, '\$.source') = '$1'"; }
equal "$(of_query query)" 2/9/0 "status --format json"
equal "$(of_query 'flag file')" 'stop.flag exists/no such file/1' "status --format json"
grep -F '"event":"progress"' err | grep -qF '"source":"query","value":"2","limit":"9","pauses":false' ||
  fail "progress lacks the sources"
rm stop.flag
end_background
exits 0
run_beside status -u "$url"
! grep -qE '^(source|waits)' out2 || fail "sources are shown although nothing runs"
equal "$(sql "SELECT count(*) FROM migrate_control")" 0 "what a run says is left"

# Bad input.
afresh
bad() { # WORDS of the error, then flags
  local words=$1
  shift
  run backfill -u "$url" "$@"
  refused 2 MIG-USAGE
  err_has "$words"
}
bad "--window: expected times of the day such as 22:00-06:00, not '22-6'" --window 22-6
bad "--time-zone: expected UTC, local or an offset such as +02:00, not 'Berlin'" --time-zone Berlin
bad "--throttle-query-limit: expected a number, not 'x'" --throttle-query 'SELECT 1' --throttle-query-limit x
bad "a limit is given without what it limits" --throttle-http-limit 3
bad "go together" --throttle-prometheus "$http"
bad "a heartbeat is read on replicas: name them" --heartbeat --max-lag 1s
bad "the critical load must be above max_load" --max-load 10 --critical-load 10
bad "the critical lag must be above max_lag" --max-lag 10s --critical-lag 1s
bad "--latency-limit needs to know the latency" --latency-limit 20ms
bad "give --latency-limit, above 0" --latency-query 'SELECT 1'
bad "of one source" --latency-query 'SELECT 1' --latency-http "$http" --latency-limit 20ms
bad "--min-free-disk: expected a size such as 256MB, not 'lots'" --min-free-disk lots
bad "a share of the time" --max-flow-control 3
for bad_yaml in 'querry: {sql: "SELECT 1"}|did you mean "query"|FIELD' \
  'query: {sql: "SELECT 1", limmit: 3}|did you mean "limit"|FIELD' 'window: "25:00-26:00"|must be times of day|VALUE' \
  'time_zone: Mars|must be UTC, local, or an offset|VALUE' 'latency: {limit: 20ms}|asked of one source|VALUE' \
  'latency: {query: "SELECT 1"}|needs the field "limit"|MISSING' 'critical: {laod: 5}|did you mean "load"|FIELD' \
  'prometheus: {url: "http://p", query: "1"}|needs the field "limit"|MISSING' 'heartbeat: true|name them|VALUE'; do
  echo "throttle: {${bad_yaml%%|*}}" >migrate.yaml
  run backfill -u "$url"
  refused 2 "MIG-CONFIG-${bad_yaml##*|}"
  words=${bad_yaml#*|}
  err_has "${words%|*}"
done
rm migrate.yaml
finish
