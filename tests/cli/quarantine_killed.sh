#!/usr/bin/env bash
# MySQL, MariaDB: a `rollback --unhide` that is killed when the names are exchanged back, and that is not recorded yet.
# Contract, which runs by itself, must not go on from there: it would drop the column that has the values.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
contract: {quarantine: 1h}
YAML
recording() {
  [ "$(on "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND STATE = 'User sleep'")" = 1 ]
}
recorded() { ! recording; }

for server in "${MIGRATE_TEST_MARIADB_URL:-}" "${MIGRATE_TEST_MYSQL_URL:-}"; do
  [ -n "$server" ] || continue
  begin_database "$server" "quarantine_killed_$$"
  on "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(50) NOT NULL); INSERT INTO users VALUES (1, 'Ada'), (2, 'Grace')"
  run up -u "$url"
  exits 0
  run app heartbeat -u "$url" --app web --instance web-1 --ttl 24h
  run contract -u "$url"
  exits 0
  on "CREATE TRIGGER slowly BEFORE UPDATE ON migrate_step FOR EACH ROW SET @slept =
      IF(NEW.status = 'undone' AND OLD.title = 'hide users.name', SLEEP(4), 0)"
  background rollback -u "$url" --unhide
  until_true "the exchange is being recorded" recording
  kill -KILL "$pid"
  wait "$pid" 2>/dev/null # its shell says that it was killed
  pid=
  until_true "the server has seen it" recorded
  on "DROP TRIGGER slowly"
  run contract -u "$url"
  refused 2 MIG-ROLLBACK-UNFINISHED
  run rollback -u "$url" --unhide
  exits 0
  equal "$(on "SELECT GROUP_CONCAT(name ORDER BY id) FROM users")" "Ada,Grace"
  run contract -u "$url"
  exits 0
  run rollback -u "$url"
  exits 0
  equal "$(on "SELECT GROUP_CONCAT(name ORDER BY id) FROM users")" "Ada,Grace"
  run drift -u "$url"
  exits 0
  end_database
done
[ -n "$ran" ] || skip "no MariaDB, no MySQL"
finish
