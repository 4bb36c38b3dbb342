#!/usr/bin/env bash
# PostgreSQL: an autovacuum that prevents wraparound does not give way. It is named as such, nothing is asked for while
# it runs, nobody waits, and the step goes on when it has ended.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"
own_server POSTGRES --set "autovacuum_naptime = 1s" || { finish; exit; }
begin_database "$url" wraparound
mkdir migrations
cat >migrations/20260101000000_title.yaml <<'YAML'
operations:
  - add_column: {table: orders, column: {name: title, type: text, nullable: true}}
YAML
# Vacuumed for this alone, for a minute: 400 pages or more, each with a pause.
on "CREATE TABLE orders (id int PRIMARY KEY, name text) WITH (autovacuum_enabled = false,
      autovacuum_freeze_max_age = 100000, autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1);
    INSERT INTO orders SELECT i, repeat('x', 200) FROM generate_series(1, 20000) AS i"
on "DO 'BEGIN FOR i IN 1..110000 LOOP PERFORM txid_current(); COMMIT; END LOOP; END'"
the_vacuum="FROM pg_stat_activity
  WHERE backend_type = 'autovacuum worker' AND query LIKE '%orders (to prevent wraparound)'"
vacuums() { [ "$(on "SELECT count(*) $the_vacuum")" = 1 ]; }
until_true "a vacuum that prevents wraparound has begun" vacuums
vacuum=$(on "SELECT pid $the_vacuum")

waiting="SELECT count(*) FROM pg_locks WHERE relation = 'orders'::regclass AND NOT granted"
named="pid $vacuum: autovacuum for [0-9]*s, holds ShareUpdateExclusive (to prevent wraparound: it does not give way; "
named+="let it end)"
background expand -u "$url" --lock-wait-total 3s
while kill -0 "$pid" 2>/dev/null; do
  equal "$(on "$waiting")" 0 "somebody waits for a lock"
  sleep 0.05
done
end_background
refused 1 MIG-LOCK-TIMEOUT
grep -q "blocked by $named; attempt 1 failed" err || fail "no attempt was given up for it"
grep -q "^  - $named" err || fail "the error does not name it"
# What gives way is waited for under a lock.
err_lacks "nobody waits behind this wait"
equal "$(on "SELECT pid $the_vacuum")" "$vacuum" "it was cancelled"

background expand -u "$url" --lock-wait-total 60s
until_true "it is named" grep -q "blocked by $named" err
# It ends, and none comes after it.
on "ALTER SYSTEM SET autovacuum_naptime = '1h'"
on "SELECT pg_reload_conf()" >/dev/null
kill -0 "$pid" 2>/dev/null || fail "it was not waited for"
on "SELECT pg_terminate_backend($vacuum); ALTER TABLE orders RESET (autovacuum_freeze_max_age)" >/dev/null
end_background
exits 0
equal "$(on "SELECT count(*) FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attname = 'title'")" 1
finish
