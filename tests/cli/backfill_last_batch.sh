#!/usr/bin/env bash
# Two workers, killed between a table's last batch and the end of its step: the record has the rows of that batch, which
# nobody knew when it was claimed, and the next run ends the step without doing anything again.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
mkdir migrations
cat >migrations/20260101000000_once.yaml <<'YAML'
operations:
  - backfill: {table: orders, set: {qty: qty + 1}}
YAML
for kind in POSTGRES MYSQL MARIADB; do
  server=MIGRATE_TEST_${kind}_URL
  [ -n "${!server:-}" ] || continue
  ran=yes
  begin_database "${!server}" "last_batch_${kind,,}_$$"
  state=migrate_ wait='SELECT SLEEP(4)'
  [ "$kind" != POSTGRES ] || { state=migrate. && wait='SELECT pg_sleep(4)'; }
  on "CREATE TABLE orders (id INT PRIMARY KEY, qty INT NOT NULL)"
  on "INSERT INTO orders VALUES (1, 1)$(printf ', (%s, 1)' {2..97})"
  run expand -u "$url"
  exits 0
  touch stop.flag
  background backfill -u "$url" --batch 10 --workers 2 --flag-file stop.flag
  until_waits "flag file stop.flag exists"
  # The end of the step has to wait; what it waits for changes nothing.
  on "BEGIN; SELECT step FROM ${state}step WHERE step = 'backfill-1' FOR UPDATE; $wait; COMMIT" >held &
  holder=$!
  children+=("$holder")
  sleep 0.5
  rm stop.flag
  for _ in $(seq 100); do
    [ "$(on "SELECT count(*) FROM orders WHERE qty = 1")" -ne 0 ] || break
    sleep 0.02
  done
  kill -KILL "$pid"
  wait "$pid" 2>/dev/null
  "$MIGRATE_BIN" status -u "$url" --format json >status.json
  equal "$(sqlite3 :memory: "SELECT json_extract(CAST(readfile('status.json') AS text), '\$.migrations[0].steps_done'),
    json_extract(CAST(readfile('status.json') AS text), '\$.migrations[0].progress.rows')")" "0|97" "$kind: status"
  equal "$(on "SELECT rows_done FROM ${state}checkpoint")" 97 "$kind: the record"
  wait "$holder"
  run backfill -u "$url"
  exits 0
  equal "$(on "SELECT rows_done FROM ${state}checkpoint")" 97 "$kind: the record of the ended step"
  equal "$(on "SELECT count(*) FROM orders WHERE qty = 2")" 97 "$kind"
  end_database
done
[ -n "${ran:-}" ] || skip "no server"
finish
