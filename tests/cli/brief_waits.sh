#!/usr/bin/env bash
# PostgreSQL: everybody queues behind a request for a lock that has to wait. So a step asks when the transactions in its
# way have only just begun, and gives up at once where they go on: an application with slow transactions, which leaves a
# moment now and then, never stands behind a step for as long as such a transaction takes.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"
begin_database "$MIGRATE_TEST_POSTGRES_URL" brief_waits_$$
mkdir migrations
# That is for a step alone: what comes behind one waits as configured.
cat >migrations/20251231000000_number.yaml <<'YAML'
operations:
  - rename_column: {table: items, from: n, to: number}
verify:
  - name: waits as configured
    sql: SELECT current_setting('lock_timeout')
    expect: 500ms
    after: [expand, backfill]
YAML
on "CREATE TABLE items (id integer PRIMARY KEY, n integer NOT NULL)"
run up -u "$url" --contract --force-gate test
exits 0
rm migrations/*

cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_column: {table: orders, column: n, type: bigint, strategy: in_place}
YAML
on "CREATE TABLE orders (id integer PRIMARY KEY, n integer NOT NULL);
  INSERT INTO orders SELECT i, i FROM generate_series(1, 1000) AS i; ANALYZE orders"

touch go
slow() {
  while [ -e go ]; do
    postgres "$url" "BEGIN; UPDATE orders SET n = n + 1 WHERE id = 1; SELECT pg_sleep(0.4); COMMIT" >/dev/null 2>>errors
    sleep 0.1
  done
}
# Whoever has been waited for once it was older than 0.3 s: an attempt may wait for 0.5 s.
onlooker() {
  while [ -e go ]; do
    cat <<'SQL'
SELECT holder.pid FROM pg_locks AS waiter JOIN pg_locks AS holder ON holder.relation = waiter.relation AND holder.granted
  JOIN pg_stat_activity AS a ON a.pid = holder.pid
  WHERE waiter.relation = 'orders'::regclass AND NOT waiter.granted AND waiter.mode LIKE '%Exclusive%'
    AND waiter.mode NOT LIKE 'Row%' AND clock_timestamp() - a.xact_start > interval '0.3 s';
SQL
    sleep 0.02
  done | postgres_script >>waited_for 2>>errors
}
postgres_script() { psql -XqAt -v ON_ERROR_STOP=1 -d "$url"; }
slow &
children+=($!)
onlooker &
children+=($!)
waiting=("${children[@]: -2}")
for command in up rollback up "contract --force-gate test"; do
  # shellcheck disable=SC2086  # words
  run $command -u "$url"
  exits 0
done
rm go
wait "${waiting[@]}"
equal "$(grep -c . errors)" 0 "what the application saw: $(head -1 errors)"
equal "$(grep -c . waited_for)" 0 "somebody waited behind a request that waited for an old transaction"
equal "$(on "SELECT pg_typeof(n) FROM orders LIMIT 1")" bigint
finish
