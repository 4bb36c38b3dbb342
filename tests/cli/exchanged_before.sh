#!/usr/bin/env bash
# Rows that stop backfill behind the exchange of another table: what the two tables' migration begins anew then is what
# still means something, and not the comparison with a shadow that has taken its table's place. On the servers that are
# named.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
mkdir migrations
ran=

both() { # OPERATION TYPE_BEFORE
  cat >migrations/20260101000000_both.yaml <<YAML
operations:
  - $1
  - alter_column: {table: users, column: name, nullable: false, up: nick, down: name}
YAML
  on "CREATE TABLE orders (id int PRIMARY KEY, amount int NOT NULL);
    INSERT INTO orders VALUES (1, 10), (2, 20);
    CREATE TABLE users (id int PRIMARY KEY, name varchar(50), nick varchar(50));
    INSERT INTO users VALUES (1, 'Ada', 'a'), (2, NULL, NULL)"
  run expand -u "$url"
  exits 0
  run backfill -u "$url"
  refused 4 MIG-CHECK-FAILED
  equal "$(type_of)" bigint "it was exchanged"
  # Found once more, mended, and ended; both tables are worked on meanwhile.
  on "INSERT INTO orders VALUES (3, 30)"
  run backfill -u "$url"
  refused 4 MIG-CHECK-FAILED
  on "UPDATE users SET nick = 'g' WHERE id = 2"
  run backfill -u "$url"
  exits 0
  equal "$(on "SELECT name FROM users WHERE id = 2")" g
  equal "$(on "SELECT stage FROM ${record}migration")" backfilled
  # As an earlier version has left it behind such a find.
  on "UPDATE ${record}step SET status = 'planned' WHERE title LIKE 'note rows that differ%' OR title LIKE 'write the noted%'
    OR title LIKE 'apply the last%'; UPDATE ${record}migration SET stage = 'backfilling'"
  run backfill -u "$url"
  exits 0
  equal "$(on "SELECT count(*) FROM ${record}step WHERE phase = 'backfill' AND status <> 'done'")" 0
  # What was written behind the exchange is there in the old table.
  run rollback -u "$url"
  exits 0
  equal "$(type_of)" "$2"
  equal "$(on "SELECT sum(amount) FROM orders")" 60
}
type_of() {
  on "SELECT data_type FROM information_schema.columns WHERE table_schema = $schema AND table_name = 'orders' AND
    column_name = 'amount'"
}

for server in "${MIGRATE_TEST_POSTGRES_URL:-}" "${MIGRATE_TEST_MARIADB_URL:-}" "${MIGRATE_TEST_MYSQL_URL:-}"; do
  [ -n "$server" ] || continue
  begin_database "$server" "exchanged_before_$$"
  if [[ $server == postgres* ]]; then
    record=migrate. schema='current_schema()'
    both 'alter_column: {table: orders, column: amount, type: bigint, strategy: shadow}' integer
  else
    record=migrate_ schema='DATABASE()'
    both 'alter_table: {table: orders, alter: "MODIFY amount BIGINT NOT NULL"}' int
  fi
  end_database
done
[ -n "$ran" ] || skip "no server"
finish
