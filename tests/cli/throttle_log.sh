#!/usr/bin/env bash
# A step that applies a log waits as a backfill does, and whoever asks `status` is told why.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_table: {table: orders, alter: "MODIFY amount BIGINT NOT NULL"}
YAML
tried=0
for kind in MARIADB MYSQL; do
  primary=MIGRATE_TEST_${kind}_URL
  [ -n "${!primary:-}" ] || continue
  tried=$((tried + 1))
  primary=${!primary}
  database=throttle_log_$$
  url=$(with_database "$primary" "$database")
  ran=""
  mariadb_at "$primary" "CREATE DATABASE $database"
  trap 'mariadb_at "$primary" "DROP DATABASE $database"; leave' EXIT
  # No row to copy: the first that has to wait is the log.
  mariadb_at "$url" "CREATE TABLE orders (id INT PRIMARY KEY, amount INT NOT NULL)"
  run expand -u "$url"
  exits 0
  touch stop.flag
  background backfill -u "$url" --flag-file stop.flag
  until_true "stderr names the file" grep -q 'apply what changed in orders meanwhile: 0 wait in the log; paused: flag file stop.flag exists' err
  until_waits "flag file stop.flag exists, limit no such file"
  grep -qF "  0 wait in the log" out2 || fail "status does not count the log"
  grep -qF "at step: apply what changed in orders meanwhile" out2 || fail "status shows another step"
  rm stop.flag
  end_background
  exits 0
  run_beside status -u "$url"
  ! grep -q '^waits' out2 || fail "status still shows a pause"
  trap leave EXIT
  mariadb_at "$primary" "DROP DATABASE $database"
done
[ "$tried" -gt 0 ] || skip "no server"
finish
