#!/usr/bin/env bash
# SIGTERM during a backfill: the batch ends, exit 6, and the same command goes on where it stopped.
# A second runner meanwhile is told who holds the lease: exit 5.
. "$(dirname "$0")/lib.sh"
sample 5000
run expand -u "$url"
exits 0

slow=(backfill -u "$url" --batch 50 --rows-per-second 500)
"$MIGRATE_BIN" "${slow[@]}" >out 2>err </dev/null &
pid=$!
children+=("$pid")
ran="migrate ${slow[*]}"
done_rows() { sql 'SELECT count(*) FROM users WHERE full_name IS NOT NULL'; }
for _ in $(seq 100); do
  [ "$(done_rows)" -gt 0 ] && break
  sleep 0.1
done
[ "$(done_rows)" -gt 0 ] || fail "the backfill did not begin"

"$MIGRATE_BIN" expand -u "$url" >out2 2>err2 </dev/null
equal $? 5 "a second runner"
grep -q MIG-LEASE-HELD err2 || fail "the holder of the lease is not named"
grep -q "pid $pid" err2 || fail "its pid is not named"
"$MIGRATE_BIN" status -u "$url" >out2 2>err2 </dev/null
grep -q backfilling out2 || fail "status during a backfill"

kill -TERM "$pid"
wait "$pid"
code=$?
exits 6
out_empty
first=$(done_rows)
[ "$first" -gt 0 ] && [ "$first" -lt 5000 ] || fail "stopped with $first rows"

run status -u "$url"
exits 0
out_has backfilling
out_has "lease   free"
run backfill -u "$url"
exits 0
equal "$(sql 'SELECT count(*) FROM users WHERE name IS NOT full_name')" 0
run verify -u "$url"
exits 0

# A flag file pauses, and says so.
run rollback -u "$url" --yes
run expand -u "$url"
touch stop.flag
"$MIGRATE_BIN" backfill -u "$url" --flag-file stop.flag >out 2>err </dev/null &
pid=$!
children+=("$pid")
for _ in $(seq 100); do
  grep -q stop.flag err && break
  sleep 0.1
done
ran="backfill --flag-file"
err_has stop.flag
equal "$(done_rows)" 0 "rows were filled while paused"
rm stop.flag
wait "$pid"
code=$?
exits 0
equal "$(sql 'SELECT count(*) FROM users WHERE name IS NOT full_name')" 0

# Stopped in the middle and rolled back from there: what both versions wrote before, between and after is there.
run rollback -u "$url" --yes
sql "UPDATE users SET name = 'before' WHERE id = 4990"
run expand -u "$url"
sql "UPDATE users SET name = 'old, expanded' WHERE id IN (1, 4991); UPDATE users SET full_name = 'new, expanded' WHERE id IN (2, 4992)"
background "${slow[@]}"
in_the_middle() { [ "$(sql "SELECT full_name IS NOT NULL FROM users WHERE id = 60")" = 1 ]; }
until_true "the backfill has done a batch" in_the_middle
sql "UPDATE users SET name = 'old, filled' WHERE id = 3; UPDATE users SET full_name = 'new, filled' WHERE id = 5"
sql "UPDATE users SET name = 'old, ahead of it' WHERE id = 4993; UPDATE users SET full_name = 'new, ahead of it' WHERE id = 4994"
stop_background
exits 6
[ "$(done_rows)" -lt 5000 ] || fail "it was through"
sql "INSERT INTO users (id, name) VALUES (6001, 'old, stopped'); INSERT INTO users (id, full_name) VALUES (6002, 'new, stopped')"
run rollback -u "$url" --yes
exits 0
sql "INSERT INTO users (id, name) VALUES (6003, 'old, after')"
equal "$(sql "SELECT group_concat(name, '|') FROM (SELECT name FROM users WHERE id IN (1, 2, 3, 5) OR id >= 4990 AND id <= 4995 OR id > 5000 ORDER BY id)")" \
  "old, expanded|new, expanded|old, filled|new, filled|before|old, expanded|new, expanded|old, ahead of it|new, ahead of it|user 4995|old, stopped|new, stopped|old, after"
equal "$(sql "SELECT group_concat(name, ' ') FROM pragma_table_info('users')")" "id name"
finish
