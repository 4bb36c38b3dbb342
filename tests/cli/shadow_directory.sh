#!/usr/bin/env bash
# MariaDB: a table or partition that lies in a directory of its own. CREATE TABLE … LIKE does not take that over, and the
# plan of a shadow says so. (MySQL takes directories that it was started with alone.)
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
if [ -z "${MIGRATE_TEST_MARIADB_URL:-}" ] || [ -z "${MIGRATE_TEST_MARIADB_FILES:-}" ]; then
  skip "no MariaDB that writes files here"
fi
mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_table: {table: far, alter: MODIFY n BIGINT}
  - alter_table: {table: parts, alter: MODIFY n BIGINT}
  - alter_table: {table: near, alter: MODIFY n BIGINT}
YAML
begin_database "$MIGRATE_TEST_MARIADB_URL" "directory_$$"
on "CREATE TABLE far (id INT PRIMARY KEY, n INT) DATA DIRECTORY = '$MIGRATE_TEST_MARIADB_FILES';
  CREATE TABLE parts (id INT PRIMARY KEY, n INT) PARTITION BY HASH (id)
    (PARTITION p0 DATA DIRECTORY = '$MIGRATE_TEST_MARIADB_FILES', PARTITION p1);
  CREATE TABLE near (id INT PRIMARY KEY, n INT COMMENT 'no DATA DIRECTORY=')"
run plan -u "$url"
exits 0
out_has "the rows of far lie where its DATA DIRECTORY says"
out_has "the rows of parts lie where its DATA DIRECTORY says"
out_lacks "the rows of near"
finish
