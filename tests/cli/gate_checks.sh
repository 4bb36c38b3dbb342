#!/usr/bin/env bash
# Each kind of a check alone keeps the gate closed, and opens it; what goes wrong with one closes it,
# and says why without what may be secret.
. "$(dirname "$0")/lib.sh"
sample 10
answers_from answers
id=20260101000000_full_name
file=migrations/$id.yaml
cp "$file" plain.yaml

# A zombie is not: nobody may be there to wait for it.
is_alive() { [ -e "/proc/$1" ] && ! grep -q ') Z ' "/proc/$1/stat"; }

# with_check YAML: the migration with this one check.
with_check() {
  cp plain.yaml "$file"
  printf 'contract:\n  checks:\n    - %s\n' "$1" >>"$file"
}
is_closed() {
  run gate -u "$url"
  exits 7
  evidence fails check
  out_has "$1"
  # Nothing else keeps it closed.
  equal "$(grep -c ' fails ' out)" 1 "lines that fail"
}
is_open() {
  run gate -u "$url"
  exits 0
  evidence holds check
  out_has "$1"
}
begin() {
  rm -f app.db
  sample 10
  with_check "$1"
  run up -u "$url"
  exits 0
  run app heartbeat -u "$url" --app web --instance web-1 --ttl 10m
}

# command
# shellcheck disable=SC2016  # expands when it runs
begin '{command: "test -e ready -a $MIGRATE_MIGRATION = 20260101000000_full_name; exit $?"}'
is_closed "command test: exit code 1"
run contract -u "$url"
refused 7 MIG-GATE-CLOSED
err_has "check: command test: exit code 1"
run status -u "$url"
out_has unchecked
out_has "asked by"
touch ready
is_open "command test: exit code 0"
run gate -u "$url" --format json
exits 0
is_json
json '$.migrations[0].evidence[#-1].kind' check
json '$.migrations[0].evidence[#-1].value' 0
json '$.migrations[0].evidence[#-1].age_ms' 0
json '$.migrations[0].evidence[#-1].missing' 0
run contract -u "$url"
exits 0
out_is "contracted $id"

# What comes while a check is asked counts: it may take long.
# shellcheck disable=SC2016  # expands when it runs
begin '{command: "$MIGRATE_BIN app heartbeat -u sqlite:app.db --app web --instance web-0 --schema 20250101000000_before"}'
run gate -u "$url"
exits 7
evidence holds check
evidence fails instances
out_has "web/web-0 "

# One that takes too long is ended with all it has started.
begin '{command: "sleep 300 & echo $! >left.pid; sleep 300", timeout: 300ms, name: slow one}'
is_closed "slow one: not ended within"
[ -s left.pid ] || fail "the command has not run"
is_alive "$(cat left.pid)" && fail "what the command started is still there"
begin '{command: "nonsense-word --token=hush-hush"}'
is_closed "command nonsense-word: exit code 127"
out_lacks hush-hush

# http
begin "{http: \"$address/api/old-instances?token=hush-hush\", expect: 0}"
is_closed "HTTP 404"
out_lacks hush-hush
echo 2 >answers/old-instances
is_closed "2, expected 0"
echo 0 >answers/old-instances
is_open "0, expected 0"
echo 503 >answers/old-instances.status
is_closed "HTTP 503"
rm answers/old-instances.status
run contract -u "$url"
exits 0
begin "{http: \"$address/rolled-out\", timeout: 300ms}"
touch answers/rolled-out
echo 30000 >answers/rolled-out.slow
is_closed "no answer in time"
rm answers/rolled-out.slow
is_open "HTTP 200"
begin '{http: "http://127.0.0.1:1/nobody"}'
is_closed "no connection"

# A login from the environment.
begin "{http: \"http://ann:\${LOGIN}@${address#http://}/private\", expect: yes}"
echo yes >answers/private
echo ann:hush-hush >answers/private.login
is_closed "the environment variable LOGIN is not set"
export LOGIN=hush-hush
is_open "yes, expected yes"
out_lacks hush-hush
export LOGIN=other
is_closed "HTTP 401"

# sql
begin '{sql: "SELECT count(*) FROM users WHERE id > 10", expect: 0}'
is_open "0, expected 0"
sql "INSERT INTO users (id, name) VALUES (11, 'late')"
is_closed "1, expected 0"
run contract -u "$url"
exits 7
sql "DELETE FROM users WHERE id = 11"
run contract -u "$url"
exits 0
begin '{sql: "SELECT count(*) FROM users", expect: "< 5"}'
is_closed "10, expected < 5"
begin '{sql: "SELECT count(*) FROM users", expect: ">= 10"}'
is_open "10, expected >= 10"
begin '{sql: "SELECT id FROM users", expect: 1}'
is_closed "10 rows of 1 columns"
begin '{sql: "SELECT nonsense", expect: 1}'
is_closed "no such column"
begin '{sql: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n", expect: 1, timeout: 300ms}'
is_closed "no answer within 300ms"
begin '{sql: {mysql: SELECT 1}, expect: 1}'
is_closed "no SQL is given for sqlite"

# prometheus
begin "{prometheus: {url: \"$address/prom\", query: \"sum(rate(errors[5m]))\", expect: \"< 0.01\"}}"
is_closed "HTTP 404"
vector() { printf '{"status":"success","data":{"resultType":"vector","result":[%s]}}' "$1" >answers/query; }
vector ''
is_closed "the query matches no series"
vector '{"metric":{},"value":[1,"0.02"]}'
is_closed "0.02, expected < 0.01"
vector '{"metric":{},"value":[1,"0.002"]}'
is_open "0.002, expected < 0.01"
grep -qF "/prom/api/v1/query?query=sum%28rate%28errors%5B5m%5D%29%29" answers/log || fail "the query was not sent"

# migrate.yaml's checks are asked beside the file's.
begin '{command: "true"}'
echo "contract: {checks: [{command: \"false\", name: everywhere}]}" >migrate.yaml
is_closed "everywhere: exit code 1"
out_has "command true: exit code 0"
rm migrate.yaml

# A check that is stopped ends at once.
begin '{command: "echo $$ >left.pid; exec sleep 300"}'
rm -f left.pid
background gate -u "$url"
until_true "the check runs" test -s left.pid
stop_background
exits 6
is_alive "$(cat left.pid)" && fail "the command is still there"
finish
