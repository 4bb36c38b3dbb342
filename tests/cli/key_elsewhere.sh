#!/usr/bin/env bash
# A foreign key of a table in another database refers to a table that is exchanged for its shadow.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"

mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_table: {table: t, alter: MODIFY n BIGINT}
YAML
refers_to() {
  on "SELECT CONCAT(UNIQUE_CONSTRAINT_SCHEMA, '.', REFERENCED_TABLE_NAME) FROM
    information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = '$far'"
}

tried=0
for server in "${MIGRATE_TEST_MARIADB_URL:-}" "${MIGRATE_TEST_MYSQL_URL:-}"; do
  [ -n "$server" ] || continue
  tried=$((tried + 1))
  near=key_near_$$ far=key_far_$$
  begin_database "$server" "$near"
  database_end="DROP DATABASE IF EXISTS $far; DROP DATABASE $near"
  on "CREATE TABLE t (id INT PRIMARY KEY, n INT); INSERT INTO t VALUES (1, 1), (2, 2); CREATE DATABASE $far"
  on "CREATE TABLE $far.child (id INT PRIMARY KEY, t INT,
    CONSTRAINT child_t FOREIGN KEY (t) REFERENCES $near.t (id)); INSERT INTO $far.child VALUES (1, 1), (2, 2)"
  run up -u "$url"
  exits 0
  on "INSERT INTO t VALUES (3, 3); INSERT INTO $far.child VALUES (3, 3)"
  on "INSERT INTO $far.child VALUES (4, 4)" 2>refused && fail "the foreign key does not hold"
  run rollback -u "$url"
  exits 0
  equal "$(refers_to)" "$near.t"
  on "DELETE FROM t WHERE id = 3" 2>refused && fail "the foreign key does not hold"
  run up -u "$url"
  exits 0
  run contract -u "$url" --force-gate "no application here"
  exits 0
  equal "$(refers_to)" "$near.t"
  on "INSERT INTO t VALUES (5, 5); INSERT INTO $far.child VALUES (5, 5)"
  on "DELETE FROM t WHERE id = 5" 2>refused && fail "the foreign key does not hold"
  equal "$(on "SELECT COUNT(*) FROM $far.child")" 4
  end_database
done
[ "$tried" -gt 0 ] || skip "no MariaDB, no MySQL"
finish
