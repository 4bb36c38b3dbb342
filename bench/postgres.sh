# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # here, work and DATABASE_URL are those of scripts/bench
# PostgreSQL for scripts/bench: the tables are made once and copied for each run.

postgres_start() {
  "$here/servers" --owner $$ --durable start "$work/postgres" "postgres${REPLICA:-}"
  # shellcheck source=/dev/null
  . "$work/postgres/env"
  postgres_base=${MIGRATE_TEST_POSTGRES_URL%/*}
}
postgres_stop() { "$here/servers" stop "$work/postgres"; }
postgres_sql() { PGOPTIONS="-c client_min_messages=warning" psql -X -q -v ON_ERROR_STOP=1 "$postgres_base/$1" "${@:2}"; }
postgres_make() { # ROWS [FILE]
  postgres_sql test -c "CREATE DATABASE rows_$1"
  postgres_sql "rows_$1" -v "rows=$1" -f "${2:-$ROOT/bench/orders.postgres.sql}"
  postgres_sql "rows_$1" -c 'VACUUM (ANALYZE) orders' -c 'CHECKPOINT'
}
postgres_fresh() { # ROWS
  postgres_sql test -c 'DROP DATABASE IF EXISTS bench' -c "CREATE DATABASE bench TEMPLATE rows_$1" -c 'CHECKPOINT'
  DATABASE_URL=$postgres_base/bench
}
postgres_raw_add() { postgres_sql bench -c 'ALTER TABLE orders ADD COLUMN remark text'; }
postgres_raw_update() { postgres_sql bench -c 'UPDATE orders SET remark = note'; }
postgres_check() { postgres_sql bench -At -c 'SELECT count(*) FROM orders WHERE remark IS DISTINCT FROM note'; }
postgres_settings() {
  postgres_sql test -At -c "SELECT 'PostgreSQL ' || current_setting('server_version') || ': ' ||
    string_agg(name || '=' || current_setting(name), ', ') FROM pg_settings WHERE name IN
    ('fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_wal_size', 'autovacuum')"
}
