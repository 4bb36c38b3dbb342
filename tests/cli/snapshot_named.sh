#!/usr/bin/env bash
# PostgreSQL: an exchange that waits for an older snapshot names who has it, not who reads the table at that moment, and
# whose transaction, in another database too, makes new snapshots count as old ones; --terminate-blockers ends none.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
server=${MIGRATE_TEST_POSTGRES_URL:-}
[ -n "$server" ] || skip "no PostgreSQL"
mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_column: {table: t, column: n, type: bigint, strategy: shadow}
YAML
begin_database "$server" "snapshot_named_$$"
other=snapshot_other_$$
postgres "$server" "CREATE DATABASE $other"
trap 'drop_database; postgres "$server" "DROP DATABASE $other WITH (FORCE)"; leave' EXIT

# begins NAME DESCRIPTOR URL SQL: a session of that name, which stays in its transaction.
begins() {
  mkfifo "$1.in"
  PGAPPNAME=$1 psql -XqAt -d "$3" <"$1.in" >"$1.out" 2>&1 &
  children+=($!)
  disown
  eval "exec $2>$1.in"
  echo "$4; SELECT 'begun';" >&"$2"
  until_true "$1 has begun" grep -qs begun "$1.out"
}
# The report alone: who was met on the way there is told before it.
error_has() { sed '/^error /,$!d' err | grep -qF -e "$1" || fail "the error lacks: $1"; }

on "CREATE TABLE t (id integer PRIMARY KEY, n integer); INSERT INTO t SELECT i, i FROM generate_series(1, 100) AS i;
    CREATE TABLE stop ()"
run up -u "$url" --hold-cutover
exits 0
begins analytics 3 "$url" "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1"
PGAPPNAME=reader psql -XqAt -d "$url" -c "DO \$\$ BEGIN
  WHILE to_regclass('stop') IS NOT NULL LOOP
    PERFORM count(*) FROM t;
    PERFORM pg_sleep(0.3);
    COMMIT;
  END LOOP;
END \$\$" >reader.out 2>&1 &
reader=$!
children+=("$reader")
on "UPDATE t SET n = n + 1 WHERE id = 13"
run cutover -u "$url" --lock-timeout 3s --lock-wait-total 4s --terminate-blockers 100ms
refused 1 MIG-LOCK-TIMEOUT
error_has "a snapshot is older"
error_has "(analytics)"
equal "$(on "SELECT count(*) FROM migrate.event WHERE kind = 'ended a session'")" 0
on "DROP TABLE stop"
wait "$reader" || fail "the reader met an error: $(cat reader.out)"

begins etl 4 "$(with_database "$server" "$other")" "BEGIN; CREATE TABLE loaded ()"
on "UPDATE t SET n = n + 1 WHERE id = 14"
run cutover -u "$url" --lock-wait-total 1s
refused 1 MIG-LOCK-TIMEOUT
error_has "(analytics)"
error_has "one that is taken now counts as old, too, until these end, which write: "
error_has "(etl) in database $other"
echo "ROLLBACK;" >&4
echo "SELECT 'saw ' || sum(n) FROM t; COMMIT;" >&3
until_true "analytics sees the rows" grep -qs "saw 5050" analytics.out
exec 3>&- 4>&-
run cutover -u "$url"
exits 0
equal "$(on "SELECT sum(n) || ' ' || pg_typeof(max(n)) FROM t")" "5052 bigint"
finish
