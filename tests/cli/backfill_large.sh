#!/usr/bin/env bash
# A table of PostgreSQL's that is large enough to be compared by block, with rows that move while it is filled and
# compared: all of them come out right, and one that was changed past the triggers is found and named by its key.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
database=large_$$
url=$(with_database "$MIGRATE_TEST_POSTGRES_URL" "$database")
on() { postgres "$url" "$1"; }
ran="" && : >out && : >err
postgres "$MIGRATE_TEST_POSTGRES_URL" "CREATE DATABASE $database"
trap 'postgres "$MIGRATE_TEST_POSTGRES_URL" "DROP DATABASE $database WITH (FORCE)"; leave' EXIT
on "CREATE TABLE users (id int PRIMARY KEY, name text, visits int NOT NULL DEFAULT 0, town int NOT NULL)"
on "CREATE INDEX users_by_town ON users (town); CREATE INDEX users_by_visits ON users (visits)"
on "INSERT INTO users SELECT i, 'user ' || i, 0, i * 7919 % 1000 FROM generate_series(1, 150000) i"
on 'ANALYZE users'
by_block='WHERE ctid >= '
[ "$(on 'SHOW server_version_num')" -ge 140000 ] || by_block='WHERE "id" >= '

run plan -u "$url"
exits 0
out_has "$by_block"
run expand -u "$url"
exits 0
touch writing
while [ -e writing ]; do
  on "UPDATE users SET visits = visits + 1, name = 'visitor ' || id WHERE id % 1499 = $((RANDOM % 1499));
    UPDATE users SET full_name = 'guest ' || id WHERE id % 1511 = $((RANDOM % 1511));
    DELETE FROM users WHERE id = $((RANDOM * 4 + 3))" || touch failed
done &
writer=$!
children+=("$writer")
run backfill -u "$url" --workers 2 --batch 20ms
rm writing
wait "$writer"
exits 0
[ ! -e failed ] || fail "the application met an error"
equal "$(on 'SELECT count(*) FROM users WHERE full_name IS DISTINCT FROM name')" 0
[ "$(on "SELECT count(*) FROM users WHERE visits > 0")" -gt 0 ] || fail "no row was written meanwhile"
# What the indexes say is what the table says.
equal "$(on "SET enable_seqscan = off; SELECT count(*) FROM users WHERE town BETWEEN 0 AND 999")" "$(on 'SELECT count(*) FROM users')"

# The record counts rows, not blocks: about as many as there are.
compared=$(on "SELECT rows_done FROM migrate.checkpoint WHERE step = 'backfill-2'")
if [ "$compared" -lt 100000 ] || [ "$compared" -gt 220000 ]; then fail "$compared rows compared, of about 150000"; fi
on "SET session_replication_role = replica; UPDATE users SET name = 'past the triggers' WHERE id = 77777"
run app heartbeat -u "$url" --app shop --instance new --app-version 2 --schema 20260101000000_full_name
exits 0
run contract -u "$url" --yes
exits 4
err_has "id = 77777"
err_has "migrate backfill"
on "UPDATE users SET name = 'by them' WHERE id = 77777"
run backfill -u "$url"
exits 0
run contract -u "$url" --yes
exits 0
equal "$(on 'SELECT full_name FROM users WHERE id = 77777')" "by them"
echo "1 server"
finish
