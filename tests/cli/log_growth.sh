#!/usr/bin/env bash
# PostgreSQL: the log of a shadow that the application writes faster than it is applied. How much waits is shown, to
# whoever asks `status`, too; the run ends and says why; and goes on from there when the application writes less.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
server=${MIGRATE_TEST_POSTGRES_URL:-}
[ -n "$server" ] || skip "no PostgreSQL"
mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_column: {table: orders, column: n, type: bigint, strategy: shadow}
YAML
begin_database "$server" "log_growth_$$"
on "CREATE TABLE orders (id integer PRIMARY KEY, n integer NOT NULL);
    INSERT INTO orders SELECT i, i FROM generate_series(1, 20000) AS i; ANALYZE orders; CREATE TABLE stop ()"
run expand -u "$url"
exits 0
# Each statement that writes the shadow takes a fifth of a second, and applies 500 entries: 2,500 per second at most.
# The application writes 2,000 rows each 50 ms.
on "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.2); RETURN NULL; END';
    CREATE TRIGGER slow AFTER INSERT ON migrate_orders__shadow EXECUTE FUNCTION slow()"
writer="DO \$\$ BEGIN
  WHILE to_regclass('stop') IS NOT NULL LOOP
    UPDATE orders SET n = n + 1 WHERE id <= 2000;
    COMMIT;
    PERFORM pg_sleep(0.05);
  END LOOP;
END \$\$"
on "$writer" >writer.out 2>&1 &
writer=$!
children+=("$writer")
sees_growth() {
  run_beside status -u "$url" || return 1
  cp out2 status.txt
  grep -qE '  [1-9][0-9,]* wait in the log$' out2
}
# The copy is one batch.
background backfill -u "$url" --log-patience 6s --batch 50000 --format json
until_true "status counts the log" sees_growth
grep -qF "at step: apply what changed in orders meanwhile" out2 || fail "status shows another step"
run_beside status -u "$url" --format json
grep -qE '"backlog": [1-9][0-9]{3}' out2 || fail "no backlog in JSON"
end_background
exits 1
err_has MIG-LOG-GROWS
err_has '"event":"note","text":"apply what changed in orders meanwhile: the log grows faster than it is applied'
grep -qE '"event":"progress".*"step":"apply what changed in orders meanwhile".*"backlog":[1-9][0-9]+' err ||
  fail "the runner shows no backlog"

# For people; the same command again, while nothing has changed.
run backfill -u "$url" --log-patience 2s
refused 1 MIG-LOG-GROWS
err_has '"apply what changed in orders meanwhile" does not keep up: for '
grep -qE ': [1-9][0-9,]* per second are written and [1-9][0-9,]* per second applied, [1-9][0-9,]* wait$' err ||
  fail "figures are missing"
err_has "state: nothing is lost"
err_has "next:  run the same command again when the application writes less"
run status -u "$url"
out_has "last error: \"apply what changed in orders meanwhile\" does not keep up"

# What a limit on the latency slows down is watched as well. At four fifths of the limit it stays as slow as it began.
on "CREATE OR REPLACE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN PERFORM pg_sleep(0.01); RETURN NULL; END'"
run backfill -u "$url" --log-patience 2s --latency-query 'SELECT 16' --latency-limit 20ms
refused 1 MIG-LOG-GROWS
err_has "when the application writes less, or with a higher limit on its latency (--log-patience waits longer for that)"

on "DROP TABLE stop; DROP TRIGGER slow ON migrate_orders__shadow"
wait "$writer" || fail "the application met an error: $(cat writer.out)"
run backfill -u "$url"
exits 0
run contract -u "$url" --force-gate test
exits 0
equal "$(on "SELECT pg_typeof(n) FROM orders LIMIT 1")" bigint
equal "$(on "SELECT count(*), count(*) FILTER (WHERE id > 2000 AND n = id) FROM orders")" "20000|18000"

run rollback -u "$url" --log-patience 0s
refused 2 MIG-USAGE
finish
