#!/usr/bin/env bash
# MySQL, MariaDB: a server goes on with an ALTER whose client was killed. Whoever comes next waits for its end before it
# asks what is there, so that nothing is called undone, or untouched, that comes later.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
mkdir migrations
stage() { on "SELECT stage FROM migrate_migration ORDER BY id DESC LIMIT 1"; }
at_work() { # how the statement begins
  [ "$(on "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND INFO LIKE 'ALTER TABLE %notes% $1 %'")" != 0 ]
}
over() { ! at_work "$1"; }
killed_in() { # STATEMENT COMMAND…
  local statement=$1
  shift
  background "$@" -u "$url"
  until_true "$statement is at work" at_work "$statement"
  kill -KILL "$pid"
  wait "$pid" 2>/dev/null # its shell says that it was killed
  pid=
  at_work "$statement" || echo "the server was too fast to be looked at: $statement"
}
migration() {
  rm -f migrations/*
  cat >"migrations/$1.yaml"
}
column_c() { on "SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND COLUMN_NAME = 'c'"; }

for server in "${MIGRATE_TEST_MARIADB_URL:-}" "${MIGRATE_TEST_MYSQL_URL:-}"; do
  [ -n "$server" ] || continue
  begin_database "$server" "alter_killed_$$"
  # Compressed: no column goes from it without its being written anew, and all of it takes its time.
  on "CREATE TABLE notes (id INT PRIMARY KEY AUTO_INCREMENT, a VARCHAR(200) NOT NULL, b VARCHAR(200) NOT NULL,
      c VARCHAR(200)) ROW_FORMAT=COMPRESSED"
  on "INSERT INTO notes (a, b, c) SELECT SHA2(i, 512), SHA2(i + 1, 512), SHA2(i + 2, 512) FROM $(numbers 10000)"
  for _ in 1 2 3; do
    on "INSERT INTO notes (a, b, c) SELECT SHA2(a, 512), SHA2(b, 512), SHA2(c, 512) FROM notes"
  done

  migration 20260101000000_by_text <<'YAML'
operations:
  - create_index: {table: notes, name: by_text, columns: [{column: a}, {column: b}, {column: c}]}
YAML
  killed_in 'ADD INDEX' expand
  run rollback -u "$url"
  exits 0
  until_true "nothing is at work" over 'ADD INDEX'
  equal "$(on "SELECT COUNT(*) FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND INDEX_NAME = 'by_text'")" 0
  equal "$(stage)" "rolled back"
  run drift -u "$url"
  exits 0

  # The same command goes on from there.
  killed_in 'ADD INDEX' expand
  run up -u "$url" --contract --force-gate "nobody is here"
  exits 0
  run drift -u "$url"
  exits 0
  on "ALTER TABLE notes DROP INDEX by_text"

  # What is being dropped is not brought back: there is no way back from contract once it has begun.
  migration 20260102000000_no_c <<'YAML'
operations:
  - drop_column: {table: notes, column: c}
YAML
  run up -u "$url"
  exits 0
  run app heartbeat -u "$url" --app web --instance web-1 --ttl 24h
  exits 0
  killed_in 'DROP COLUMN' contract
  run rollback -u "$url"
  refused 2 MIG-ROLLBACK-CONTRACTED
  equal "$(column_c)" 0
  run contract -u "$url"
  exits 0
  equal "$(stage)" contracted
  end_database
done
[ -n "$ran" ] || skip "no MariaDB, no MySQL"
finish
