#!/usr/bin/env bash
# MySQL, MariaDB: whatever somebody makes of a table by hand while its shadow is filled stops the exchange, which names
# all of it. What changes by itself does not; and once the table is what it was, the same command goes on.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
ran=""
# migration ALTER: the only one, of a table orders that nobody has changed.
migration() {
  rm -rf migrations
  mkdir migrations
  printf 'operations:\n  - alter_table: {table: orders, alter: "%s"}\n' "$1" >migrations/20260101000000_orders.yaml
  on "DROP TABLE IF EXISTS orders, customers, seen;
    CREATE TABLE customers (id INT PRIMARY KEY); INSERT INTO customers VALUES (1); CREATE TABLE seen (id INT);
    CREATE TABLE orders (id INT AUTO_INCREMENT PRIMARY KEY, customer INT, sku VARCHAR(20) NOT NULL DEFAULT 'none',
      amount INT NOT NULL, made TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, extra JSON,
      KEY by_sku (sku(5), amount), KEY by_made (made), KEY by_customer (customer),
      CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers (id) ON UPDATE CASCADE,
      CONSTRAINT orders_amount CHECK (amount > 0)) COMMENT = 'all orders';
    CREATE TRIGGER orders_seen AFTER INSERT ON orders FOR EACH ROW INSERT INTO seen VALUES (NEW.id);
    CREATE TRIGGER orders_rule BEFORE UPDATE ON orders FOR EACH ROW SET NEW.amount = GREATEST(NEW.amount, 1);
    INSERT INTO orders (customer, sku, amount, extra) VALUES (1, 'a', 1, '{}'), (NULL, 'b', 2, NULL)"
}
# What may happen to it at any time.
lives() {
  on "INSERT INTO orders (customer, sku, amount) VALUES (1, UUID_SHORT(), 3); UPDATE orders SET amount = amount + 1;
    ANALYZE TABLE orders" >/dev/null
}
# stops ARGS…: the command, at what stands in $found, one part a line.
stops() {
  run "$@"
  exits 4
  err_has 'error MIG-CHECK-FAILED: "look for what has been changed of orders since" does not hold'
  equal "$(sed -n 's/^  - what = //p' err)" "$found" "$kind: $*"
  equal "$(on "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME =
    'migrate_orders__old'")" 0 "$kind: exchanged"
}
by_hand="ALTER TABLE orders ADD COLUMN note VARCHAR(9) DEFAULT 'x', ADD INDEX by_amount (amount), DROP INDEX by_made,
    ADD CONSTRAINT orders_far CHECK (amount < 1000000), MODIFY sku VARCHAR(20) NOT NULL DEFAULT 'other',
    ADD CONSTRAINT orders_other FOREIGN KEY (customer) REFERENCES customers (id), COMMENT = 'some orders';
  CREATE TRIGGER orders_late BEFORE INSERT ON orders FOR EACH ROW SET NEW.sku = LOWER(NEW.sku)"
back="ALTER TABLE orders DROP COLUMN note, DROP INDEX by_amount, ADD INDEX by_made (made),
    MODIFY sku VARCHAR(20) NOT NULL DEFAULT 'none', COMMENT = 'all orders', DROP CONSTRAINT orders_far;
  ALTER TABLE orders DROP FOREIGN KEY orders_other; DROP TRIGGER orders_late"
all_found="check orders_far, since = added
column note, since = added
column sku, since = changed
foreign key orders_other, since = added
index by_amount, since = added
index by_made, since = gone
options of orders, since = changed
trigger orders_late, since = added"
trigger() {
  on "DROP TRIGGER IF EXISTS orders_rule;
    CREATE TRIGGER orders_rule BEFORE UPDATE ON orders FOR EACH ROW SET NEW.amount = GREATEST(NEW.amount, $1)"
}

for kind in MYSQL MARIADB; do
  server=MIGRATE_TEST_${kind}_URL
  [ -n "${!server:-}" ] || continue
  ran=yes
  begin_database "${!server}" "by_hand_${kind,,}_$$"

  # Before an early exchange.
  migration "MODIFY amount BIGINT NOT NULL"
  run expand -u "$url"
  exits 0
  lives
  on "$by_hand"
  found=$all_found
  stops backfill -u "$url"
  err_has "next:  mend what is named and run the same command again, or \`migrate rollback 20260101000000_orders\`"
  stops backfill -u "$url"
  on "$back"
  trigger 5
  found="trigger orders_rule, since = changed"
  stops backfill -u "$url"
  on "DROP TRIGGER orders_rule"
  found="trigger orders_rule, since = gone"
  stops backfill -u "$url"
  trigger 1

  # Held: by then the triggers have other names.
  lives
  run backfill -u "$url" --hold-cutover
  exits 0
  equal "$(on "SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND TRIGGER_NAME =
    'orders_rule'")" 0 "$kind: held before the triggers"
  lives
  on "ALTER TABLE orders ADD INDEX by_amount (amount)"
  found="index by_amount, since = added"
  stops cutover -u "$url"
  on "ALTER TABLE orders DROP INDEX by_amount"
  lives
  run cutover -u "$url"
  exits 0
  lives
  run contract -u "$url" --yes --force-gate "test"
  exits 0
  on "DELETE FROM migrate_migration; DELETE FROM migrate_step; DELETE FROM migrate_checkpoint"

  # Before a late one.
  migration "ADD UNIQUE KEY once (sku)"
  run expand -u "$url"
  exits 0
  lives
  run backfill -u "$url"
  exits 0
  lives
  on "$by_hand"
  found=$all_found
  stops contract -u "$url" --yes --force-gate "test"
  on "$back"
  lives
  run contract -u "$url" --yes --force-gate "test"
  exits 0
  on "DELETE FROM migrate_migration; DELETE FROM migrate_step; DELETE FROM migrate_checkpoint"

  # The rows of a new partition would go.
  on "DROP TABLE orders; CREATE TABLE orders (id INT PRIMARY KEY, amount INT NOT NULL)
    PARTITION BY RANGE (id) SUBPARTITION BY HASH (id) SUBPARTITIONS 3 (PARTITION p1 VALUES LESS THAN (100)); INSERT INTO orders VALUES (1, 1)"
  printf 'operations:\n  - alter_table: {table: orders, alter: "MODIFY amount BIGINT NOT NULL"}\n' >migrations/20260101000000_orders.yaml
  run expand -u "$url"
  exits 0
  on "ALTER TABLE orders ADD PARTITION (PARTITION p2 VALUES LESS THAN (200))"
  found="partition p2, since = added"
  stops backfill -u "$url"
  on "INSERT INTO orders VALUES (150, 150)"
  run rollback -u "$url"
  exits 0
  equal "$(on "SELECT COUNT(*) FROM orders PARTITION (p2)")" 1 "$kind: the partition after the rollback"
  end_database
done
[ -n "$ran" ] || skip "no server"
finish
