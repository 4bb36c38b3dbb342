#!/usr/bin/env bash
# A table is exchanged for its shadow and back, and again, on a primary with two replicas, while an
# application writes: at the end all three hold the same, whatever the format of the log.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"

if [ -z "${MIGRATE_TEST_MARIADB_URL:-}" ] || [ -z "${MIGRATE_TEST_MARIADB_REPLICA2_URL:-}" ]; then
  echo "no server with two replicas"
  finish
  exit
fi
on() { mariadb_at "$@"; }
primary=$MIGRATE_TEST_MARIADB_URL
mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_table: {table: orders, alter: "MODIFY amount BIGINT NOT NULL, ADD KEY orders_note (note)"}
YAML

write_on() { # one statement after another, until told to stop
  while [ -e writing ]; do
    on "$url" "INSERT INTO orders (customer, amount, note) VALUES ($((RANDOM % 20 + 1)), $RANDOM, 'new');
      UPDATE orders SET amount = amount + 1, note = uuid() WHERE id % 97 = $((RANDOM % 97));
      DELETE FROM orders WHERE id % 991 = $((RANDOM % 991));
      REPLACE INTO orders (id, customer, amount) VALUES ($((RANDOM % 3000 + 1)), 3, $RANDOM);
      DELETE FROM customers WHERE id = $((RANDOM % 20 + 1)); INSERT IGNORE INTO customers SELECT seq FROM seq_1_to_20" || touch failed
  done
}
count_and_checksum() { on "$1" 'SELECT COUNT(*) FROM orders; CHECKSUM TABLE orders, customers EXTENDED' | sed "s/$database/db/"; }
same_everywhere() {
  [ "$(count_and_checksum "$url")" = "$(count_and_checksum "$first")" ] &&
    [ "$(count_and_checksum "$url")" = "$(count_and_checksum "$second")" ]
}

undo() {
  rm -f writing
  on "$primary" "SET GLOBAL binlog_format = $was; DROP DATABASE $database"
}

for format in ROW MIXED; do
  database=follow_${format}_$$
  url=$(with_database "$primary" "$database")
  # shellcheck disable=SC2153
  first=$(with_database "$MIGRATE_TEST_MARIADB_REPLICA_URL" "$database")
  second=$(with_database "$MIGRATE_TEST_MARIADB_REPLICA2_URL" "$database")
  was=$(on "$primary" 'SELECT @@GLOBAL.binlog_format')
  on "$primary" "SET GLOBAL binlog_format = $format; CREATE DATABASE $database"
  trap 'undo; leave' EXIT
  on "$url" "CREATE TABLE customers (id INT NOT NULL PRIMARY KEY);
    CREATE TABLE orders (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, customer INT NOT NULL, amount INT NOT NULL,
      note VARCHAR(40), KEY orders_customer (customer),
      CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers (id) ON DELETE CASCADE);
    INSERT INTO customers SELECT seq FROM seq_1_to_20;
    INSERT INTO orders (customer, amount) SELECT seq % 20 + 1, seq FROM seq_1_to_3000"
  touch writing
  write_on &
  writer=$!
  run up -u "$url" --rows-per-second 3000
  exits 0
  run rollback -u "$url"
  exits 0
  run up -u "$url"
  exits 0
  run app heartbeat -u "$url" --app shop --instance new --app-version 2 --schema 20260101000000_wider
  exits 0
  run contract -u "$url"
  exits 0
  rm writing
  wait "$writer"
  [ ! -e failed ] || fail "the application met an error ($format)"
  for _ in $(seq 120); do same_everywhere && break || sleep 1; done
  same_everywhere || fail "the replicas differ ($format): $(count_and_checksum "$url") / $(count_and_checksum "$first") / $(count_and_checksum "$second")"
  equal "$(on "$second" "SELECT DATA_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = '$database' AND TABLE_NAME = 'orders' AND COLUMN_NAME = 'amount'")" bigint
  equal "$(on "$first" "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = '$database' AND TABLE_NAME LIKE 'migrate%orders%'")" 0
  trap leave EXIT
  undo
done
finish
