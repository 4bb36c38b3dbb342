#!/usr/bin/env bash
# PostgreSQL: the way back of a table that was exchanged for its shadow, where the new one holds what the old one cannot.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
server=${MIGRATE_TEST_POSTGRES_URL:-}
[ -n "$server" ] || skip "no PostgreSQL"

# begin NAME SQL OPERATION…: a database with that in it, and a migration of those operations.
begin() {
  begin_database "$server" "way_back_$1_$$"
  on "$2"
  rm -rf migrations
  mkdir migrations
  { echo operations: && printf '  - %s\n' "${@:3}"; } >migrations/20260101000000_back.yaml
}
# No table, index or function of the tool's beside the user's own.
nothing_left() {
  equal "$(on "SELECT string_agg(name, ' ') FROM (SELECT relname, relnamespace FROM pg_class UNION ALL
    SELECT proname, pronamespace FROM pg_proc) AS own (name, place) WHERE name LIKE 'migrate\_%' AND place IN
    ('public'::regnamespace, 'migrate'::regnamespace)")" ""
}
exchange() {
  run up -u "$url"
  exits 0
}

# Values that a cast would round or cut.
begin rounded "CREATE TABLE items (id integer PRIMARY KEY, price numeric(10,2), name varchar(10), number integer,
    at timestamp(0));
  INSERT INTO items SELECT i, 1.5, 'a', i, '2026-01-01' FROM generate_series(1, 9) AS i" \
  'alter_column: {table: items, column: price, type: "numeric(12,4)", strategy: shadow}' \
  'alter_column: {table: items, column: name, type: text, strategy: shadow}' \
  'alter_column: {table: items, column: number, type: "numeric(14,2)", strategy: shadow}' \
  'alter_column: {table: items, column: at, type: "timestamp(3)", strategy: shadow}'
exchange
on "UPDATE items SET price = 1.2345 WHERE id = 1; UPDATE items SET name = 'abcdefghijk' WHERE id = 2;
  UPDATE items SET number = 0.5 WHERE id = 3; UPDATE items SET at = '2026-01-01 00:00:00.4' WHERE id = 4;
  UPDATE items SET price = 1.25, name = 'ten digits', number = 77, at = '2027-01-01' WHERE id = 5;
  UPDATE items SET number = 'NaN' WHERE id = 6; UPDATE items SET price = NULL, name = NULL WHERE id = 7"
run rollback -u "$url"
refused 2 MIG-ROLLBACK-LOSES-DATA
err_has "rows of items that the old shape cannot hold (5 found)"
on "UPDATE items SET price = 1.23, name = 'abc', number = 3, at = '2026-01-02' WHERE id IN (1, 2, 3, 4, 6)"
run rollback -u "$url" --dry-run
exits 0
out_has "ahead of the undo: carry back what was written to items meanwhile"
out_has "undo: exchange items for its shadow"
run rollback -u "$url"
exits 0
equal "$(on "SELECT string_agg(concat_ws(' ', price, name, number, at), ',' ORDER BY id) FROM items WHERE id IN (1, 5, 7)")" \
  "1.23 abc 3 2026-01-02 00:00:00,1.25 ten digits 77 2027-01-01 00:00:00,7 2026-01-01 00:00:00"
equal "$(on "SELECT count(*) || ' ' || pg_typeof(max(number)) FROM items")" "9 integer"
nothing_left
end_database

# Numbers beyond the old type.
for key in serial "integer GENERATED ALWAYS AS IDENTITY"; do
  begin numbers "CREATE TABLE orders (id $key PRIMARY KEY, note text); INSERT INTO orders (note) VALUES ('first')" \
    'alter_column: {table: orders, column: id, type: bigint, strategy: shadow}'
  exchange
  on "SELECT setval('orders_id_seq', 2147483647)" >/dev/null
  on "INSERT INTO orders (note) VALUES ('beyond'), ('beyond')"
  run rollback -u "$url"
  refused 2 MIG-ROLLBACK-LOSES-DATA
  err_has "rows of orders that the old shape cannot hold, sequences beyond its type (3 found)"
  on "DELETE FROM orders WHERE note = 'beyond'"
  run rollback -u "$url"
  refused 2 MIG-ROLLBACK-LOSES-DATA
  err_has "sequences beyond its type (1 found)"
  run rollback -u "$url" --discard-new-data
  exits 0
  equal "$(on "SELECT format_type(seqtypid, NULL) FROM pg_sequence WHERE seqrelid = 'orders_id_seq'::regclass")" integer "$key"
  equal "$(on "SELECT last_value || ' ' || is_called FROM orders_id_seq")" "2147483647 true" "$key"
  equal "$(on "SELECT count(*) FROM orders")" 1 "$key"
  nothing_left
  end_database
done

