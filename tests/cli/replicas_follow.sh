#!/usr/bin/env bash
# A table is exchanged for its shadow and back, and again, on a primary with two replicas, while an
# application writes: at the end of each phase all three hold the same tables, rows, rules and
# triggers, whatever the format of the log. A replica is refused as the place to migrate.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"

on() { mariadb_at "$@"; }
mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_table: {table: orders, alter: "MODIFY amount BIGINT NOT NULL, ADD KEY orders_note (note)"}
YAML

# A cascade may be in a deadlock with the copy (docs/decisions/0016): such a statement is said again.
cascade() { # SQL
  local _
  for _ in 1 2 3 4 5; do
    on "$url" "$1" 2>cascade.err && return
    grep -q 'ERROR 1213' cascade.err || break
  done
  cat cascade.err >&2
  return 1
}
write_on() { # one statement after another, until told to stop
  while [ -e writing ]; do
    on "$url" "INSERT INTO orders (customer, amount, note) VALUES ($((RANDOM % 20 + 1)), $RANDOM, 'new');
      UPDATE orders SET amount = amount + 1, note = uuid() WHERE id % 97 = $((RANDOM % 97));
      DELETE FROM orders WHERE id % 991 = $((RANDOM % 991));
      REPLACE INTO orders (id, customer, amount) VALUES ($((RANDOM % 3000 + 1)), 3, $RANDOM)" &&
      cascade "DELETE FROM customers WHERE id = $((RANDOM % 20 + 1))" &&
      on "$url" "INSERT IGNORE INTO customers SELECT i FROM $twenty" || touch failed
  done
}
begin_writing() {
  touch writing
  write_on &
  writer=$!
}
write_no_more() {
  rm -f writing
  wait "$writer"
  [ ! -e failed ] || fail "the application met an error ($server, $format)"
}

# Everything in the database: its tables with their rows, columns, keys, rules and triggers.
everything() {
  local of=$1 tables
  tables=$(on "$of" "SELECT GROUP_CONCAT(CONCAT('\`', TABLE_NAME, '\`') ORDER BY TABLE_NAME) FROM information_schema.TABLES
    WHERE TABLE_SCHEMA = '$database'")
  on "$of" "CHECKSUM TABLE $tables EXTENDED;
    SELECT TABLE_NAME, ORDINAL_POSITION, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, EXTRA
      FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = '$database' ORDER BY 1, 2;
    SELECT TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX, COLUMN_NAME, NON_UNIQUE
      FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = '$database' ORDER BY 1, 2, 3;
    SELECT TABLE_NAME, CONSTRAINT_NAME, REFERENCED_TABLE_NAME, DELETE_RULE
      FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = '$database' ORDER BY 1, 2;
    SELECT EVENT_OBJECT_TABLE, TRIGGER_NAME, EVENT_MANIPULATION, ACTION_TIMING, ACTION_STATEMENT
      FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = '$database' ORDER BY 1, 2"
}
same_everywhere() {
  everything "$first" >first.txt
  everything "$second" >second.txt
  cmp -s primary.txt first.txt && cmp -s primary.txt second.txt
}
phase() { # ARGS…: a command while somebody writes; then nobody does and the replicas are compared
  local told
  begin_writing
  run "$@"
  exits 0
  write_no_more
  everything "$url" >primary.txt
  told=$(grep -c . primary.txt)
  [ "$told" -gt 30 ] || fail "only $told lines tell of everything"
  pid=
  for _ in $(seq 120); do same_everywhere && break || sleep 1; done
  same_everywhere || fail "after $1 the replicas differ ($server, $format): $(diff primary.txt first.txt; diff primary.txt second.txt)"
}

refused_on() { # URL REASON: every phase is, and nothing is changed there
  local before
  before=$(everything "$1")
  run expand -u "$1"
  exits 2
  err_has "error MIG-PREFLIGHT: "
  err_has "$2"
  equal "$(everything "$1")" "$before" "the replica, after a refused expand"
}

undo() {
  rm -f writing
  on "$primary" "SET GLOBAL binlog_format = $was; DROP DATABASE $database"
}

tried=0
for server in MARIADB MYSQL; do
  primary=MIGRATE_TEST_${server}_URL replica=MIGRATE_TEST_${server}_REPLICA_URL replica2=MIGRATE_TEST_${server}_REPLICA2_URL
  if [ -z "${!primary:-}" ] || [ -z "${!replica2:-}" ]; then continue; fi
  tried=$((tried + 1))
  primary=${!primary} replica=${!replica} replica2=${!replica2}
  twenty=$(numbers 20)
  was=$(on "$primary" 'SELECT @@GLOBAL.binlog_format')
  for format in ROW MIXED; do
    # MySQL is to lose the other formats.
    if ! on "$primary" "SET GLOBAL binlog_format = $format" 2>/dev/null; then
      [ "$server $format" = "MYSQL MIXED" ] || fail "$server has no binlog_format $format"
      continue
    fi
    database=follow_${format}_$$
    url=$(with_database "$primary" "$database")
    first=$(with_database "$replica" "$database")
    second=$(with_database "$replica2" "$database")
    on "$primary" "CREATE DATABASE $database"
    trap 'undo; leave' EXIT
    on "$url" "CREATE TABLE customers (id INT NOT NULL PRIMARY KEY);
      CREATE TABLE orders (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, customer INT NOT NULL, amount INT NOT NULL,
        note VARCHAR(40), KEY orders_customer (customer),
        CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers (id) ON DELETE CASCADE);
      INSERT INTO customers SELECT i FROM $twenty;
      INSERT INTO orders (customer, amount) SELECT i % 20 + 1, i FROM $(numbers 3000)"
    phase expand -u "$url"
    phase backfill -u "$url" --rows-per-second 3000
    phase rollback -u "$url"
    phase expand -u "$url"
    # The two replicas are named: the copy waits for whichever is behind.
    phase backfill -u "$url" --max-lag 30s --replica "$first" --replica "$second"
    run app heartbeat -u "$url" --app shop --instance new --app-version 2 --schema 20260101000000_wider
    exits 0
    phase contract -u "$url"
    equal "$(on "$second" "SELECT DATA_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = '$database' AND TABLE_NAME = 'orders' AND COLUMN_NAME = 'amount'")" bigint
    equal "$(on "$first" "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = '$database' AND TABLE_NAME LIKE 'migrate%orders%'")" 0
    # Not where somebody else's writes arrive.
    cat >migrations/20260102000000_wider_still.yaml <<'YAML'
operations:
  - alter_table: {table: orders, alter: "MODIFY note VARCHAR(300)"}
YAML
    if [ "$server" = MYSQL ]; then
      equal "$(on "$replica" 'SELECT @@GLOBAL.super_read_only')" 1
      equal "$(on "$primary" "SELECT @@GLOBAL.gtid_mode")" ON
      refused_on "$first" "the server is read-only (read_only = ON): probably a replica"
    fi
    rm migrations/20260102000000_wider_still.yaml
    trap leave EXIT
    undo
  done
done
[ "$tried" -gt 0 ] || skip "no server with two replicas"
finish
