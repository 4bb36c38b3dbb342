#!/usr/bin/env bash
# Global settings that some servers run with, and that reach each new session: a primary key asked of every table, a
# limit of each SELECT, UPDATE without a key refused, ALTER only instantly, and no column so, tables without files of
# their own, TIMESTAMP columns that get a default of the server's. Then those that change what SQL and values mean:
# sql_mode, time zone, character set and collation. The file's SQL means what it means everywhere else, and whatever
# the application writes, and however its own sessions read SQL, arrives as it was.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"

mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_table: {table: t, alter: MODIFY n BIGINT}
YAML
cat >migrations/20260101000001_label.yaml <<'YAML'
operations:
  - rename_column: {table: u, from: name, to: label}
  - create_index: {name: u_by_n, table: u, columns: [{column: n}]}
YAML
mkdir odd
cat >odd/20260101000000_shadow.yaml <<'YAML'
operations:
  - alter_table: {table: notes, alter: "MODIFY n BIGINT, ADD COLUMN more VARCHAR(20) DEFAULT 'a\\\\b''c'"}
YAML
cat >odd/20260101000001_values.yaml <<'YAML'
operations:
  - rename_column: {table: people, from: name, to: full_name}
  - add_column:
      table: people
      column: {name: tag, type: varchar(60), nullable: true}
      up: "CONCAT(\"<\", city, '\\\\', IF(LENGTH(1 || 0) = 1, 'or', 'concat'), '>')"
  - add_column: {table: people, column: {name: path, type: varchar(20), default: "'C:\\\\x'"}}
YAML
cat >odd/20260101000002_type.yaml <<'YAML'
operations:
  - alter_column: {table: prices, column: price, type: varchar(30), up: "CONCAT(price, \"\\t€\")"}
YAML
odd="sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,STRICT_TRANS_TABLES', GLOBAL time_zone = '+05:30',
  GLOBAL character_set_server = latin1, GLOBAL collation_server = latin1_german2_ci"
# Under the globals, as the application's sessions are.
writes() { # NUMBER
  on "INSERT INTO notes (id, n, body, seen, made) VALUES ($1, $1, 'b\\$1 ''ß'' \"q\"' || 'ä', '2026-07-01 12:00:00', '2026-07-01 12:00:00');
    INSERT INTO people (id, name, city) VALUES ($1, 'Jürgen\\$1', 'Köln' || $1);
    INSERT INTO prices (id, price) VALUES ($1, $1.5)"
}

strange="sql_select_limit = 1, GLOBAL sql_safe_updates = 1"

tried=0
for kind in MARIADB MYSQL; do
  own_database $kind settings || continue
  tried=$((tried + 1))
  on "CREATE TABLE t (id INT PRIMARY KEY, n INT, name VARCHAR(20)); CREATE TABLE u LIKE t; INSERT INTO t VALUES (1, 1, 'a'), (2, 2, 'b'), (3, 3, 'c'); INSERT INTO u SELECT * FROM t"
  if [ $kind = MYSQL ]; then
    on "SET GLOBAL $strange, GLOBAL sql_require_primary_key = 1, GLOBAL innodb_file_per_table = OFF"
  else
    on "SET GLOBAL $strange, GLOBAL innodb_force_primary_key = 1, GLOBAL alter_algorithm = 'INSTANT',
      GLOBAL innodb_instant_alter_column_allowed = 'never'"
  fi
  run plan -u "$url"
  exits 0
  run up -u "$url"
  exits 0
  run approve -u "$url" 20260101000000_wider
  exits 0
  run contract -u "$url" --force-gate "no application here"
  exits 0
  equal "$(on "SET sql_select_limit = DEFAULT; SELECT CONCAT(id, t.n, label) FROM t JOIN u USING (id) WHERE id = 3")" "33c"
  run drift -u "$url"
  exits 0
  run status -u "$url"
  exits 0
  if [ $kind = MARIADB ]; then
    on "SET GLOBAL explicit_defaults_for_timestamp = OFF"
    cat >migrations/20260101000002_visits.yaml <<'YAML'
operations:
  - create_table: {name: visits, columns: [{name: id, type: int, pk: true}, {name: at, type: timestamp}]}
YAML
    run plan -u "$url"
    exits 2
    err_has MIG-PLAN-UNSUPPORTED
    err_has "visits.at: a TIMESTAMP that is NOT NULL"
    err_has "give it a default"
    rm migrations/20260101000002_visits.yaml
  fi
  on "SET GLOBAL sql_select_limit = 1000, GLOBAL sql_safe_updates = 0"
  end_database
  end_own_server $kind
