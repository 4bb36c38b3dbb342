#!/usr/bin/env bash
# SQLite: what stands in the way of the exchange of a table for its shadow, or comes between the last
# comparison and the exchange, stops contract with no row lost.
# shellcheck disable=SC2016  # the backquotes are those of a message
. "$(dirname "$0")/lib.sh"

# begin SQL OPERATION: the only migration, over a database of its own.
begin() {
  rm -rf migrations app.db*
  mkdir migrations
  printf 'operations:\n  - %s\n' "$2" >migrations/20260101000000_it.yaml
  sql "$1"
}
up() {
  run up -u "$url"
  exits 0
}
contract() { run contract -u "$url" --force-gate test; }
table() { sql "SELECT group_concat(id || '=' || quote(x), ' ') FROM (SELECT * FROM t ORDER BY id)"; }
# contracted ROWS: it ends once what is named is mended.
contracted() {
  contract
  exits 0
  equal "$(table)" "$1"
  equal "$(sql 'PRAGMA integrity_check; PRAGMA foreign_key_check')" ok
  equal "$(sql "SELECT count(*) FROM sqlite_schema WHERE tbl_name LIKE 'migrate\\_t\\_\\_%' ESCAPE '\\'")" 0
}

# Made by hand meanwhile: found while there is a way back.
begin "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT); INSERT INTO t VALUES (1, '1')" \
  'alter_column: {table: t, column: x, type: INTEGER}'
up
sql 'CREATE INDEX by_hand ON T (x)'
contract
refused 4 MIG-CHECK-FAILED
err_has '"look for what has been changed of t since" does not hold'
err_has 'type = index, name = by_hand, is_now = new or changed since'
sql 'DROP INDEX by_hand; CREATE TRIGGER by_hand AFTER INSERT ON T BEGIN SELECT 1; END'
contract
refused 4 MIG-CHECK-FAILED
err_has 'type = trigger, name = by_hand, is_now = new or changed since'
run rollback -u "$url"
exits 0
up
contracted '1=1'
equal "$(sql "SELECT count(*) FROM sqlite_schema WHERE name = 'by_hand'")" 1

# between DEFINITION ROWS MIGRATION: contract has compared; writers go on before it exchanges.
between() {
  begin "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1), (2); CREATE TABLE t ($1);
    INSERT INTO t VALUES $2" "$3"
  up
}
# stopped SQL WHAT: with that written meanwhile, and no row changed by it.
stopped() {
  printf 'hooks:\n  - {on: before_contract, command: sqlite3 app.db <written.sql >seen}\n' >migrate.yaml
  echo "$1; SELECT * FROM t ORDER BY 1, 2" >written.sql
  contract
  refused 1 MIG-STEP-FAILED
  err_has "$2"
  equal "$(sql "SELECT * FROM t ORDER BY 1, 2")" "$(cat seen)"
  rm migrate.yaml
}
between 'id INTEGER PRIMARY KEY, x TEXT UNIQUE' "(1, '1'), (2, '2')" \
  'alter_column: {table: t, column: x, type: INTEGER}'
echo "INSERT INTO t VALUES (3, '01')" >written.sql
printf 'hooks:\n  - {on: before_contract, command: sqlite3 app.db <written.sql}\n' >migrate.yaml
contract
refused 4 MIG-CHECK-FAILED
err_has '"look for duplicates that UNIQUE (x) of the new table t would refuse, again" does not hold any more'
err_has 'x = 1, rows = 2, id = 1, 3'
equal "$(sql 'SELECT count(*) FROM t')" 3
rm migrate.yaml
sql "DELETE FROM t WHERE id = 3"
stopped "INSERT INTO t VALUES (3, 'three')" 'not as this step expects it: the new shape of t has a place for each row'
sql "UPDATE t SET x = '03' WHERE id = 3"
contracted '1=1 2=2 3=3'

between 'id TEXT PRIMARY KEY, x TEXT' "('1', 'a')" 'alter_column: {table: t, column: id, type: INTEGER}'
stopped "INSERT INTO t VALUES (NULL, 'b')" 'has a place for each row'
sql 'UPDATE t SET id = 7 WHERE id IS NULL'
contracted "1='a' 7='b'"

between "id INTEGER PRIMARY KEY, x TEXT DEFAULT '5'" "(1, '1')" \
  'alter_column: {table: t, column: x, type: INTEGER, nullable: false}'
stopped 'INSERT INTO t VALUES (2, NULL)' 'has a place for each row'
sql 'DELETE FROM t WHERE id = 2'
contracted '1=1'

between 'id INTEGER PRIMARY KEY, x TEXT' "(1, '1'), (2, '2')" \
  'alter_column: {table: t, column: x, type: INTEGER, references: {name: t_p, table: p, column: id}}'
stopped 'DELETE FROM p WHERE id = 2' 'each row of t refers to a row'
sql 'DELETE FROM t WHERE id = 2'
contracted '1=1'

