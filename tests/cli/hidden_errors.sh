#!/usr/bin/env bash
# MySQL from 9.6 on, as it is by default: a cascade that a deadlock ends is answered with success. A
# shadow table would be a second place for such deadlocks: a table that cascades change gets none.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
ran=""
if [ "$(id -u)" -ne 0 ] || [ -z "${MIGRATE_TEST_MYSQL_URL:-}" ]; then
  skip "a MySQL server of its own needs root, and MySQL"
fi
own_server MYSQL --set --innodb-native-foreign-keys=OFF || finish
trap 'end_own_server MYSQL; leave' EXIT
on() { mariadb_at "$url" "$1"; }

on "CREATE TABLE customers (id INT PRIMARY KEY);
  CREATE TABLE orders (id INT PRIMARY KEY, customer INT, amount INT NOT NULL,
    CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers (id) ON DELETE CASCADE);
  CREATE TABLE big (id INT AUTO_INCREMENT PRIMARY KEY, n INT);
  INSERT INTO customers VALUES (1); INSERT INTO orders SELECT i, 1, i FROM $(numbers 10)"

# The reason, so that a server that has been mended shows here: the deletion is undone, and nobody told.
on "BEGIN; INSERT INTO big (n) SELECT i FROM $(numbers 2000); DELETE FROM orders WHERE id = 5; SELECT SLEEP(2);
  UPDATE orders SET customer = 1 WHERE id = 1; ROLLBACK" >/dev/null &
sleep 1
equal "$(on "DELETE FROM customers WHERE id = 1; SELECT 'told: done'" 2>&1)" "told: done" "does the server tell of the deadlock by now?"
wait $!
equal "$(on "SELECT COUNT(*) FROM customers")" 1

mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_table: {table: orders, alter: "MODIFY amount BIGINT NOT NULL"}
YAML
run plan -u "$url"
refused 2 MIG-PLAN-UNSUPPORTED
err_has "foreign key orders_customer changes the table by a cascade"
err_has "innodb_native_foreign_keys = ON"
equal "$(on "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE 'migrate%'")" 0

# A new type needs none: a second column is written where the first one is.
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_column: {table: orders, column: amount, type: BIGINT}
YAML
run plan -u "$url"
exits 0
out_has "cannot have a shadow, since foreign key orders_customer changes it by cascades"
out_has "migrate backfill --batch 1"
run up -u "$url"
exits 0
on "DELETE FROM orders WHERE id = 9; INSERT INTO orders (id, customer, amount) VALUES (11, 1, 11)"
run rollback -u "$url" wider
exits 0
run up -u "$url"
exits 0
run contract -u "$url" wider --force-gate "a test" --yes
exits 0
on "INSERT INTO orders VALUES (12, 1, 4000000000)"
equal "$(on "SELECT CONCAT(COUNT(*), ' ', SUM(amount)) FROM orders")" "11 4000000057"
on "DELETE FROM customers WHERE id = 1"
equal "$(on "SELECT COUNT(*) FROM orders")" 0
on "INSERT INTO customers VALUES (1)"
rm -r migrations
mkdir migrations
cat >migrations/20260101000001_wider.yaml <<'YAML'
operations:
  - alter_table: {table: orders, alter: "MODIFY amount INT NOT NULL"}
YAML

# One that only refuses changes nothing by itself.
again() {
  on "ALTER TABLE orders DROP FOREIGN KEY orders_customer"
  on "ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers (id) $1"
}
again ""
run plan -u "$url"
exits 0
# ON UPDATE is a cascade too.
again "ON UPDATE CASCADE"
run plan -u "$url"
refused 2 MIG-PLAN-UNSUPPORTED
finish
