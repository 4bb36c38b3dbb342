#!/usr/bin/env bash
# A runner that is frozen between two statements (a suspended machine, a lost network path) does not keep the locks of
# its transaction: the server takes them back, and the runner, awake again, does the step once more. On the server that
# MIGRATE_TEST_POSTGRES_URL names.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"

begin_database "$MIGRATE_TEST_POSTGRES_URL" "frozen_$$"
mkdir migrations
cat >migrations/20260101000000_note.yaml <<'YAML'
operations:
  - add_column: {table: orders, column: {name: note, type: text, nullable: true}}
YAML
on "CREATE TABLE orders (id int PRIMARY KEY)"
run init -u "$url"
# The step's own record takes a while, behind the step's lock.
on "CREATE FUNCTION migrate.slowly() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(2); RETURN NEW; END';
  CREATE TRIGGER slowly BEFORE UPDATE ON migrate.step FOR EACH ROW WHEN (NEW.status = 'done') EXECUTE FUNCTION migrate.slowly()"
holds() {
  [ "$(on "SELECT count(*) FROM pg_locks WHERE granted AND mode = 'AccessExclusiveLock' AND relation = 'orders'::regclass")" -gt 0 ]
}
holds_no_more() { ! holds; }
background expand -u "$url"
until_true "the step has its lock" holds
kill -STOP "$pid"
on "DROP TRIGGER slowly ON migrate.step" &
until_true "the frozen runner's lock is taken back" holds_no_more
wait $!
on "INSERT INTO orders VALUES (1)"
kill -CONT "$pid"
end_background
exits 0
err_has "the connection was lost; connecting again"
equal "$(on "SELECT count(note) FROM orders")" 0
end_database
finish
