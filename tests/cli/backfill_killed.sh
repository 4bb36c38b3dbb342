#!/usr/bin/env bash
# One backfill, killed again and again at random moments while an application writes (MIGRATE_TEST_KILLS times, 40; 200
# with scripts/test --full). After every kill what is recorded as done is done, and nothing else is: no batch that was
# committed is lost, or done again. What is lost is what was in hand and never committed: one batch of each worker at
# most, and the range of the next one is claimed, not begun. In the end every row was done once, and no write of the
# application is gone.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
kills_wanted=${MIGRATE_TEST_KILLS:-40}
rows=$((kills_wanted * 30))

ask() { # SQL, by the engine's own client
  case $engine in
    sqlite) sqlite3 -cmd '.timeout 10000' -separator ' ' app.db "$1" ;;
    postgres) postgres "$url" "$1" | tr '|' ' ' ;;
    *) mariadb_at "$url" "$1" | tr '\t' ' ' ;;
  esac
}

# A statement that succeeds is in the ledger; one that fails (a deadlock with a batch) has done nothing.
write_on() {
  while [ -e writing ]; do
    ask "UPDATE orders SET hits = hits + 1 WHERE id = $((RANDOM % rows + 1))" 2>>refused && echo hit >>ledger
    ask "INSERT INTO orders (id, qty, hits) SELECT max(id) + 1, 1, 0 FROM orders" 2>>refused && echo row >>ledger
  done
}

# The record and the rows, of one moment: "STEP did N", "STEP from KEY", "STEP end KEY", "STEP done N", and of each claim
# "STEP low KEY" and "STEP high KEY".
moment() {
  local state=migrate_
  [ "$engine" != postgres ] || state=migrate.
  ask "SELECT 'backfill-1', 'did', CAST(count(*) AS CHAR(20)) FROM copies
    UNION ALL SELECT 'backfill-2', 'did', CAST(sum(qty - 1) AS CHAR(20)) FROM orders
    UNION ALL SELECT 'backfill-3', 'did', CAST($rows - count(*) AS CHAR(20)) FROM old_orders
    UNION ALL SELECT step, 'from', from_key FROM ${state}checkpoint
    UNION ALL SELECT step, 'end', end_key FROM ${state}checkpoint
    UNION ALL SELECT step, 'done', CAST(done AS CHAR(20)) FROM ${state}checkpoint
    UNION ALL SELECT step, 'low', from_key FROM ${state}claim
    UNION ALL SELECT step, 'high', to_key FROM ${state}claim" | tr -d '[]",'
}
did() { awk '$2 == "did" {print $1, $3}' now | sort; }
# Rows that the record says are done: all before the point that it has come to, without those that are claimed. Ids
# have no gaps. A key is written as i and its number.
recorded() {
  awk '
    $2 == "did" {steps[$1]} $2 != "did" {sub(/^i/, "", $3)}
    $2 == "from" {from[$1] = $3} $2 == "end" {end[$1] = $3} $2 == "done" {done[$1] = $3 != "0" && $3 != "false"}
    $2 == "low" {claimed[$1] -= $3 - 1} $2 == "high" {claimed[$1] += $3}
    END {for (s in steps) print s, (s in end ? (done[s] ? end[s] : from[s] - 1) - claimed[s] : 0)}' now | sort
}

# Batches that are claimed and not done, and the rows of them all.
claimed() {
  awk '{sub(/^i/, "", $3)} $2 == "low" {n++; rows -= $3 - 1} $2 == "high" {rows += $3} END {print n + 0, rows + 0}' now
}
# What `status` says is done, of all three steps. A step that has ended did what there was when it began: rows that the
# application has added before that, too.
told() {
  local ended
  "$MIGRATE_BIN" status -u "$url" --format json >status.json 2>err2 </dev/null
  ended=$(json_of_status '$.migrations[0].steps_done')
  did | awk -v ended="$ended" -v rows="$(json_of_status '$.migrations[0].progress.rows')" \
    'NR <= ended {sum += $2} END {print sum + rows}'
}
json_of_status() { # PATH
  sqlite3 :memory: "SELECT coalesce(json_extract(CAST(readfile('status.json') AS text), '$1'), 0)"
}

