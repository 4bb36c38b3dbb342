#!/usr/bin/env bash
# A duplicate that the application writes after the last look for such, while the unique index is being built: its
# rows are named in the table's own words, nothing is left behind, and contract ends when it is gone. On the server
# that MIGRATE_TEST_POSTGRES_URL names.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"

ran=""
begin_database "$MIGRATE_TEST_POSTGRES_URL" "duplicates_late_$$"
on "CREATE TABLE parts (id int PRIMARY KEY, code text); INSERT INTO parts SELECT i, 'c' || i FROM generate_series(1, 100) AS i"
mkdir migrations
cat >migrations/20260101000000_code.yaml <<'YAML'
operations:
  - alter_column: {table: parts, column: code, type: integer, up: "ltrim(code, 'c')::integer", unique: {name: parts_code_key}}
YAML
run up -u "$url"
exits 0
# The index waits for it.
mkfifo reader
PGOPTIONS='--client-min-messages=warning' psql -XqAt -d "$url" <reader >/dev/null 2>&1 &
children+=("$!")
exec 3>reader
echo "BEGIN ISOLATION LEVEL REPEATABLE READ; UPDATE parts SET code = code WHERE id = 1;" >&3
stands() { [ "$(on "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction' AND query LIKE 'UPDATE%'")" -gt 0 ]; }
until_true "the other transaction has written" stands
builds() { [ "$(on "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'CREATE UNIQUE INDEX%'")" -gt 0 ]; }
background contract -u "$url" --force-gate test
until_true "the index is being built" builds
on "INSERT INTO parts VALUES (101, 'c07')"
echo 'COMMIT;' >&3
exec 3>&-
end_background
exits 4
err_has 'error MIG-CHECK-FAILED: "look for duplicates that constraint parts_code_key would refuse, again" does not hold any more'
err_has 'rows = 2, id = 7, 101'
equal "$(on "SELECT count(*) FROM pg_index WHERE indrelid = 'parts'::regclass")" 1
run contract -u "$url" --force-gate test
exits 4
err_has 'id = 7, 101'
on "DELETE FROM parts WHERE id = 101"
run contract -u "$url" --force-gate test
exits 0
equal "$(on "SELECT sum(code) FROM parts")" 5050
equal "$(on "SELECT count(*) FROM pg_class WHERE relname LIKE 'migrate%' AND relnamespace = 'public'::regnamespace")" 0
finish
