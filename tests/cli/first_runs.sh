#!/usr/bin/env bash
# The first runs on a database: one that was killed while it made the state tables, which MySQL and MariaDB commit one by
# one, and several at once. On the servers that are named.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML

# As it is left behind the first table.
killed() {
  on "CREATE TABLE migrate_layout (version INT NOT NULL PRIMARY KEY, tool_version VARCHAR(64) NOT NULL) ENGINE=InnoDB"
  on "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(50)); INSERT INTO users VALUES (1, 'Ada')"
  for command in plan status gate "app list"; do
    # shellcheck disable=SC2086
    run $command -u "$url"
    exits 0
  done
  run up -u "$url"
  exits 0
  equal "$(on "SELECT full_name FROM users")" Ada
  equal "$(on "SELECT version FROM migrate_layout")" 1
}

at_once() {
  local n runs=()
  for n in 1 2 3 4 5 6 7 8; do
    "$MIGRATE_BIN" app heartbeat -u "$url" --app web --instance "web-$n" --app-version 1 >"out-$n" 2>"err-$n" </dev/null &
    runs+=($!)
  done
  ran="migrate app heartbeat, eight at once"
  for n in 1 2 3 4 5 6 7 8; do
    wait "${runs[n - 1]}"
    code=$?
    cp "out-$n" out
    cp "err-$n" err
    exits 0
  done
}

for server in "${MIGRATE_TEST_POSTGRES_URL:-}" "${MIGRATE_TEST_MARIADB_URL:-}" "${MIGRATE_TEST_MYSQL_URL:-}"; do
  [ -n "$server" ] || continue
  for round in 1 2 3 4 5; do
    begin_database "$server" "first_runs_$$"
    at_once
    layout=migrate_layout
    [[ $server != postgres* ]] || layout=migrate.layout
    equal "$(on "SELECT count(*) FROM $layout")" 1 "round $round"
    end_database
  done
  [[ $server != postgres* ]] || continue
  begin_database "$server" "first_runs_$$"
  killed
  end_database
done
[ -n "$ran" ] || skip "no server"
finish
