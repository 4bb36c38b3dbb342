#!/usr/bin/env bash
# rename_table on MySQL and MariaDB: what does not follow the rename is looked for before it, and works with the
# new name from expand on.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"

mkdir migrations
cat >migrations/20260101000000_rename.yaml <<'YAML'
engines: [mysql, mariadb]
operations:
  - rename_table: {from: "the (old) one", to: memos}
YAML
for server in "${MIGRATE_TEST_MARIADB_URL:-}" "${MIGRATE_TEST_MYSQL_URL:-}"; do
  [ -n "$server" ] || continue
  on() { mariadb_at "$@"; }
  database="migrate+rename_table_$$"
  url=$(with_database "$server" "${database/+/%2B}")
  in_database() { on "$server" "USE \`$database\`; $1"; }
  on "$server" "CREATE DATABASE \`$database\`"
  undo() { on "$server" "DROP DATABASE \`$database\`"; }
  trap 'undo; leave' EXIT
  # In the name is what a regular expression would take for its own.
  in_database "CREATE TABLE \`the (old) one\` (id INT PRIMARY KEY, note VARCHAR(20)); INSERT INTO \`the (old) one\` VALUES (1, 'a');
    CREATE TABLE parts (id INT PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 2;
    CREATE TABLE log (id INT PRIMARY KEY, notes INT);
    CREATE VIEW seen AS SELECT id FROM \`the (old) one\`;
    CREATE TRIGGER peeks BEFORE INSERT ON log FOR EACH ROW SET NEW.notes = (SELECT COUNT(*) FROM \`the (old) one\`);
    CREATE PROCEDURE counts() SELECT COUNT(*) FROM \`$database\`.\`the (old) one\`;
    CREATE EVENT cleans ON SCHEDULE EVERY 1 YEAR DISABLE DO DELETE FROM \`the (old) one\` WHERE id < 0;
    CREATE PROCEDURE speaks() SELECT 'the (old) one', 1 AS \`the (old) one_not\` /* \`the (old) one\` */"

  # A view lets PARTITION (…) pass in silence.
  cat >migrations/20260101000001_parts.yaml <<'YAML'
engines: [mysql, mariadb]
operations:
  - rename_table: {from: parts, to: pieces}
YAML
  run plan -u "$url" parts
  refused 2 MIG-PLAN-UNSUPPORTED
  err_has partitioned
  rm migrations/20260101000001_parts.yaml

  run plan -u "$url" rename
  exits 0
  out_has "the view seen reads the (old) one and does not follow it"
  run up -u "$url" rename
  exits 0
  run contract -u "$url" rename --force-gate "a test" --yes
  refused 4 MIG-CHECK-FAILED
  for name in seen peeks counts cleans; do err_has "$name"; done
  err_lacks speaks
  peeks="CREATE TRIGGER peeks BEFORE INSERT ON log FOR EACH ROW SET NEW.notes = (SELECT COUNT(*) FROM memos)"
  in_database "CREATE OR REPLACE VIEW seen AS SELECT id FROM memos; DROP TRIGGER peeks; $peeks; DROP EVENT cleans;
    DROP PROCEDURE counts; CREATE PROCEDURE counts() SELECT COUNT(*) FROM memos"
  in_database "INSERT INTO memos VALUES (2, 'b'); INSERT INTO log (id) VALUES (1)"
  # With it the server would go on opening a view; MySQL 9.7.4 ends at the next write.
  run contract -u "$url" rename --force-gate "a test" --yes
  refused 4 MIG-CHECK-FAILED
  err_has peeks
  for name in seen counts cleans; do err_lacks "name = $name"; done
  in_database "DROP TRIGGER peeks"
  run contract -u "$url" rename --force-gate "a test" --yes
  exits 0
  in_database "$peeks; INSERT INTO memos VALUES (3, 'c'); INSERT INTO log (id) VALUES (2)"
  equal "$(in_database "SELECT GROUP_CONCAT(notes ORDER BY id) FROM log")" 2,3
  equal "$(in_database "SELECT COUNT(*) FROM seen")" 3
  equal "$(in_database "CALL counts()")" 3
  equal "$(in_database "SELECT TABLE_NAME, TABLE_TYPE FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME NOT LIKE 'migrate\_%'" | sort | tr '\t\n' ' ,')" \
    "log BASE TABLE,memos BASE TABLE,parts BASE TABLE,seen VIEW,"
  undo
  trap leave EXIT
done
[ -n "$ran" ] || skip "no MariaDB, no MySQL"
finish
