#!/usr/bin/env bash
# The server's own list of sessions closes the gate where one says that it is of old code, whoever
# opened it; where it cannot be had the gate says so, and is closed only if it is required.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
id=20260101000000_full_name
database=gate_sessions_$$
session_pid=

# open_session URL NAME [SQL]: in the background, there once this returns.
open_session() {
  rm -f session.out
  if [ "$kind" = POSTGRES ]; then
    PGAPPNAME=$2 psql -XqAt -d "$1" < <(echo "SELECT 'ready';"; exec tail -f /dev/null --pid=$$) \
      >session.out 2>&1 &
  else
    "$(helper named_session)" "$1" "$2" < <(exec tail -f /dev/null --pid=$$) >session.out 2>&1 &
  fi
  session_pid=$!
  children+=("$session_pid")
  pid=$session_pid
  until_true "a session named $2" grep -qs ready session.out
}
end_session() {
  kill "$session_pid"
  wait "$session_pid" 2>/dev/null
  pid=
  until_true "the server has seen it end" gone "$1"
}
gone() { # NAME
  run_beside gate -u "$url"
  ! grep -qF "$1" out2
}
on() { if [ "$kind" = POSTGRES ]; then postgres "$1" "$2"; else mariadb_at "$1" "$2"; fi; }

shared() {
  base=$url
  url=$(with_database "$base" "$database")
  on "$base" "CREATE DATABASE $database"
  on "$base" "CREATE DATABASE ${database}_other"
  on "$url" "CREATE TABLE users (id int PRIMARY KEY, name varchar(40))"
  rm -rf migrations
  mkdir migrations
  cat >"migrations/$id.yaml" <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
  run up -u "$url"
  exits 0
  run app heartbeat -u "$url" --app web --instance web-1 --app-version 2.0.0 --ttl 10m
  exits 0
  run gate -u "$url"
  exits 0

  open_session "$url" web@20250101000000_before
  run gate -u "$url"
  exits 7
  evidence fails sessions
  out_has "1 session of web@20250101000000_before"
  equal "$(grep -c ' fails ' out)" 1 "lines that fail"
  run contract -u "$url"
  refused 7 MIG-GATE-CLOSED
  err_has web@20250101000000_before
  run gate -u "$url" --format json
  exits 7
  is_json
  json '$.migrations[0].evidence[2].kind' sessions
  json '$.migrations[0].evidence[2].value' "1 session"
  end_session web@20250101000000_before
  run gate -u "$url"
  exits 0

  # By version: what its instances have said, and the file's or migrate.yaml's own limit.
  open_session "$url" "web/1.4.0 pool-3"
  run gate -u "$url"
  exits 7
  out_has "no instance of web has said which schema version 1.4.0 knows"
  run app heartbeat -u "$url" --app web --instance web-0 --app-version 1.4.0 --schema 20250101000000_before
  run app retire -u "$url" --app web --instance web-0
  run gate -u "$url"
  exits 7
  out_has "old code (schema 20250101000000_before)"
  echo 'contract: {versions: {web: ">=1.4"}}' >migrate.yaml
  run gate -u "$url"
  exits 0
  out_has "1 session of new code"
  echo 'contract: {versions: {web: ">=1.5"}}' >migrate.yaml
  run gate -u "$url"
  exits 7
  out_has "version >=1.5 is asked for"
  rm migrate.yaml
  end_session web/1.4.0
  open_session "$url" web/2.0.0
  run gate -u "$url"
  exits 0
  out_has "1 session of new code"
  end_session web/2.0.0

  # Of another app, in another database.
  open_session "$url" other/0.1
  run gate -u "$url"
  exits 0
  end_session other/0.1
  open_session "$(with_database "$base" "${database}_other")" web@20250101000000_before
  run gate -u "$url"
  exits 0
  end_session web@20250101000000_before
}

# An account that may see its own sessions only.
limited() {
  local user=gate_$$ all=$url
  on "$base" "CREATE USER $user IDENTIFIED BY 'quiet-word'; GRANT ALL ON $database.* TO $user"
  # Where there is a binary log, for its triggers; it shows no sessions.
  case $base in mysql:*) on "$base" "GRANT SUPER ON *.* TO $user" ;; esac
  url=$(sed -E "s#^([a-z]+://)[^@]*@#\1$user:quiet-word@#" <<<"$url")
  run gate -u "$url"
  exits 0
  evidence missing sessions
  out_has "this account sees its own sessions only"
  echo 'contract: {require: [sessions]}' >migrate.yaml
  run gate -u "$url"
  exits 7
  evidence fails sessions
  run contract -u "$url"
  refused 7 MIG-GATE-CLOSED
  err_has "sessions: cannot be had"
  rm migrate.yaml
  open_session "$url" web@20250101000000_before
  run gate -u "$url"
  exits 7
  out_has "1 session of web@20250101000000_before"
  end_session web@20250101000000_before
  on "$base" "DROP USER $user"
  url=$all
}

tidy() {
  run contract -u "$url"
  exits 0
  out_is "contracted $id"
  on "$base" "DROP DATABASE $database"
  on "$base" "DROP DATABASE ${database}_other"
}

# SQLite has no such list.
kind=SQLITE
sample 10
run up -u "$url"
run app heartbeat -u "$url" --app web --instance web-1 --ttl 10m
run gate -u "$url"
exits 0
evidence missing sessions
out_has "SQLite keeps no list"
echo 'contract: {require: [sessions]}' >migrate.yaml
run gate -u "$url"
exits 7
evidence fails sessions
equal "$(grep -c ' fails ' out)" 1 "lines that fail"
rm migrate.yaml

if [ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ]; then
  kind=POSTGRES url=$MIGRATE_TEST_POSTGRES_URL
  shared
  # Other roles' sessions are seen without any privilege.
  tidy
fi
if [ -n "${MIGRATE_TEST_MYSQL_URL:-}" ]; then
  kind=MYSQL url=$MIGRATE_TEST_MYSQL_URL
  shared
  limited
  tidy
fi
if [ -n "${MIGRATE_TEST_MARIADB_URL:-}" ]; then
  kind=MARIADB url=$MIGRATE_TEST_MARIADB_URL
  # Off by default there.
  on "$url" "CREATE DATABASE $database"
  url=$(with_database "$url" "$database")
  on "$url" "CREATE TABLE users (id int PRIMARY KEY, name varchar(40))"
  run up -u "$url"
  run app heartbeat -u "$url" --app web --instance web-1 --ttl 10m
  run gate -u "$url"
  exits 0
  out_has "performance_schema is off"
  on "$url" "DROP DATABASE $database"
  if own_server MARIADB --set --performance-schema=ON; then
    shared
    limited
    tidy
    end_own_server MARIADB
  fi
fi
finish
