#!/usr/bin/env bash
# A table of PostgreSQL's that is large enough for its shadow to be filled by numbers of the key instead of rows that
# are counted: with gaps among them, rows that come, move and go meanwhile, runs that are killed, and writes that no
# trigger saw, its shadow comes out right, and is vacuumed like any table.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
server=${MIGRATE_TEST_POSTGRES_URL:-}
[ -n "$server" ] || skip "no PostgreSQL"
mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_column: {table: orders, column: n, type: bigint, strategy: shadow}
YAML
begin_database "$server" "shadow_large_$$"
by_number='AS next) AS s'
counted='LIMIT 2 OFFSET'

# Half of the numbers missing: a batch of so many would hold half as many rows, and the record would say more than
# there are.
on "CREATE TABLE orders (id integer PRIMARY KEY, n integer NOT NULL, price numeric(12, 2), note text)"
on "INSERT INTO orders SELECT 2 * i, i, i / 100.0, 'order ' || i FROM generate_series(1, 120000) AS i; ANALYZE orders"
run plan -u "$url"
exits 0
out_has "$counted"
out_lacks "$by_number"

# One of twenty missing. Up to the last number that the type has.
on "TRUNCATE orders"
on "INSERT INTO orders SELECT i, i % 1000, i / 100.0, 'order ' || i FROM generate_series(-20000, 120000) AS i WHERE i % 20 <> 0"
on "UPDATE orders SET id = 2147483647 - 120000 + id; ANALYZE orders"
on "CREATE INDEX orders_by_n ON orders (n)"
run plan -u "$url"
exits 0
out_has "$by_number"
run expand -u "$url"
exits 0
equal "$(on "SELECT reloptions FROM pg_class WHERE relname = 'migrate_orders__shadow'")" "{autovacuum_enabled=false}"
# Far from all others: nobody walks the numbers in between.
on "INSERT INTO orders VALUES (-2147483648, 0, 1, 'the first')"
touch writing
(
  i=0
  while [ -e writing ]; do
    i=$((i + 1))
    on "UPDATE orders SET n = n + 1, price = price + 0.01 WHERE id % 1499 = $((RANDOM % 1499));
      DELETE FROM orders WHERE id = 2147483647 - $((RANDOM * 4 + 3));
      INSERT INTO orders VALUES (1000000 + $i, $i, 1, 'between');
      UPDATE orders SET id = id - 1000000000 WHERE id = 2147483647 - $((RANDOM * 4 + 1))" || touch failed
  done
) &
writer=$!
children+=("$writer")
killed=0
for wait in 0.2 0.3 0.5 0.7; do
  timeout -s KILL "$wait" "$MIGRATE_BIN" backfill -u "$url" --workers 2 --batch 20ms --hold-cutover >killed.out 2>&1 && break
  killed=$((killed + 1))
done
run backfill -u "$url" --workers 2 --batch 20ms --hold-cutover
exits 0
err_has "is held before"
rm writing
wait "$writer"
[ ! -e failed ] || fail "the application met an error"
[ "$killed" -gt 0 ] || fail "no run was killed"
[ "$(on "SELECT count(*) FROM orders WHERE note = 'between'")" -gt 0 ] || fail "no row was written meanwhile"
equal "$(on "SELECT reloptions FROM pg_class WHERE relname = 'migrate_orders__shadow'")" ""
# The record counts numbers, about as many as there are rows.
for step in 1 7; do
  rows=$(on "SELECT rows_done FROM migrate.checkpoint WHERE step = 'backfill-$step'")
  if [ "${rows:-0}" -lt 110000 ] || [ "${rows:-0}" -gt 220000 ]; then fail "step $step: $rows rows, of about 133000"; fi
done

# What no trigger sees: rows of the table that differ, that the shadow lacks, and that it alone has, between others
# and between the numbers of two batches.
on "ALTER TABLE orders DISABLE TRIGGER ALL;
    UPDATE orders SET note = 'unseen' WHERE id = (SELECT max(id) FROM orders);
    UPDATE orders SET price = price + 0.01 WHERE id = (SELECT min(id) FROM orders WHERE id > 2147483647 - 60000);
    INSERT INTO orders VALUES (5, 5, NULL, 'unseen');
    DELETE FROM orders WHERE id IN (SELECT id FROM orders WHERE id > 2147483647 - 90000 ORDER BY id LIMIT 7);
    ALTER TABLE orders ENABLE TRIGGER ALL;
    INSERT INTO migrate_orders__shadow VALUES (-2000000000, 1, 1, 'of the shadow alone'), (1500000000, 1, 1, 'of the shadow alone')"
run cutover -u "$url"
exits 0
equal "$(on "SELECT data_type FROM information_schema.columns WHERE table_name = 'orders' AND column_name = 'n'")" bigint
differ="(SELECT id, n::bigint, price, note FROM migrate_orders__old EXCEPT TABLE orders)
  UNION ALL (TABLE orders EXCEPT SELECT id, n::bigint, price, note FROM migrate_orders__old)"
equal "$(on "SELECT count(*) FROM ($differ) AS d")" 0
equal "$(on "SELECT count(*) - count(DISTINCT id) FROM orders")" 0
finish
