#!/usr/bin/env bash
# A lease is freed where its owner is proven dead: its session has ended, or its process on this machine has. On every
# server there is.
# shellcheck disable=SC2016
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
database=unlock_$$
me="$(id -un)@$(hostname)"
lease_is() {
  run_beside status -u "$url"
  grep -qE "^lease   $1" out2 || fail "the lease is not $1: $(grep '^lease' out2)"
}
# A runner that is killed in the middle, its row left behind.
leave_a_lease() {
  background backfill -u "$url" --rows-per-second 20
  until_true "the backfill begins" some_filled
  until_true "it holds the lease" holds_the_lease
  run_beside unlock -u "$url"
  equal "$?" 5 "unlock of a living runner"
  grep -qF 'error MIG-UNLOCK-ALIVE: the runner that holds the lease is alive on this machine' err2 ||
    fail "not refused: $(cat err2)"
  kill -KILL "$pid"
  wait "$pid" 2>/dev/null
  dead=$pid
  pid=
}
holds_the_lease() { run_beside status -u "$url" && grep -qF " pid $pid for backfill " out2; }
some_filled() { [ "$(on 'SELECT count(*) FROM users WHERE full_name IS NOT NULL')" -gt 0 ]; }
scenario() {
  run unlock -u "$url"
  exits 0
  err_has "the lease is free"
  run expand -u "$url"
  exits 0
  leave_a_lease
  lease_is held
  run unlock -u "$url"
  exits 0
  out_is "unlocked $me pid $dead"
  lease_is free
  equal "$(on "SELECT message FROM $events WHERE kind = 'unlocked'")" "$me pid $dead"
}
# The session that has the lock lives on, as where the server has not noticed that its client is gone.
scenario_of_a_server() {
  leave_a_lease
  on "$hold" >/dev/null 2>&1 &
  holder=$!
  children+=("$holder")
  until_true "the lock is held" held
  on "UPDATE $lease SET host = 'elsewhere'"
  run unlock -u "$url"
  refused 5 MIG-UNLOCK-ALIVE
  err_has "only elsewhere can tell"
  err_has "its session in the database is "
  held || fail "the session was ended"
  on "UPDATE $lease SET host = '$(hostname)'"
  run unlock -u "$url" --format json
  exits 0
  json '$.unlocked' "$me pid $dead"
  ! held || fail "the session still has the lock"
  lease_is free
  run backfill -u "$url"
  exits 0
}

sample 2000
on() { sql "$1"; }
events=migrate_event
scenario
if [ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ]; then
  on() { postgres "$url" "$1"; }
  events=migrate.event lease=migrate.lease
  primary=$MIGRATE_TEST_POSTGRES_URL
  url=$(with_database "$primary" "$database")
  hold='SELECT pg_advisory_lock(7883955484028298496); SELECT pg_sleep(300)'
  held() {
    [ "$(on "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database =
      (SELECT oid FROM pg_database WHERE datname = current_database())")" = 1 ]
  }
  postgres "$primary" "CREATE DATABASE $database"
  trap 'postgres "$primary" "DROP DATABASE $database WITH (FORCE)"; leave' EXIT
  on "CREATE TABLE users (id int PRIMARY KEY, name text)"
  on "INSERT INTO users SELECT i, 'user ' || i FROM generate_series(1, 2000) i"
  scenario
  scenario_of_a_server
  trap leave EXIT
  postgres "$primary" "DROP DATABASE $database WITH (FORCE)"
fi
for kind in MARIADB MYSQL; do
  primary=MIGRATE_TEST_${kind}_URL
  [ -n "${!primary:-}" ] || continue
  primary=${!primary}
  on() { mariadb_at "$url" "$1"; }
  events=migrate_event lease=migrate_lease
  url=$(with_database "$primary" "$database")
  hold="SELECT GET_LOCK('migrate $database', 0); SELECT SLEEP(300)"
  held() { [ "$(on "SELECT IS_USED_LOCK('migrate $database') IS NOT NULL")" = 1 ]; }
  mariadb_at "$primary" "CREATE DATABASE $database"
  trap 'mariadb_at "$primary" "DROP DATABASE $database"; leave' EXIT
  on "CREATE TABLE users (id int PRIMARY KEY, name varchar(40))"
  on "INSERT INTO users SELECT i, concat('user ', i) FROM $(numbers 2000)"
  scenario
  scenario_of_a_server
  trap leave EXIT
  mariadb_at "$primary" "DROP DATABASE $database"
done
finish