# A foreign key that is NOT ENFORCED can be validated in neither direction.
if [ "$(postgres "$server" 'SHOW server_version_num')" -ge 180000 ]; then
  begin loose "CREATE TABLE parents (id integer PRIMARY KEY);
    CREATE TABLE t (id integer PRIMARY KEY, parent integer CONSTRAINT loose REFERENCES parents NOT ENFORCED,
      lower integer CONSTRAINT low CHECK (lower < id) NOT ENFORCED);
    INSERT INTO t VALUES (1, 7, 7)" 'rebuild_table: {table: t}'
  keys="SELECT string_agg(conname || ' ' || pg_get_constraintdef(oid), ', ' ORDER BY conname) FROM pg_constraint
    WHERE conrelid = 't'::regclass AND contype IN ('f', 'c')"
  before=$(on "$keys")
  exchange
  equal "$(on "$keys")" "$before"
  run rollback -u "$url"
  exits 0
  equal "$(on "$keys")" "$before"
  exchange
  run contract -u "$url" --force-gate test
  exits 0
  equal "$(on "$keys")" "$before"
  nothing_left
  end_database
fi

# What is discarded is a change, not the row that old code knows; who refers to a row that is gone stops nothing.
begin children "CREATE TABLE counters (id integer PRIMARY KEY, hits integer, name text UNIQUE);
  CREATE TABLE lines (id integer PRIMARY KEY, counter integer REFERENCES counters ON DELETE CASCADE);
  INSERT INTO counters VALUES (1, 1, 'a'), (2, 2, 'b'), (3, 3, 'c'), (4, 4, 'd'), (5, 5, 'e'), (7, 7, 'long');
  ALTER TABLE counters ADD CONSTRAINT short CHECK (length(name) < 3) NOT VALID;
  INSERT INTO lines SELECT id, id FROM counters" \
  'alter_column: {table: counters, column: hits, type: bigint, strategy: shadow}'
exchange
far=3000000000
on "UPDATE counters SET hits = $far WHERE id = 1; UPDATE counters SET hits = $far, name = 'x' WHERE id = 2;
  DELETE FROM lines WHERE counter = 7; UPDATE counters SET hits = $far, name = 'g' WHERE id = 7;
  INSERT INTO counters VALUES (6, 6, 'b'); UPDATE counters SET hits = 33 WHERE id = 3"
run rollback -u "$url"
refused 2 MIG-ROLLBACK-LOSES-DATA
err_has "rows of counters that the old shape cannot hold (3 found)"
on "UPDATE counters SET hits = $far WHERE id IN (3, 4, 5)"
run rollback -u "$url"
refused 2 MIG-ROLLBACK-LOSES-DATA
err_has "rows of counters that the old shape cannot hold (6 found)"
on "DELETE FROM counters WHERE id = 4; UPDATE counters SET hits = 55 WHERE id = 5"
run rollback -u "$url" --discard-new-data
exits 0
equal "$(on "SELECT string_agg(concat_ws(' ', id, hits, name), ', ' ORDER BY id) FROM counters")" "1 1 a, 3 33 c, 5 55 e, 6 6 b"
equal "$(on "SELECT string_agg(counter::text, ' ' ORDER BY id) FROM lines")" "1 2 3 5"
equal "$(on "SELECT convalidated FROM pg_constraint WHERE conname = 'lines_counter_fkey'")" f
equal "$(on "SELECT message FROM migrate.event WHERE kind = 'not validated'")" \
  "foreign key lines_counter_fkey of lines stays NOT VALID: rows refer to some that were discarded"
on "DELETE FROM lines WHERE counter = 2; ALTER TABLE lines VALIDATE CONSTRAINT lines_counter_fkey"
nothing_left
# All of its rows are kept: the key is proven.
exchange
on "UPDATE counters SET hits = $far WHERE id = 1"
run rollback -u "$url" --discard-new-data
exits 0
equal "$(on "SELECT hits FROM counters WHERE id = 1")" 1
equal "$(on "SELECT convalidated FROM pg_constraint WHERE conname = 'lines_counter_fkey'")" t
end_database

# However many they are, and of however large a table, they are not put back behind the locks.
begin many "CREATE TABLE counters (id integer PRIMARY KEY, hits integer NOT NULL);
  INSERT INTO counters SELECT i, 1 FROM generate_series(1, 200000) AS i; ANALYZE counters" \
  'alter_column: {table: counters, column: hits, type: bigint, strategy: shadow}'
exchange
on "UPDATE counters SET hits = CASE id WHEN 1 THEN 2 ELSE $far END WHERE id <= 1001"
run rollback -u "$url" --discard-new-data
exits 0
equal "$(on "SELECT count(*) || ' ' || sum(hits) FROM counters")" "200000 200001"
nothing_left
end_database

# TRUNCATE, which has no key, where the key is of a domain that is NOT NULL.
begin emptied "CREATE DOMAIN item_id AS bigint NOT NULL CHECK (VALUE > 0);
  CREATE TABLE t (id item_id, part item_id, note text, PRIMARY KEY (id, part));
  INSERT INTO t SELECT i, i, 'old' FROM generate_series(1, 9) AS i" 'rebuild_table: {table: t}'
