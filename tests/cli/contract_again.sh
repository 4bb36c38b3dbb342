#!/usr/bin/env bash
# A contract that was stopped before its first change begins anew, however long ago that was: the gate is judged, both
# sides are compared, and what was forced is recorded. On the server that MIGRATE_TEST_POSTGRES_URL names.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"
begin_database "$MIGRATE_TEST_POSTGRES_URL" "contract_again_$$"
mkdir migrations
cat >migrations/20260101000000_title.yaml <<'YAML'
operations:
  - rename_column: {table: orders, from: name, to: title}
YAML
on "CREATE TABLE orders (id int PRIMARY KEY, name text); INSERT INTO orders SELECT g, 'n' || g FROM generate_series(1, 20) g"
stage() { on "SELECT stage FROM migrate.migration"; }
beat() { run app heartbeat -u "$url" --app web --ttl 1h "$@" && exits 0; }
# Contract, while somebody reads the table.
stopped() {
  postgres "$url" "BEGIN; SELECT count(*) FROM orders; SELECT pg_sleep(60)" >/dev/null 2>&1 &
  until_true "somebody reads" reads
  run contract -u "$url" --lock-timeout 100ms --lock-wait-total 1s
  refused 1 MIG-LOCK-TIMEOUT
  on "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND
    wait_event = 'PgSleep'" >/dev/null
  equal "$(stage)" contracting
}
reads() { [ "$(on "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'")" = 1 ]; }

run up -u "$url"
exits 0
beat --instance web-2
stopped

# Since then somebody has written past the triggers.
on "SET session_replication_role = replica; UPDATE orders SET title = 'the newest' WHERE id = 7"
run contract -u "$url"
refused 4 MIG-VERIFY-DIFFERS
equal "$(stage)" backfilling
equal "$(on "SELECT name || ', ' || title FROM orders WHERE id = 7")" "n7, the newest"
on "UPDATE orders SET name = title WHERE id = 7"
run backfill -u "$url"
exits 0
stopped

# An old instance has come back.
beat --instance web-1 --schema 0
run contract -u "$url"
refused 7 MIG-GATE-CLOSED
run contract -u "$url" --force-gate "web-1 is a leftover"
exits 0
equal "$(on "SELECT title FROM orders WHERE id = 7")" "the newest"
events() { on "SELECT string_agg(kind, ', ' ORDER BY id) FROM migrate.event WHERE kind LIKE 'gate%'"; }
equal "$(events)" "gate open, gate open, gate forced, gate forced against"
equal "$(on "SELECT message FROM migrate.event WHERE kind = 'gate forced'")" "web-1 is a leftover"

# However often a difference is found: a NULL that new code has written behind the first backfill is its own.
cat >migrations/20260102000000_luck.yaml <<'YAML'
operations:
  - rename_column: {table: notes, from: name, to: title}
  - add_column: {table: users, column: {name: luck, type: double precision, default: random(), nullable: true}}
YAML
on "CREATE TABLE notes (id int PRIMARY KEY, name text); INSERT INTO notes VALUES (1, 'a'), (2, 'b');
  CREATE TABLE users (id int PRIMARY KEY); INSERT INTO users VALUES (1), (2)"
run up -u "$url"
exits 0
equal "$(on "SELECT count(*) FROM users WHERE luck IS NULL")" 0
on "UPDATE users SET luck = NULL WHERE id = 1"
for round in first second third; do
  on "SET session_replication_role = replica; UPDATE notes SET title = '$round' WHERE id = 1"
  run contract -u "$url" --force-gate test
  refused 4 MIG-VERIFY-DIFFERS
  on "UPDATE notes SET name = title WHERE id = 1"
  run backfill -u "$url"
  exits 0
  equal "$(on "SELECT string_agg(id::text, ',') FROM users WHERE luck IS NULL")" 1 "$round"
done
run contract -u "$url" --force-gate test
exits 0
finish
