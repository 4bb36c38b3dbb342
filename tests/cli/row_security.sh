#!/usr/bin/env bash
# A role from which policies hide rows is told so by the plan: its backfill would leave them out. On
# the server that MIGRATE_TEST_POSTGRES_URL names.
# shellcheck disable=SC2016  # `undo` expands when it runs
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"

database=row_security_$$ role=row_owner_$$
server=$MIGRATE_TEST_POSTGRES_URL admin=$(with_database "$MIGRATE_TEST_POSTGRES_URL" "$database")
undo() {
  postgres "$server" "DROP DATABASE $database WITH (FORCE)"
  postgres "$server" "DROP ROLE $role"
}
postgres "$server" "CREATE ROLE $role LOGIN PASSWORD 'never-shown'"
postgres "$server" "CREATE DATABASE $database OWNER $role"
trap 'undo; leave' EXIT
url=${admin%%://*}://$role:never-shown@${admin#*@}
postgres "$url" "CREATE SCHEMA app; CREATE TABLE app.notes (id int PRIMARY KEY, body text, owner text);
  INSERT INTO app.notes VALUES (1, 'a', 'x'), (2, 'b', '$role');
  ALTER TABLE app.notes ENABLE ROW LEVEL SECURITY;
  CREATE POLICY notes_own ON app.notes USING (owner = CURRENT_USER)"
url="$url?schema=app"
mkdir migrations
cat >migrations/20260101000000_body.yaml <<'YAML'
operations:
  - rename_column: {table: notes, from: body, to: text}
YAML
# The owner sees all rows, until the policies are forced on him.
run plan -u "$url"
exits 0
postgres "$admin" "ALTER TABLE app.notes FORCE ROW LEVEL SECURITY"
run expand -u "$url"
refused 2 MIG-PLAN-ROW-SECURITY
err_has notes
equal "$(postgres "$admin" "SELECT count(*) FROM information_schema.columns WHERE table_name = 'notes'")" 3
postgres "$server" "ALTER ROLE $role BYPASSRLS"
run up -u "$url" --force-gate test
exits 0
equal "$(postgres "$admin" "SELECT string_agg(text, ',' ORDER BY id) FROM app.notes")" a,b
finish