done

for kind in MARIADB MYSQL; do
  named=MIGRATE_TEST_${kind}_URL
  if [ -z "${!named:-}" ] || ! own_server $kind; then continue; fi
  mariadb_at "$url" "SET GLOBAL $odd"
  begin_database "$url" odd
  on() { mariadb_at "$url" "SET NAMES utf8mb4; $1"; }
  equal "$(on "SELECT @@collation_database || '/' || @@time_zone")" latin1_german2_ci/+05:30
  on "CREATE TABLE notes (id INT PRIMARY KEY, n INT, body VARCHAR(60) DEFAULT 'x\y', seen TIMESTAMP NULL, made DATETIME, KEY notes_body (body));
    CREATE TABLE people (id INT PRIMARY KEY, name VARCHAR(60) NOT NULL DEFAULT 'no\body', city VARCHAR(40));
    CREATE TABLE prices (id INT PRIMARY KEY, price DECIMAL(8,2))"
  writes 1
  writes 2
  on "UPDATE notes SET body = 'strasse' WHERE id = 2; INSERT INTO notes (id) VALUES (3)"
  run expand -d odd -u "$url"
  exits 0
  writes 4
  on "INSERT INTO people (id, full_name, city) VALUES (5, 'Zoë', NULL), (6, DEFAULT, 'Ulm')"
  run backfill -d odd -u "$url"
  exits 0
  writes 7
  on "UPDATE notes SET body = body || '!' WHERE id = 1; UPDATE people SET full_name = 'Ada' WHERE id = 2"
  run contract -d odd -u "$url" --force-gate "no application here"
  exits 0
  equal "$(on "SELECT id, n, HEX(CONVERT(body USING utf8mb4)), seen, made, HEX(CONVERT(more USING utf8mb4)) FROM notes ORDER BY id")" \
    "$(on "SELECT id, IF(id = 3, NULL, id), HEX(CONVERT(CASE id WHEN 2 THEN 'strasse' WHEN 3 THEN 'x\y'
        ELSE 'b\' || id || ' ''ß'' \"q\"ä' || IF(id = 1, '!', '') END USING utf8mb4)),
        IF(id = 3, NULL, CAST('2026-07-01 12:00:00' AS DATETIME)), IF(id = 3, NULL, CAST('2026-07-01 12:00:00' AS DATETIME)),
        HEX('a\b''c') FROM (SELECT 1 AS id UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 7) AS rows_there ORDER BY id")"
  equal "$(on "SELECT SUM(UNIX_TIMESTAMP(seen) = $(date -u -d '2026-07-01 06:30:00' +%s)) FROM notes")" 4
  equal "$(on "SELECT id || ' ' || full_name || ' ' || COALESCE(tag, 'none') || ' ' || path FROM people ORDER BY id")" \
    '1 Jürgen\\1 <Köln1\\or> C:\\x
2 Ada <Köln2\\or> C:\\x
4 Jürgen\\4 <Köln4\\or> C:\\x
5 Zoë none C:\\x
6 no\\body <Ulm\\or> C:\\x
7 Jürgen\\7 <Köln7\\or> C:\\x'
  equal "$(on "SELECT id || HEX(CONVERT(price USING utf8mb4)) FROM prices ORDER BY id")" "1$(printf '1.50\t€' | od -An -tx1 | tr -d ' \n' | tr a-f A-F)
2$(printf '2.50\t€' | od -An -tx1 | tr -d ' \n' | tr a-f A-F)
4$(printf '4.50\t€' | od -An -tx1 | tr -d ' \n' | tr a-f A-F)
7$(printf '7.50\t€' | od -An -tx1 | tr -d ' \n' | tr a-f A-F)"
  equal "$(on "SELECT COUNT(DISTINCT COLLATION_NAME), MIN(COLLATION_NAME) FROM information_schema.COLUMNS
      WHERE TABLE_SCHEMA = 'odd' AND TABLE_NAME IN ('notes', 'people', 'prices') AND COLLATION_NAME IS NOT NULL")" \
    "1	latin1_german2_ci"
  run drift -d odd -u "$url"
  exits 0
  end_database
  end_own_server $kind
done
[ "$tried" -gt 0 ] || skip "no MariaDB, no MySQL"
finish
