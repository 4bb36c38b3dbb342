#!/usr/bin/env bash
# PostgreSQL: the record is the database's, and the migrations in it are those of one schema. In another one the
# commands refuse, rather than find its migrations done. On the server that MIGRATE_TEST_POSTGRES_URL names.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"

begin_database "$MIGRATE_TEST_POSTGRES_URL" "schemas_$$"
kept() { on "SELECT value FROM migrate.control WHERE name = 'schema'"; }
mkdir migrations
m=20260101000000_full_name
cat >migrations/$m.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
on "CREATE SCHEMA app; CREATE TABLE users (id int PRIMARY KEY, name text);
  CREATE TABLE app.users (LIKE users INCLUDING ALL); INSERT INTO users VALUES (1, 'public'); INSERT INTO app.users VALUES (1, 'app')"
# Whoever reports an instance works in no schema.
run app heartbeat -u "$url" --app web --instance web-1 --ttl 24h
exits 0
equal "$(kept)" ""
run up -u "$url?schema=app"
exits 0
out_has "$m"
equal "$(kept)" app
before=$(on "SELECT id, stage, updated_at FROM migrate.migration; SELECT token FROM migrate.lease")
while read -r command; do
  # shellcheck disable=SC2086
  run $command -u "$url"
  refused 2 MIG-STATE-SCHEMA
  err_has 'of schema "app"; this session works in "public"'
  err_has "?schema=app"
done <<COMMANDS
plan
status
status --exit-code
gate
gate $m
expand
expand --dry-run
backfill
cutover
contract
contract --dry-run
up
verify
drift
rollback --yes
rollback --dry-run
baseline
approve $m
repair
restore $m
wait --for backfilled --timeout 2s
COMMANDS
equal "$(on "SELECT id, stage, updated_at FROM migrate.migration; SELECT token FROM migrate.lease")" "$before"
equal "$(on "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'users'")" 2
# These are to whoever runs in the database.
for command in "app list" "app heartbeat --app web --instance web-1 --ttl 24h" pause resume "throttle --workers 1" \
  "throttle --reset" unlock; do
  # shellcheck disable=SC2086
  run $command -u "$url"
  exits 0
done
run contract -u "$url?schema=app" --force-gate "nobody waits here"
exits 0
equal "$(on "SELECT full_name FROM app.users")" app
equal "$(on "SELECT name FROM users")" public

# A record of a version that kept no schema: nobody knows whether it was of one.
on "DELETE FROM migrate.control WHERE name = 'schema'"
run status -u "$url"
exits 0
run up -u "$url?schema=app"
exits 0
equal "$(kept)" ""
run status -u "$url"
exits 0
on "INSERT INTO migrate.control (name, value, by_whom) VALUES ('schema', 'app', 'somebody')"
# The schema was given another name.
on "ALTER SCHEMA app RENAME TO shop"
run status -u "$url?schema=shop"
refused 2 MIG-STATE-SCHEMA
on "UPDATE migrate.control SET value = 'shop' WHERE name = 'schema'"
run status -u "$url?schema=shop"
exits 0
finish
