#!/usr/bin/env bash
# MySQL and MariaDB: names that differ in case or accents alone are two tables, or two columns of one, where the
# catalog, or the server for its triggers, takes them for one.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"

through() { # MIGRATION
  for command in up contract; do
    [ $command = up ] || set -- "$1" --force-gate "a test" --yes
    run $command -u "$url" "$@"
    exits 0
    err_lacks "was there already"
  done
}
write_migration() { # NAME OPERATION…
  local name=$1
  shift
  printf 'engines: [mysql, mariadb]\noperations:\n' >"migrations/$name.yaml"
  printf '  - %s\n' "$@" >>"migrations/$name.yaml"
}

mkdir migrations
write_migration 01_title 'rename_column: {table: Users, from: name, to: title}' \
  'rename_column: {table: users, from: name, to: title}'
write_migration 02_resume 'add_column: {table: people, column: {name: "résumé", type: int, nullable: true}}' \
  'create_index: {table: people, name: "idx_é", columns: [{column: id}]}'
write_migration 03_accent 'rename_column: {table: papers, from: resume, to: "résumé"}'
write_migration 04_drop 'drop_column: {table: people, column: "résumé"}' 'drop_index: {table: people, name: "idx_é"}'
write_migration 05_shadow 'alter_column: {table: Users, column: seen, type: bigint}' \
  'alter_column: {table: users, column: seen, type: bigint}'
for server in "${MIGRATE_TEST_MARIADB_URL:-}" "${MIGRATE_TEST_MYSQL_URL:-}"; do
  [ -n "$server" ] || continue
  begin_database "$server" "names_alike_$$"
  # Where it takes names of tables without regard to case there is one table only.
  [ "$(on 'SELECT @@lower_case_table_names')" = 0 ] || { end_database; continue; }
  on "CREATE TABLE Users (id INT PRIMARY KEY, name VARCHAR(20), seen INT, INDEX by_seen (seen));
    CREATE TABLE users LIKE Users;
    CREATE TABLE people (id INT PRIMARY KEY, resume INT, INDEX idx_e (resume));
    CREATE TABLE papers (id INT PRIMARY KEY, resume INT DEFAULT 1, both_e INT, INDEX idx_e (resume, both_e), INDEX idx_é (resume, id));
    INSERT INTO Users VALUES (1, 'A', 1); INSERT INTO users VALUES (1, 'a', 1); INSERT INTO papers VALUES (1, 7, 7)"

  run up -u "$url" title
  exits 0
  err_lacks "was there already"
  equal "$(on "SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND CAST(EVENT_OBJECT_TABLE AS BINARY) = 'users' AND TRIGGER_NAME NOT LIKE '%by_old%'")" 2
  for table in Users users; do
    on "INSERT INTO $table (id, name) VALUES (2, 'old'); INSERT INTO $table (id, title) VALUES (3, 'new')"
    equal "$(on "SELECT CONCAT(name, title) FROM $table WHERE id > 1 ORDER BY id" | tr '\n' ' ')" "oldold newnew "
  done
  run contract -u "$url" title --force-gate "a test" --yes
  exits 0
  err_lacks "was there already"
  equal "$(on "SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE()")" 0

  through resume
  equal "$(on "SELECT resume, résumé FROM people; SELECT COUNT(*) FROM people FORCE INDEX (idx_é)")" 0

  through accent
  equal "$(on "SELECT résumé FROM papers")" 7
  equal "$(on "SELECT CONCAT(INDEX_NAME, SEQ_IN_INDEX, COLUMN_NAME) FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'papers'" | sort | tr '\n' ' ')" \
    "PRIMARY1id idx_e1résumé idx_e2both_e idx_é1résumé idx_é2id "

  through drop
  equal "$(on "SELECT GROUP_CONCAT(COLUMN_NAME ORDER BY ORDINAL_POSITION) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'people'")" id,resume
  equal "$(on "SELECT COUNT(*) FROM people FORCE INDEX (idx_e)")" 0

  through shadow
  for table in Users users; do
    equal "$(on "SELECT COLUMN_TYPE LIKE 'bigint%' FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = '$table' AND COLUMN_NAME = 'seen'")" 1
  done
  end_database
done
[ -n "$ran" ] || skip "no MariaDB, no MySQL"
finish
