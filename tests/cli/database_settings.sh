#!/usr/bin/env bash
# What a database or a role has set for its sessions neither ends a long step nor changes what the catalog is read as.
# On the server that MIGRATE_TEST_POSTGRES_URL names.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"

ran=""
begin_database "$MIGRATE_TEST_POSTGRES_URL" "database_settings_$$"
on "CREATE TABLE users (id int PRIMARY KEY, \"the name\" text DEFAULT 'x' CHECK (\"the name\" <> 'q'), age int)"
on "CREATE INDEX users_name ON users (\"the name\"); CREATE INDEX users_age ON users (age DESC) WHERE age > 0"
on "INSERT INTO users SELECT i, 'n' || i, i FROM generate_series(1, 2000) AS i"
for setting in 'quote_all_identifiers = on' "lock_timeout = '20ms'" "statement_timeout = '20ms'" \
  "idle_in_transaction_session_timeout = '20ms'" "default_transaction_isolation = 'serializable'" \
  'default_transaction_deferrable = on' 'array_nulls = off' 'transform_null_equals = on' \
  "bytea_output = 'escape'" "\"plpgsql.variable_conflict\" = 'use_variable'"; do
  on "ALTER DATABASE database_settings_$$ SET $setting"
done
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: the name, to: full_name}
  - alter_column: {table: users, column: age, type: bigint}
YAML
cat >migrations/20260102000000_index.yaml <<'YAML'
operations:
  - create_index: {table: users, name: users_id_name, columns: [{column: id}]}
YAML
run up -u "$url"
exits 0
run contract -u "$url" --force-gate test
exits 0
equal "$(on "SET quote_all_identifiers = off; SELECT string_agg(pg_get_indexdef(indexrelid), ';' ORDER BY indexrelid::regclass::text)
  FROM pg_index WHERE indrelid = 'users'::regclass AND indisvalid AND NOT indisprimary")" \
  "CREATE INDEX users_age ON public.users USING btree (age DESC) WHERE (age > 0);CREATE INDEX users_id_name ON public.users USING btree (id);CREATE INDEX users_name ON public.users USING btree (full_name)"
finish
