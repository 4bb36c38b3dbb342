#!/usr/bin/env bash
# An exchange that is held: the moment is chosen by a person, what happened meanwhile is proven again.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"

mkdir migrations
: >app.db
run cutover -u "$url"
exits 0
err_has "nothing to do"

tried=0
for server in "${MIGRATE_TEST_MARIADB_URL:-}" "${MIGRATE_TEST_MYSQL_URL:-}"; do
  [ -n "$server" ] || continue
  tried=$((tried + 1))
  on() { mariadb_at "$@"; }
  database=cutover_$$
  url=$(with_database "$server" "$database")
  on "$server" "CREATE DATABASE $database"
  undo() { on "$server" "DROP DATABASE $database"; }
  trap 'undo; leave' EXIT
  on "$url" "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, n INT); INSERT INTO t VALUES (1, 1), (2, 2), (3, 3)"
  cat >migrations/20260101000000_wider.yaml <<'YAML'
engines: [mysql, mariadb]
operations:
  - alter_table: {table: t, alter: MODIFY n BIGINT}
YAML
  run cutover -u "$url" wider
  exits 2
  err_has MIG-CUTOVER-NOTHING
  run up -u "$url" --hold-cutover
  exits 0
  err_has "is held before"
  err_lacks "nothing to do"
  run status -u "$url"
  exits 0
  out_has "at step: wait for transactions that would miss rows of t's shadow"
  equal "$(on "$url" "SELECT DATA_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = '$database' AND TABLE_NAME = 't' AND COLUMN_NAME = 'n'")" int
  # As a run leaves it that is killed before the RENAME has taken place.
  on "$url" "UPDATE migrate_step SET status = 'done' WHERE title LIKE 'wait for transactions%';
    UPDATE migrate_step SET status = 'running', attempts = 1 WHERE title = 'exchange t for its shadow'"
  run backfill -u "$url" --hold-cutover
  exits 0
  err_has 'is held before "exchange t for its shadow"'
  # What no trigger sees.
  on "$url" "TRUNCATE t; INSERT INTO t VALUES (2, 20), (4, 40)"
  # A key that would stay with the old table.
  on "$url" "CREATE TABLE child (id INT PRIMARY KEY, t INT, CONSTRAINT child_t FOREIGN KEY (t) REFERENCES t (id))"
  run cutover -u "$url" wider
  exits 4
  err_has child_t
  on "$url" "DROP TABLE child"
  run cutover -u "$url" wider
  exits 0
  out_has "backfilled 20260101000000_wider"
  equal "$(on "$url" "SELECT GROUP_CONCAT(id, '=', n ORDER BY id) FROM t")" "2=20,4=40"
  equal "$(on "$url" "SELECT DATA_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = '$database' AND TABLE_NAME = 't' AND COLUMN_NAME = 'n'")" bigint
  run rollback -u "$url" --dry-run
  exits 0
  out_has "ahead of the undo: carry back what was written to t meanwhile"
  run rollback -u "$url"
  exits 0
  equal "$(on "$url" "SELECT GROUP_CONCAT(id, '=', n ORDER BY id) FROM t")" "2=20,4=40"

  # Between the move of a key and the RENAME it is the shadow that refuses, and the writer must hear of it.
  on "$url" "CREATE TABLE child (id INT PRIMARY KEY, t INT, CONSTRAINT child_t FOREIGN KEY (t) REFERENCES t (id)); INSERT INTO child VALUES (1, 2)"
  run up -u "$url" --hold-cutover
  exits 0
  on "$url" "SET foreign_key_checks = 0; ALTER TABLE child DROP FOREIGN KEY child_t, ADD CONSTRAINT migrate_child__child_t__moved
    FOREIGN KEY (t) REFERENCES migrate_t__shadow (id), ALGORITHM=INPLACE, LOCK=NONE"
  ran="DELETE of a row that a moved key refers to"
  on "$url" "DELETE FROM t WHERE id = 2" 2>err && fail "it was not refused"
  err_has 1451
  run cutover -u "$url" wider
  exits 0
  equal "$(on "$url" "SELECT COUNT(*) FROM t JOIN child ON child.t = t.id")" 1
  run rollback -u "$url" --yes
  exits 0

  # An exchange that has to wait: what was compared before is compared again behind it.
  on "$url" "DROP TABLE child; TRUNCATE t; INSERT INTO t VALUES (1, 1), (2, 2), (3, 3); CREATE TABLE go_on (id INT)"
  run expand -u "$url"
  exits 0
  compared="SELECT COUNT(*) FROM migrate_step WHERE title LIKE 'look for foreign keys%' AND status = 'done' AND NOT EXISTS (SELECT 1 FROM go_on)"
  background backfill -u "$url" --throttle-query "$compared"
  until_waits "query 1, limit 0"
  grep -qF "at step: wait for transactions that would miss rows of t's shadow" out2 || fail "another step waits: $(cat out2)"
  on "$url" "TRUNCATE t; INSERT INTO t VALUES (2, 20), (5, 50)"
  sleep 3
  on "$url" "INSERT INTO go_on VALUES (1)"
  end_background
  exits 0
  pid=
  equal "$(on "$url" "SELECT GROUP_CONCAT(id, '=', n ORDER BY id) FROM t")" "2=20,5=50" "rows behind an exchange that waited"
  equal "$(on "$url" "SELECT DATA_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = '$database' AND TABLE_NAME = 't' AND COLUMN_NAME = 'n'")" bigint
  trap leave EXIT
  undo
done
[ "$tried" -gt 0 ] || skip "no MariaDB, no MySQL"
finish