# refused_row DEFINITION VALUE CHANGE: the row is named before it is copied.
refused_row() {
  begin "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER PRIMARY KEY, $1; INSERT INTO t VALUES (1, NULL), (2, $2)" \
    "alter_column: {table: t, column: x, $3}"
  run expand -u "$url"
  exits 0
  run backfill -u "$url"
  refused 4 MIG-CHECK-FAILED
  err_has 'has no place for'
  err_has 'id = 2'
}
refused_row 'x TEXT)' "'12345678901234567891'" 'type: "DECIMAL(20, 0)"'
refused_row 'x TEXT)' "'0.1234567890123456789'" 'type: REAL'
refused_row 'x INTEGER)' 9007199254740993 'type: REAL'
refused_row 'x REAL)' '0.1 + 0.2' 'type: TEXT'
refused_row 'x REAL)' 9e999 'type: TEXT'
refused_row 'x TEXT) STRICT' "'a'" 'type: BLOB'
refused_row 'x TEXT)' "'9'" 'type: INTEGER, references: {name: t_p, table: p, column: id}'
refused_row 'x TEXT)' "'-9'" 'type: INTEGER, check: {name: t_x, constraint: x > 0}'
refused_row 'x TEXT)' "'3'" 'type: INTEGER, up: "x - 5", check: {name: t_x, constraint: x > 0}'

begin "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT) STRICT; INSERT INTO t VALUES (1, 'a')" \
  'alter_column: {table: t, column: x, type: ANY}'
up
contracted "1='a'"

# Two values that become one.
begin "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT); INSERT INTO t VALUES (1, '1'), (2, '01')" \
  'alter_column: {table: t, column: x, type: INTEGER, unique: {name: t_x}}'
run expand -u "$url"
run backfill -u "$url"
refused 4 MIG-CHECK-FAILED
err_has 'x = 1, rows = 2, id = 1, 2'
sql "UPDATE t SET x = '2' WHERE id = 2"
run backfill -u "$url"
exits 0
contracted '1=1 2=2'

# So they do under a rule that stands: named before the copy, of which one row would take the other's place.
# become_one DEFINITION SECOND CHANGE NAMED: the row with id 2, as SECOND, becomes what the first one is.
become_one() {
  begin "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT$1; INSERT INTO t (id, x) VALUES (1, '1'), (2, $2)" \
    "alter_column: {table: t, column: x, $3}"
  run expand -u "$url"
  exits 0
  run backfill -u "$url"
  refused 4 MIG-CHECK-FAILED
  err_has "\"look for duplicates that $4 of the new table t would refuse\" does not hold"
  err_has 'id = 1, 2'
  sql "UPDATE t SET x = '5' WHERE id = 2"
  run backfill -u "$url"
  exits 0
  sql "INSERT INTO t (id, x) VALUES (3, $2)"
  contract
  refused 4 MIG-CHECK-FAILED
  err_has "\"look for duplicates that $4 of the new table t would refuse, again\" does not hold"
  err_has 'id = 1, 3'
  sql "DELETE FROM t WHERE id = 3"
  contract
  exits 0
  equal "$(sql 'SELECT count(*) FROM t')" 2
  equal "$(sql 'PRAGMA integrity_check')" ok
}
become_one ' UNIQUE)' "'01'" 'type: INTEGER' 'UNIQUE (x)'
become_one ', UNIQUE (x))' "'11'" 'type: TEXT, up: "substr(x, 1, 1)"' 'UNIQUE (x)'
become_one ' COLLATE NOCASE UNIQUE)' "'b'" "type: TEXT, up: \"CASE x WHEN '1' THEN 'Q' WHEN 'b' THEN 'q' ELSE x END\"" 'UNIQUE (x)'
become_one "); CREATE UNIQUE INDEX t_x ON t (x || '') WHERE x > 0" "'01'" 'type: INTEGER, up: "CAST(x AS INTEGER) + 1"' t_x
become_one ', y TEXT AS (substr(x, 1, 1)), UNIQUE (y))' "'21'" 'type: TEXT, up: "replace(x, 2, 1)"' 'UNIQUE (y)'
# By BINARY they are two, and so is what is compared as the column's own collation compares it.
begin "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT UNIQUE, y TEXT COLLATE NOCASE); INSERT INTO t VALUES (1, '1', 'a'), (2, '2', 'A')" \
  'alter_column: {table: t, column: x, type: TEXT, up: y}'
up
contracted "1='a' 2='A'"
begin "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT COLLATE NOCASE); INSERT INTO t VALUES (1, 'a'), (2, 'b')" \
  "alter_column: {table: t, column: x, type: TEXT, up: \"CASE x WHEN 'b' THEN 'A' ELSE x END\", unique: {name: t_x}}"
run expand -u "$url"
run backfill -u "$url"
refused 4 MIG-CHECK-FAILED
err_has 'rows = 2, id = 1, 2'
# A rowid with other values would be another row.
begin "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT)" 'alter_column: {table: t, column: id, type: INTEGER, up: id + 1}'
run expand -u "$url"
refused 2 MIG-PLAN-UNSUPPORTED
err_has 't.id is the rowid'