run expand -u "$url"
exits 0
on "TRUNCATE t; INSERT INTO t VALUES (1, 1, 'a'), (2, 2, 'b')"
run backfill -u "$url"
exits 0
equal "$(on "SELECT string_agg(concat_ws(' ', id, part, note, pg_typeof(id)), ', ' ORDER BY id) FROM t")" "1 1 a item_id, 2 2 b item_id"
on "TRUNCATE t; INSERT INTO t VALUES (3, 3, 'c'), (4, 4, 'd')"
run rollback -u "$url"
exits 0
equal "$(on "SELECT string_agg(concat_ws(' ', id, part, note, pg_typeof(id)), ', ' ORDER BY id) FROM t")" "3 3 c item_id, 4 4 d item_id"
nothing_left
end_database

# A key whose collation takes two spellings for one value, and both are written while the exchange waits.
begin collated "CREATE COLLATION alike (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
  CREATE TABLE t (name text COLLATE alike PRIMARY KEY, note text);
  INSERT INTO t VALUES ('a', 'one'), ('b', 'two')" 'rebuild_table: {table: t}'
mkfifo reader.in
# spells ARGS…: the command, which meets a reader of the table.
spells() {
  : >reader.out
  psql -Xqd "$url" <reader.in >reader.out &
  exec 7>reader.in
  echo "BEGIN; SELECT 'reads' FROM t;" >&7
  until_true "a reader" grep -q reads reader.out
  background "$@" -u "$url"
  until_true "the exchange waits" grep -q 'attempt 1 failed' err
  on "UPDATE t SET name = 'A' WHERE name = 'a'; UPDATE t SET name = 'a' WHERE name = 'a';
    UPDATE t SET name = 'B', note = 'B' WHERE name = 'b'"
  echo 'COMMIT;' >&7
  exec 7>&-
  end_background
  unset pid
  exits 0
  equal "$(on "SELECT string_agg(concat_ws(' ', name, note), ', ' ORDER BY name) FROM t")" "a one, B B"
}
run up -u "$url" --hold-cutover
exits 0
spells cutover
spells rollback
nothing_left
end_database

# What is made of the new table by hand would be gone.
begin by_hand "CREATE TABLE parents (id integer PRIMARY KEY); CREATE SCHEMA other; CREATE DOMAIN other.label AS text;
  CREATE TABLE t (id integer PRIMARY KEY, parent integer REFERENCES parents, n integer, name other.label);
  CREATE TABLE children (t integer REFERENCES t); INSERT INTO parents VALUES (1); INSERT INTO t VALUES (1, 1, 1);
  INSERT INTO children VALUES (1)" 'alter_column: {table: t, column: n, type: bigint, strategy: shadow}'
exchange
on "CREATE INDEX t_n ON t (n); ALTER TABLE t ENABLE ROW LEVEL SECURITY; ANALYZE t; UPDATE t SET n = 2"
run rollback -u "$url"
refused 2 MIG-ROLLBACK-LOSES-DATA
err_has "kinds of things that were changed at table t since the exchange (2 found: indexes, settings)"
on "DROP INDEX t_n; ALTER TABLE t DISABLE ROW LEVEL SECURITY"
# With another search path the server shows another name of the domain.
run rollback -u "$url?options=-csearch_path%3Dpublic%2Cother"
exits 0
nothing_left
exchange
on "GRANT SELECT ON t TO PUBLIC; ALTER TABLE t ADD COLUMN extra text"
run rollback -u "$url"
refused 2 MIG-ROLLBACK-LOSES-DATA
err_has "(4 found: columns, comments, owner and privileges, settings)"
run rollback -u "$url" --discard-new-data
exits 0
equal "$(on "SELECT relacl IS NULL AND relnatts = 4 FROM pg_class WHERE relname = 't'")" t
nothing_left
exchange
on "GRANT SELECT ON t TO PUBLIC"
run contract -u "$url" --force-gate test
exits 0
equal "$(on "SELECT relacl IS NULL FROM pg_class WHERE relname = 't'")" f
nothing_left
end_database

# What is carried back one row after another is waited for as well by whoever has an older snapshot.
begin snapshot "CREATE TABLE t (id integer PRIMARY KEY, n integer); INSERT INTO t SELECT i, i FROM generate_series(1, 9) AS i" \
  'alter_column: {table: t, column: n, type: bigint, strategy: shadow}'
exchange
on "UPDATE t SET n = 3000000000 WHERE id = 1; UPDATE t SET n = 20 WHERE id = 2"
mkfifo older.in
psql -XqAt -d "$url" <older.in >older.out 2>&1 &
children+=($!)
disown
exec 4>older.in
echo "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 'begun';" >&4
until_true "the reader has its snapshot" grep -qs begun older.out
run rollback -u "$url" --discard-new-data --lock-wait-total 1s
refused 1 MIG-LOCK-TIMEOUT
err_has "a snapshot is older"
echo "SELECT 'saw ' || n FROM t WHERE id = 2; COMMIT;" >&4
until_true "the reader sees the row" grep -qs "saw 20" older.out
run rollback -u "$url" --discard-new-data
exits 0
equal "$(on "SELECT string_agg(id || '=' || n, ' ' ORDER BY id) FROM t WHERE id < 4")" "1=1 2=20 3=3"
exec 4>&-
nothing_left
end_database

finish
