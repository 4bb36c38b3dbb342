#!/usr/bin/env bash
# MySQL and MariaDB: contract looks for the views and triggers that somebody has made since, and that would fail once
# the column is gone; what only looks like its name is none.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"

mkdir migrations
cat >migrations/01_drop.yaml <<'YAML'
engines: [mysql, mariadb]
operations:
  - drop_column: {table: t, column: name, down: "'again'"}
YAML
contract() { run contract -u "$url" drop --force-gate "a test" --yes; }
for server in "${MIGRATE_TEST_MARIADB_URL:-}" "${MIGRATE_TEST_MYSQL_URL:-}"; do
  [ -n "$server" ] || continue
  begin_database "$server" "dependants_$$"
  on "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(20), username VARCHAR(20));
    CREATE TABLE other (id INT PRIMARY KEY, name VARCHAR(20));
    CREATE TABLE parts (id INT PRIMARY KEY, name VARCHAR(20));
    CREATE TRIGGER trims BEFORE INSERT ON t FOR EACH ROW SET NEW.username = TRIM(NEW.username /* the name */)"
  run up -u "$url" drop
  exits 0
  while IFS='|' read -r kind definition; do
    on "CREATE $kind late $definition"
    contract
    refused 4 MIG-CHECK-FAILED
    err_has late
    on "DROP $kind late"
  done <<'SQL'
VIEW|AS SELECT x.name FROM t x
VIEW|AS SELECT name AS username FROM t
VIEW|AS SELECT y.id FROM t x JOIN t `a b` ON x.id = `a b`.id JOIN t y ON y.name = x.username
VIEW|AS SELECT x.id FROM other x JOIN t `a b` WHERE `a b`.name = 'x'
TRIGGER|BEFORE UPDATE ON t FOR EACH ROW SET NEW.username = CONCAT('', NEW.NAME)
TRIGGER|BEFORE UPDATE ON t FOR EACH ROW SET NEW.username = OLD.`name`
TRIGGER|BEFORE UPDATE ON t FOR EACH ROW SET NEW.username = CONCAT('it''s', NEW.name, 'it''s')
SQL
  # Another table's column of that name, another column, a string.
  on "CREATE VIEW only_other AS SELECT x.id, y.name FROM t x JOIN other y ON y.name = x.username;
    CREATE VIEW only_called AS SELECT username AS name FROM t;
    CREATE TRIGGER speaks BEFORE UPDATE ON t FOR EACH ROW SET NEW.username = REPLACE(NEW.username, 'name', 'a name')"
  contract
  exits 0
  equal "$(on "SELECT COUNT(*) FROM only_other; SELECT COUNT(*) FROM only_called; INSERT INTO t VALUES (1, ' x'); SELECT username FROM t" | tr '\n' ' ')" "0 0 x "
  end_database
done
[ -n "$ran" ] || skip "no MariaDB, no MySQL"
finish
