#!/usr/bin/env bash
# A view that is made again when a column is replaced is compared with what it was when that was planned: what
# somebody has done to it since is neither lost nor undone. On the server that MIGRATE_TEST_POSTGRES_URL names.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"

[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"
database=views_$$
server=$MIGRATE_TEST_POSTGRES_URL url=$(with_database "$MIGRATE_TEST_POSTGRES_URL" "$database")
on() { postgres "$1" "$2"; }
undo() { on "$server" "DROP DATABASE $database WITH (FORCE)"; }
on "$server" "CREATE DATABASE $database"
trap 'undo; leave' EXIT
on "$url" "CREATE TABLE parts (id int PRIMARY KEY, code int); INSERT INTO parts VALUES (1, 10);
  CREATE VIEW codes AS SELECT a.code FROM parts a JOIN parts b USING (id)"
mkdir migrations
cat >migrations/20260101000000_code.yaml <<'YAML'
operations:
  - alter_column: {table: parts, column: code, type: bigint}
YAML
grantees="SELECT count(*) FROM information_schema.role_table_grants WHERE table_name = 'codes' AND grantee = 'pg_monitor'"
names="SELECT string_agg(attname, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'codes'::regclass"
type="SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'codes'::regclass AND attname = 'code'"

run expand -u "$url"
exits 0
on "$url" "GRANT SELECT ON codes TO pg_monitor"
run backfill -u "$url"
refused 1 MIG-STEP-FAILED
err_has '"public"."codes"'
equal "$(on "$url" "$grantees")" 1 "the grant is kept"
on "$url" "REVOKE SELECT ON codes FROM pg_monitor"

on "$url" "CREATE OR REPLACE VIEW codes AS SELECT a.code FROM parts a JOIN parts b USING (id) WHERE a.id > 0"
run backfill -u "$url"
refused 1 MIG-STEP-FAILED
err_has '"public"."codes"'
on "$url" "CREATE OR REPLACE VIEW codes AS SELECT a.code FROM parts a JOIN parts b USING (id)"

# One that was made since would go on reading the old column.
on "$url" "CREATE VIEW late AS SELECT code FROM parts"
run backfill -u "$url"
refused 1 MIG-STEP-FAILED
err_has late
on "$url" "DROP VIEW late"
run backfill -u "$url"
exits 0
equal "$(on "$url" "$type")" bigint "the view reads the new column"

on "$url" "CREATE OR REPLACE VIEW codes AS SELECT a.code, a.id FROM parts a JOIN parts b USING (id)"
run rollback -u "$url"
refused 1 MIG-STEP-FAILED
err_has '"public"."codes"'
equal "$(on "$url" "$names")" code,id "the view is what it was made since"
on "$url" "DROP VIEW codes; CREATE VIEW codes AS SELECT a.code FROM parts a JOIN parts b USING (id)"
run rollback -u "$url"
exits 0
equal "$(on "$url" "$type")" integer "the view reads the old column"
finish
