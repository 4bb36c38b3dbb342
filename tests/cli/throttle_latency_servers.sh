#!/usr/bin/env bash
# On each server: a backfill under a latency limit does not begin while the application is over it by itself, begins with
# short batches of one worker when it is not, and fills every row.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
mkdir migrations
printf 'operations:\n  - rename_column: {table: users, from: name, to: full_name}\n' >migrations/20260101000000_full_name.yaml

tried=0
for kind in POSTGRES MARIADB MYSQL; do
  server=MIGRATE_TEST_${kind}_URL
  [ -n "${!server:-}" ] || continue
  tried=$((tried + 1))
  begin_database "${!server}" throttle_latency_$$
  on 'CREATE TABLE users (id int PRIMARY KEY, name varchar(100) NOT NULL)'
  rows=$(numbers 3000) checkpoint=migrate_checkpoint
  [ $kind != POSTGRES ] || rows='generate_series(1, 3000) AS i' checkpoint=migrate.checkpoint
  on "INSERT INTO users SELECT i, concat('name ', i) FROM $rows"
  on 'CREATE TABLE latency (ms int)'
  on 'INSERT INTO latency VALUES (100)'
  run expand -u "$url"
  exits 0
  cat >migrate.yaml <<'YAML'
throttle:
  latency: {query: "SELECT ms FROM latency", limit: 20ms, every: 100ms}
YAML
  background backfill -u "$url" --workers 4
  until_waits "latency (query) 100.0ms without any batch, limit 20ms"
  equal "$(on 'SELECT count(*) FROM users WHERE full_name IS NOT NULL')" 0
  on 'UPDATE latency SET ms = 1'
  end_background
  exits 0
  equal "$(on 'SELECT count(*) FROM users WHERE full_name <> name OR full_name IS NULL')" 0
  # By half each time, from ten rows on.
  [ "$(on "SELECT max(batches) FROM $checkpoint")" -ge 5 ] || fail "few batches"
  rm migrate.yaml
  end_database
done
[ "$tried" -gt 0 ] || skip "no server"
finish
