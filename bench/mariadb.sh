# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # here, work and DATABASE_URL are those of scripts/bench
# MariaDB for scripts/bench: it cannot copy a database, so each run fills its table anew from one
# that is kept.

mariadb_start() {
  "$here/servers" --owner $$ --durable start "$work/mariadb" "mariadb${REPLICA:-}"
  # shellcheck source=/dev/null
  . "$work/mariadb/env"
  mariadb_base=${MIGRATE_TEST_MARIADB_URL%/*}
  mariadb_port=${mariadb_base##*:}
}
mariadb_stop() { "$here/servers" stop "$work/mariadb"; }
# The password goes by the environment: an argument is visible to every user in the list of processes.
mariadb_sql() {
  MYSQL_PWD=$MIGRATE_TEST_PASSWORD mariadb --no-defaults -h 127.0.0.1 -P "$mariadb_port" -u root -N -B "$1" "${@:2}"
}
mariadb_make() { # ROWS
  mariadb_sql test -e "CREATE DATABASE rows_$1"
  sed "s/:rows/$1/" "$ROOT/bench/orders.mariadb.sql" | mariadb_sql "rows_$1"
}
mariadb_fresh() { # ROWS
  mariadb_sql test -e "DROP DATABASE IF EXISTS bench; CREATE DATABASE bench;
    CREATE TABLE bench.orders LIKE rows_$1.orders; INSERT INTO bench.orders SELECT * FROM rows_$1.orders;
    ANALYZE TABLE bench.orders" >/dev/null
  DATABASE_URL=$mariadb_base/bench
}
mariadb_raw_add() { mariadb_sql bench -e 'ALTER TABLE orders ADD COLUMN remark varchar(200)'; }
mariadb_raw_update() { mariadb_sql bench -e 'UPDATE orders SET remark = note'; }
mariadb_check() { mariadb_sql bench -e 'SELECT count(*) FROM orders WHERE NOT (remark <=> note)'; }
mariadb_settings() {
  mariadb_sql test -e "SELECT CONCAT('MariaDB ', @@version, ': innodb_flush_log_at_trx_commit=',
    @@innodb_flush_log_at_trx_commit, ', innodb_doublewrite=', @@innodb_doublewrite, ', innodb_buffer_pool_size=',
    @@innodb_buffer_pool_size DIV 1048576, 'M, innodb_log_file_size=', @@innodb_log_file_size DIV 1048576,
    'M, binary log ', IF(@@log_bin, 'on', 'off'))"
}
# What pt-online-schema-change needs here and nowhere else (scripts/bench mysql).
mariadb_ptosc=()
