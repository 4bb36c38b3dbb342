#!/usr/bin/env bash
# abort_if: a number of the application that passes its limit takes the migration back.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
id=20260101000000_full_name
stage() { sql "SELECT stage FROM migrate_migration"; }
columns() { sql "SELECT group_concat(name, ' ') FROM pragma_table_info('users')"; }
# What the numbers are is read from files at each request.
cat >server.py <<'PY'
import http.server, os
class Number(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            body = open("number" + self.path.replace("/", ".")).read().encode()
            self.send_response(200)
        except OSError:
            body = b""
            self.send_response(500)
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *a): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Number)
with open("port.new", "w") as f: f.write(str(server.server_port))
os.rename("port.new", "port")
server.serve_forever()
PY
python3 server.py &
children+=("$!")
until_true "the server listens" test -e port
at=http://127.0.0.1:$(cat port)
number() {
  echo "$2" >"number.$1.new"
  mv "number.$1.new" "number.$1"
}
rule() { printf 'abort_if:\n  - {name: error rate, http: "%s/errors", every: 100ms, %s}\n' "$at" "$1" >migrate.yaml; }
afresh() {
  rm -rf app.db* migrations
  sample "${1:-100}"
}
rolled_back() {
  refused 1 MIG-GUARD-BREACHED
  err_has "$1"
  err_has "rolled back: only the old shape is left"
  equal "$(stage)" "rolled back"
  equal "$(columns)" "id name"
  equal "$(sql "SELECT count(*) FROM migrate_event WHERE kind = 'aborted'")" 1
}
begun() { [ "$(sql "SELECT count(*) FROM users WHERE full_name IS NOT NULL" 2>/dev/null)" -gt 0 ] 2>/dev/null; }

# In the middle of a backfill: good for two readings, then not.
rule 'above: 0.05, in_a_row: 2'
number errors 0.01
afresh 5000
background up -u "$url" --batch 100 --rows-per-second 200
until_true "the backfill begins" begun
number errors 0.2
end_background
rolled_back "error rate is 0.2, above 0.05, 2 readings in a row"

# Good numbers let it through.
number errors 0.05
afresh
run up -u "$url"
exits 0
equal "$(stage)" backfilled

# Against what it was before expand; a run that goes on compares with the same.
rule 'times: 2, in_a_row: 1'
number errors 10
afresh 5000
run expand -u "$url"
exits 0
number errors 20
background backfill -u "$url" --batch 100 --rows-per-second 200
until_true "the backfill begins" begun
stop_background
exits 6
number errors 21
run backfill -u "$url" --batch 100 --rows-per-second 200
rolled_back "error rate is 21, more than 2 times the 10 before expand"
equal "$(sql "SELECT count(*) FROM migrate_control WHERE name LIKE 'baseline%'")" 0 "the baseline is forgotten"

