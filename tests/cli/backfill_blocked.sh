#!/usr/bin/env bash
# Batches that are too large to get through (PostgreSQL): where a lock is in the way they become smaller until they do,
# with one worker and with several, whose ranges are claimed before; and claims that a killed run has left are no larger
# than batches are to be by then. Each row is done once.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"
ran="" && : >out && : >err
rows=20000
mkdir migrations
cat >migrations/20260101000000_count.yaml <<'YAML'
operations:
  - backfill: {table: orders, set: {n: n + 1}, down: UPDATE orders SET n = 0}
YAML
# What a statement meets depends on how many rows it changes.
statements_do() { # BODY
  on "CREATE OR REPLACE FUNCTION look() RETURNS trigger LANGUAGE plpgsql AS
    \$\$ DECLARE many bigint; far bigint; BEGIN SELECT count(*), max(id) INTO many, far FROM changed; $1 RETURN NULL; END \$\$"
}
each_row_once() {
  equal "$(on 'SELECT min(n), max(n), count(*) FROM orders')" "1|1|$rows"
  equal "$(on "SELECT rows_done, done FROM migrate.checkpoint")" "$rows|1" "rows that are recorded"
  equal "$(on 'SELECT count(*) FROM migrate.claim')" 0
}
afresh() {
  statements_do ''
  run rollback -u "$url" --yes
  exits 0
}

begin_database "$MIGRATE_TEST_POSTGRES_URL" blocked_$$
on "CREATE TABLE orders (id int PRIMARY KEY, n int NOT NULL DEFAULT 0); CREATE TABLE sizes (many bigint);
  INSERT INTO orders SELECT i FROM generate_series(1, $rows) i"
statements_do ''
on 'CREATE TRIGGER look AFTER UPDATE ON orders REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION look()'
for workers in 1 2; do
  # The first batches get through, and leave their size in the record.
  statements_do "IF many > 500 AND far > 5000 THEN RAISE EXCEPTION 'locked' USING ERRCODE = 'lock_not_available'; END IF;"
  run up -u "$url" --workers $workers --lock-wait-total 5s
  exits 0
  err_has 'attempt 1 failed'
  each_row_once
  afresh
done

# Four batches of 4,000 rows each are claimed, none is done.
statements_do 'PERFORM pg_sleep(60);'
background up -u "$url" --batch 4000 --workers 4
four_sleep() { [ "$(on "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'")" = 4 ]; }
until_true "four batches are at work" four_sleep
kill -KILL "$pid"
end_background 2>/dev/null
on 'SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()' >/dev/null
pid=
alone() { [ "$(on "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")" = 0 ]; }
until_true "its sessions are gone" alone
[ "$(on 'SELECT count(*) FROM migrate.claim')" -ge 4 ] || fail "nothing is claimed"
statements_do 'INSERT INTO sizes VALUES (many);'
run up -u "$url" --batch 100 --workers 2
exits 0
equal "$(on 'SELECT max(many), sum(many) FROM sizes')" "100|$rows"
each_row_once
end_database
echo "1 server"
finish
