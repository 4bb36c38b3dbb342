#!/usr/bin/env bash
# PostgreSQL: a bulk write that commits while the exchange of a shadow waits for its locks. What it has written into the
# log would keep everybody waiting behind them: that ends with the budget, is taken back, and applied ahead of the next
# attempt, which fits.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
server=${MIGRATE_TEST_POSTGRES_URL:-}
[ -n "$server" ] || skip "no PostgreSQL"
mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_column: {table: orders, column: n, type: bigint, strategy: shadow}
YAML
begin_database "$server" "budget_$$"
on "CREATE TABLE orders (id integer PRIMARY KEY, n integer NOT NULL);
    INSERT INTO orders SELECT i, i FROM generate_series(1, 5000) AS i; ANALYZE orders"
run up -u "$url" --hold-cutover
exits 0
# To write any row into the shadow takes five seconds, to write none takes none.
on "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN IF EXISTS (SELECT FROM written) THEN PERFORM pg_sleep(5); END IF; RETURN NULL; END';
    CREATE TRIGGER slow AFTER INSERT ON migrate_orders__shadow REFERENCING NEW TABLE AS written
      FOR EACH STATEMENT EXECUTE FUNCTION slow()"

mkfifo application
psql -Xq "$url" <application >/dev/null 2>&1 &
application=$!
children+=("$application")
exec 3>application
echo "SET application_name = 'bulk'; BEGIN; UPDATE orders SET n = n + 1;" >&3
is() { [ "$(on "SELECT count(*) FROM $1")" = 1 ]; }
until_true "the bulk write is done, not committed" is \
  "pg_stat_activity WHERE application_name = 'bulk' AND state = 'idle in transaction'"
background cutover -u "$url" --lock-timeout 60s
until_true "the exchange waits" is \
  "pg_locks WHERE relation = 'orders'::regclass AND mode = 'AccessExclusiveLock' AND NOT granted"
printf 'COMMIT;\n\\q\n' >&3
wait "$application"
begun=${EPOCHREALTIME/[.,]/}
equal "$(on "SELECT sum(n) FROM orders")" $((5000 * 5001 / 2 + 5000))
took=$((${EPOCHREALTIME/[.,]/} - begun))
[ "$took" -lt 3000000 ] || fail "the application waited for $((took / 1000)) ms"
kill -0 "$pid" 2>/dev/null || fail "the exchange was over before its log was applied"
end_background
exits 0
[ "$(on "SELECT count(*) FROM migrate.event WHERE kind = 'taken back'
  AND message ~ '^exchange orders for its shadow: its locks were held for .*, longer than its budget of 50ms'")" -gt 0 ] ||
  fail "nothing was taken back"
equal "$(on "SELECT count(*) FROM migrate.event WHERE kind = 'locks held' AND message LIKE 'exchange orders%'")" 1
equal "$(on "SELECT pg_typeof(n) FROM orders LIMIT 1")" bigint
on "DROP FUNCTION slow CASCADE"
equal "$(on "SELECT count(*), count(*) FILTER (WHERE n = id + 1) FROM orders")" "5000|5000"
run contract -u "$url" --force-gate test
exits 0
finish
