#!/usr/bin/env bash
# PostgreSQL: what is written between the comparison of contract and the exchange is applied ahead of that, which waits
# for whoever would read the new table from a snapshot of before it was.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
server=${MIGRATE_TEST_POSTGRES_URL:-}
[ -n "$server" ] || skip "no PostgreSQL"
mkdir migrations
cat >migrations/20260101000000_number.yaml <<'YAML'
operations:
  - alter_column: {table: t, column: code, type: integer, up: "code::integer * 10", strategy: shadow}
YAML
begin_database "$server" "late_exchange_$$"
on "CREATE TABLE t (id integer PRIMARY KEY, code text);
    INSERT INTO t SELECT i, i::text FROM generate_series(1, 100) AS i"
run up -u "$url"
exits 0

mkfifo reader.in
psql -XqAt -d "$url" <reader.in >reader.out 2>&1 &
children+=($!)
disown
exec 3>reader.in
cat >meanwhile.sh <<SH
[ ! -e written ] || exec psql -Xq -d '$url' -c "UPDATE t SET code = '78' WHERE id = 8"
psql -Xq -d '$url' -c "UPDATE t SET code = '77' WHERE id = 7" || exit 1
echo "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 'begun';" >reader.in
for try in \$(seq 100); do
  grep -qs begun reader.out && touch written && exit 0
  sleep 0.1
done
exit 1
SH
printf 'hooks:\n  - {on: before_contract, command: sh meanwhile.sh}\n' >migrate.yaml
run contract -u "$url" --force-gate test --lock-wait-total 1s
refused 1 MIG-LOCK-TIMEOUT
err_has "a snapshot is older"
echo "SELECT 'saw ' || code FROM t WHERE id = 7; COMMIT;" >&3
until_true "the reader sees the row" grep -qs "saw 77" reader.out
# What was done for the attempt that came to nothing is done again: much may have been written since.
run contract -u "$url" --force-gate test
exits 0
err_has "apply what changed in t during the comparison: 1 row"
equal "$(on "SELECT pg_typeof(code) || ' ' || code FROM t WHERE id = 7")" "integer 770"
equal "$(on "SELECT sum(code) FROM t")" "$((50500 + 700 + 700))"
exec 3>&-
finish
