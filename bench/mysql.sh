# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # here and work are those of scripts/bench
# MySQL for scripts/bench mysql.

mysql_start() {
  "$here/deps" chroot
  "$here/servers" --owner $$ --durable start "$work/mysql" "mysql${REPLICA:-}"
  # shellcheck source=/dev/null
  . "$work/mysql/env"
  mysql_base=${MIGRATE_TEST_MYSQL_URL%/*}
  mysql_port=${mysql_base##*:}
}
mysql_stop() { "$here/servers" stop "$work/mysql"; }
# MariaDB's client speaks to it too. The password goes by the environment: an argument is visible to every
# user in the list of processes.
mysql_sql() {
  MYSQL_PWD=$MIGRATE_TEST_PASSWORD mariadb --no-defaults -h 127.0.0.1 -P "$mysql_port" -u root -N -B "$1" "${@:2}"
}
mysql_settings() {
  mysql_sql test -e "SELECT CONCAT('MySQL ', @@version, ': innodb_flush_log_at_trx_commit=',
    @@innodb_flush_log_at_trx_commit, ', innodb_doublewrite=', @@innodb_doublewrite, ', innodb_buffer_pool_size=',
    @@innodb_buffer_pool_size DIV 1048576, 'M, innodb_redo_log_capacity=', @@innodb_redo_log_capacity DIV 1048576,
    'M, binary log ', IF(@@log_bin, 'on', 'off'))"
}
# What pt-online-schema-change needs here and nowhere else: it reads the number of rows from EXPLAIN as a
# table. From the tree, which is the default of 9.7, it reads none, and copies all in one statement.
mysql_ptosc=(--set-vars explain_format=TRADITIONAL)
mysql_raw_add() { mysql_sql bench -e 'ALTER TABLE orders ADD COLUMN remark varchar(200)'; }
mysql_raw_update() { mysql_sql bench -e 'UPDATE orders SET remark = note'; }
mysql_check() { mysql_sql bench -e 'SELECT count(*) FROM orders WHERE NOT (remark <=> note)'; }
