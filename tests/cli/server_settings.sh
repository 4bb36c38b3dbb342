#!/usr/bin/env bash
# Global settings that some servers run with, and that reach each new session: a primary key asked of every table, a
# limit of each SELECT, UPDATE without a key refused, ALTER only instantly.
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
strange="sql_select_limit = 1, GLOBAL sql_safe_updates = 1"

tried=0
for kind in MARIADB MYSQL; do
  own_database $kind settings || continue
  tried=$((tried + 1))
  on "CREATE TABLE t (id INT PRIMARY KEY, n INT, name VARCHAR(20)); CREATE TABLE u LIKE t; INSERT INTO t VALUES (1, 1, 'a'), (2, 2, 'b'), (3, 3, 'c'); INSERT INTO u SELECT * FROM t"
  if [ $kind = MYSQL ]; then
    on "SET GLOBAL $strange, GLOBAL sql_require_primary_key = 1"
  else
    on "SET GLOBAL $strange, GLOBAL innodb_force_primary_key = 1, GLOBAL alter_algorithm = 'INSTANT'"
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
  on "SET GLOBAL sql_select_limit = 1000, GLOBAL sql_safe_updates = 0"
  end_database
  end_own_server $kind
done
[ "$tried" -gt 0 ] || echo "no MariaDB, no MySQL"
finish