# An id and a rule's name may be longer than a name in `control`.
for server in "${MIGRATE_TEST_MARIADB_URL:-}" "${MIGRATE_TEST_MYSQL_URL:-}" "${MIGRATE_TEST_POSTGRES_URL:-}"; do
  [ -n "$server" ] || continue
  begin_database "$server" "abort_$$"
  if [[ $server = postgres* ]]; then
    events=migrate.event
    end_sessions() {
      on "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()
        AND pid <> pg_backend_pid()" >/dev/null
    }
  else
    events=migrate_event
    end_sessions() {
      for session in $(on "SELECT ID FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND ID <> CONNECTION_ID()"); do
        on "KILL $session"
      done
    }
  fi
  on "CREATE TABLE users (id INT PRIMARY KEY, name TEXT)"
  rule 'times: 2, in_a_row: 1'
  rm -f migrations/*
  echo 'operations: [{rename_column: {table: users, from: name, to: full_name}}]' \
    >"migrations/20260101000000_$(printf 'a_long_name_%.0s' {1..6})end.yaml"
  number errors 10
  run expand -u "$url"
  exits 0
  number errors 21
  run backfill -u "$url"
  refused 1 MIG-GUARD-BREACHED
  err_has "error rate is 21, more than 2 times the 10 before expand"

  # Nothing is asked of the session in a watch: that it is gone shows only when the migration is to be taken back.
  rule 'above: 30, in_a_row: 1, watch: 60s'
  background expand -u "$url"
  until_true "it watches" grep -qs 'is watched for 1m' err
  end_sessions
  number errors 31
  end_background
  refused 1 MIG-GUARD-BREACHED
  err_has "rolled back: only the old shape is left"
  equal "$(on "SELECT COUNT(*) FROM $events WHERE kind = 'aborted'")" 2
  run status -u "$url"
  out_has "rolled back"
  end_database
done
url=sqlite:app.db

# A canary against the stable version.
rule "times: 1.5, than: {http: \"$at/stable\"}, in_a_row: 1, watch: 60s"
number errors 10
number stable 10
afresh
background expand -u "$url"
until_true "it watches" grep -qs 'is watched for 1m' err
number stable 30
number errors 40
sleep 0.5
kill -0 "$pid" 2>/dev/null || fail "40 is less than 1.5 times 30"
number stable 20
end_background
rolled_back "error rate is 40, more than 1.5 times the 20 beside it"

# What new code alone has written is not thrown away.
rule 'above: 5, in_a_row: 1, watch: 60s'
number errors 1
rm -rf app.db* migrations
mkdir migrations
sql "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO users VALUES (1, 'Ada')"
echo 'operations: [{add_column: {table: users, column: {name: nick, type: text, nullable: true}}}]' >"migrations/$id.yaml"
background expand -u "$url"
until_true "it watches" grep -qs 'is watched for 1m' err
sql "UPDATE users SET nick = 'Countess'"
number errors 6
end_background
refused 1 MIG-GUARD-BREACHED
err_has "not rolled back: "
err_has "discard-new-data"
equal "$(stage)" expanded
equal "$(sql "SELECT nick FROM users")" Countess

# Nobody can write to the database meanwhile: it is not taken back, and what is told to do is not what goes forward.
rule 'above: 5, in_a_row: 1, watch: 60s'
number errors 1
afresh
background expand -u "$url"
until_true "it watches" grep -qs 'is watched for 1m' err
sqlite3 app.db >/dev/null 2>hold.err <<'SQL' &
BEGIN IMMEDIATE;
.shell touch held; while [ -e held ]; do sleep 0.1; done
ROLLBACK;
SQL
holder=$!
children+=("$holder")
until_true "the database is held" test -e held
number errors 6
end_background
rm held
wait "$holder"
refused 1 MIG-GUARD-BREACHED
err_has "state: not rolled back: "
err_has "next:  \`migrate rollback $id\`"
equal "$(stage)" expanded
run rollback -u "$url"
exits 0
equal "$(columns)" "id name"

# Unreadable: before expand nothing is begun, later it is told and no reason to go back.
rule 'above: 5'
rm number.errors
afresh
run up -u "$url"
refused 2 MIG-GUARD-UNREADABLE
err_has 'abort_if "error rate" gives no number: HTTP 500'
equal "$(columns)" "id name"
number errors 1
run expand -u "$url"
exits 0
rm number.errors
run backfill -u "$url"
exits 0
err_has 'abort_if "error rate" cannot be read: HTTP 500'

# Bad input names the line.
bad() { # yaml code words
  printf '%s\n' "$1" >migrate.yaml
  run status -u "$url"
  refused 2 "$2"
  err_has "$3"
}
bad 'abort_if: [{name: x, http: "http://h/"}]' MIG-CONFIG-VALUE 'needs one of above, below and times'
bad 'abort_if: [{name: x, above: 1}]' MIG-CONFIG-VALUE 'one source: query, http or prometheus'
bad 'abort_if: [{name: x, http: "http://h/", above: 1, below: 1}]' MIG-CONFIG-VALUE 'needs one of'
bad 'abort_if: [{name: x, http: "http://h/", above: 1, than: {http: "http://h/"}}]' MIG-CONFIG-VALUE 'belongs to times'
bad 'abort_if: [{name: x, http: "http://h/", above: 1}, {name: x, http: "http://h/", above: 1}]' MIG-CONFIG-VALUE 'twice'
finish