# A table without a key, whose rows a VACUUM numbers anew: what the log and the shadow say of them is of others then.
# vacuumed DEFINITION CHANGE: between the last comparison and the exchange.
vacuumed() {
  between "$1" "('1', '1'), ('2', '2'), ('3', '3'), ('4', '4'), ('5', '5')" "alter_column: {table: t, column: $2}"
  printf 'hooks:\n  - {on: before_contract, command: sqlite3 app.db <written.sql}\n' >migrate.yaml
  echo "DELETE FROM t WHERE id = '2'; VACUUM; UPDATE t SET x = '40' WHERE id = '4'" >written.sql
  contracted "$3"
  rm migrate.yaml
}
vacuumed 'id TEXT, x TEXT' 'x, type: INTEGER' '1=1 3=3 4=40 5=5'
vacuumed 'id TEXT, x TEXT' 'x, type: INTEGER, unique: {name: t_x}' '1=1 3=3 4=40 5=5'
# Before it: what differs then is found, and filled anew.
between 'id TEXT, x TEXT' "('1', '1'), ('2', '2'), ('3', '3'), ('4', '4')" 'alter_column: {table: t, column: x, type: INTEGER}'
sql "DELETE FROM t WHERE id = '2'; VACUUM"
contract
refused 4 MIG-VERIFY-DIFFERS
run backfill -u "$url"
exits 0
contracted '1=1 3=3 4=4'

# A row that only the shadow has is taken away when backfill begins anew.
begin "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT); INSERT INTO t VALUES (1, '1')" \
  'alter_column: {table: t, column: x, type: INTEGER}'
up
sql 'INSERT INTO migrate_t__shadow VALUES (9, 9)'
contract
refused 4 MIG-VERIFY-DIFFERS
err_has 'id = 9'
err_has 'or `migrate rollback 20260101000000_it`'
run backfill -u "$url"
exits 0
contracted '1=1'

# The log is found by its key: a write reads one entry, however many there are.
indexed() {
  begin "$1; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) INSERT INTO t (id, x) SELECT i, i FROM n" "$2"
  run expand -u "$url"
  exits 0
  equal "$(sql "EXPLAIN QUERY PLAN SELECT 1 FROM t WHERE EXISTS (SELECT 1 FROM migrate_t__log AS e WHERE e.row_1 IS t.$3)" |
    grep -c 'SEARCH e USING')" 1 "$1"
}
for key in 'id INTEGER PRIMARY KEY, x TEXT)' 'id TEXT COLLATE NOCASE PRIMARY KEY, x TEXT) WITHOUT ROWID' \
  'id REAL PRIMARY KEY, x TEXT) WITHOUT ROWID' 'id DECIMAL(9) PRIMARY KEY, x TEXT) WITHOUT ROWID' \
  'id ANY PRIMARY KEY, x TEXT) STRICT, WITHOUT ROWID' 'id BLOB PRIMARY KEY, x TEXT) WITHOUT ROWID'; do
  indexed "CREATE TABLE t ($key" 'alter_column: {table: t, column: x, type: INTEGER}' id
done
indexed 'CREATE TABLE t (id TEXT PRIMARY KEY, x TEXT)' 'alter_column: {table: t, column: id, type: INTEGER}' rowid
equal "$(sql 'EXPLAIN QUERY PLAN SELECT 1 FROM t WHERE EXISTS (SELECT 1 FROM migrate_t__log AS e WHERE e.row_1 IS t.rowid AND e.copy_1 IS t.id)' |
  grep -c 'SEARCH e USING')" 1

# So is a row that REPLACE would take away, by the index that it conflicts in.
begin "CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT, k TEXT, n INT);
  CREATE UNIQUE INDEX t_k ON t (lower(k) COLLATE NOCASE DESC); CREATE UNIQUE INDEX t_n ON t (n) WHERE t.k IS NOT NULL" \
  'alter_column: {table: t, column: x, type: INTEGER}'
run expand -u "$url"
exits 0
lookups=$(sql "SELECT sql FROM sqlite_schema WHERE name = 'migrate_log__t__before_insert'" |
  sed '/^CREATE\|^BEGIN/d; s/^END//; s/NEW\."[a-z]*"/1/g' | tr '\n' ' ' | sed 's/INSERT/EXPLAIN QUERY PLAN INSERT/g')
equal "$(sql "$lookups" | grep -c 'SEARCH migrate_other USING INDEX t_[kn]')" 2 "$(sql "$lookups")"

# A definition that was edited by hand is not taken for what the plan makes of it.
begin 'CREATE TABLE t (id INTEGER PRIMARY KEY, x INT DEFAULT 5)' 'alter_column: {table: t, column: x, default: null}'
up
sqlite3 app.db "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = replace(sql, '5', '6') WHERE name = 't'"
contract
refused 1 MIG-STEP-FAILED
err_has 'not as this step expects it: the default of t.x is gone'
finish