killed_again_and_again() {
  local kills=0 moved=0 before=0 at_kill=0 most_lost=0 now lost lost_rows wait_ms=300 lived_ms=300 delay begun rate victim writer
  ask "CREATE TABLE orders (id INTEGER PRIMARY KEY, qty INTEGER NOT NULL, hits INTEGER NOT NULL);
       CREATE TABLE copies (order_id INTEGER NOT NULL);
       CREATE TABLE old_orders (id INTEGER PRIMARY KEY);
       INSERT INTO orders SELECT i, 1, 0 FROM $(numbers "$rows");
       INSERT INTO old_orders SELECT id FROM orders"
  mkdir -p migrations
  cat >migrations/20260101000000_once.yaml <<'YAML'
operations:
  - backfill:
      table: orders
      sql: INSERT INTO copies (order_id) SELECT id FROM orders WHERE {{batch}}
  - backfill: {table: orders, set: {qty: qty + 1}}
  - backfill: {table: old_orders, sql: "DELETE FROM old_orders WHERE {{batch}}"}
YAML
  run expand -u "$url"
  exits 0
  : >ledger && : >refused && touch writing
  write_on &
  writer=$!
  children+=("$writer")
  while [ "$kills" -lt "$kills_wanted" ]; do
    # Not so fast that the work is done before the last kill, however long the looks at it take.
    rate=$(((3 * rows - before) * 1000 / (kills_wanted - kills + 1) / lived_ms))
    rate=$((rate > 150 ? 150 : rate < 20 ? 20 : rate))
    begun=${EPOCHREALTIME/[.,]/}
    "$MIGRATE_BIN" backfill -u "$url" --batch 10 --workers "$((kills % 2 + 1))" --rows-per-second "$rate" >out 2>err </dev/null &
    victim=$!
    children+=("$victim")
    delay=$((RANDOM % wait_ms + 20))
    sleep "$((delay / 1000)).$(printf '%03d' $((delay % 1000)))"
    # What was done by a moment before the kill is done after it.
    moment >now
    at_kill=$(did | awk '{sum += $2} END {print sum}')
    if ! kill -KILL "$victim" 2>/dev/null; then
      wait "$victim"
      code=$?
      break
    fi
    lived_ms=$(((${EPOCHREALTIME/[.,]/} - begun) / 1000 + 1))
    wait "$victim" 2>/dev/null
    kills=$((kills + 1))
    moment >now
    now=$(did | awk '{sum += $2} END {print sum}')
    ran="backfill, killed $kills times"
    equal "$(did)" "$(recorded)" "rows done, and rows recorded as done ($engine)"
    [ "$now" -ge "$at_kill" ] || fail "$at_kill rows were done at the kill, $now are ($engine)"
    [ "$now" -ge "$before" ] || fail "$before rows were done before, $now are ($engine)"
    # Of two workers one batch each in hand, and one each that comes next.
    read -r lost lost_rows < <(claimed)
    [ "$lost" -le 4 ] || fail "$lost batches are to be done again ($engine)"
    [ "$lost_rows" -le $((lost * 10)) ] || fail "$lost_rows rows of $lost batches are to be done again ($engine)"
    most_lost=$((lost > most_lost ? lost : most_lost))
    [ $((kills % 3)) -ne 0 ] || equal "$(told)" "$now" "rows that status tells, and rows done ($engine)"
    # A machine that is busy takes its time to begin: the next kill comes later. Behind one that came far enough sooner,
    # or the work would be done before the last.
    if [ "$now" -gt "$before" ]; then
      moved=$((moved + 1))
      wait_ms=$((wait_ms > 330 ? wait_ms * 10 / 11 : wait_ms))
    else
      wait_ms=$((wait_ms * 11 / 10))
    fi
    before=$now
  done
  [ "$kills" -eq "$kills_wanted" ] || fail "it ended after $kills kills ($engine)"
  [ "$moved" -gt 2 ] || fail "only $moved of $kills runs came further ($engine)"
  run backfill -u "$url" --batch 500
  exits 0
  rm writing
  wait "$writer"
  equal "$(ask "SELECT count(*), count(DISTINCT order_id) FROM copies WHERE order_id <= $rows")" "$rows $rows" "$engine"
  equal "$(ask 'SELECT count(*) - count(DISTINCT order_id) FROM copies')" 0 "$engine"
  equal "$(ask "SELECT min(qty), max(qty) FROM orders WHERE id <= $rows")" "2 2" "$engine"
  equal "$(ask 'SELECT count(*) FROM old_orders')" 0 "$engine"
  equal "$(ask 'SELECT sum(hits), count(*) FROM orders')" "$(grep -c hit ledger) $((rows + $(grep -c row ledger)))" "$engine"
  [ "$(grep -c . ledger)" -gt 10 ] || fail "the application wrote next to nothing ($engine)"
  echo "$engine: killed $kills times, $moved runs came further, at most $most_lost claimed batches left, $(grep -c . ledger) writes beside them"
}

engine=sqlite
# The engines' common form of rows from nothing is slow on SQLite.
numbers_of_servers=$(declare -f numbers)
numbers() { printf '(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %s) SELECT i FROM n)' "$1"; }
killed_again_and_again
eval "$numbers_of_servers"
for variable in MIGRATE_TEST_POSTGRES_URL MIGRATE_TEST_MARIADB_URL MIGRATE_TEST_MYSQL_URL; do
  server=${!variable:-}
  [ -n "$server" ] || continue
  engine=$(tr '[:upper:]' '[:lower:]' <<<"${variable#MIGRATE_TEST_}")
  engine=${engine%_url}
  if [ "$engine" = postgres ]; then
    numbers() { printf 'generate_series(1, %s) AS n(i)' "$1"; }
  else
    eval "$numbers_of_servers"
  fi
  name=migrate_killed_$$
  url=$server
  ask "CREATE DATABASE $name"
  url=$(with_database "$server" "$name")
  killed_again_and_again
  url=$server
  ask "DROP DATABASE $name"
done
finish
