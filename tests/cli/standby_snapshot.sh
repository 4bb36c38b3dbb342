#!/usr/bin/env bash
# PostgreSQL: the exchange of a table for its shadow waits for a standby's old snapshot, which the standby reports by
# hot_standby_feedback to its sender, or into its slot. On a server of this script's own, with two standbys.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"
ran="" && : >out && : >err
SPEC=postgres+replica
own_server POSTGRES --set "hot_standby_feedback = on" --set "wal_receiver_status_interval = 1s" || { finish; exit; }
on() { postgres "$url" "$1"; }
standby() { sed -n "s/^export MIGRATE_TEST_POSTGRES_REPLICA$1_URL='\(.*\)'/\1/p" "$work/server-POSTGRES/env"; }
[ -n "$(standby "")" ] || skip "no pg_basebackup, so no standby"
mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_column: {table: t, column: n, type: bigint, strategy: shadow}
YAML
on "CREATE TABLE t (id integer PRIMARY KEY, n integer); INSERT INTO t SELECT i, i FROM generate_series(1, 100) AS i"
run expand -u "$url"
exits 0

# The second one reports into a slot.
on "SELECT pg_create_physical_replication_slot('second')" >sink
postgres "$(standby 2)" "ALTER SYSTEM SET primary_slot_name = 'second'"
postgres "$(standby 2)" "SELECT pg_reload_conf()" >sink
in_slot() { [ "$(on "SELECT count(*) FROM pg_replication_slots WHERE active AND xmin IS NOT NULL")" = 1 ]; }
until_true "the second standby reports into its slot" in_slot

# On each a snapshot that is older than the copy.
begins_on() { # NUMBER DESCRIPTOR
  mkfifo "reader$1"
  psql -XqAt -d "$(standby "${1#1}")" <"reader$1" >"read$1" 2>&1 &
  children+=("$!")
  disown
  eval "exec $2>reader$1"
  echo "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 'begun ' || count(*) FROM pg_class;" >&"$2"
  until_true "a snapshot on standby $1" grep -qs begun "read$1"
}
begins_on 1 3
begins_on 2 4
run backfill -u "$url" --hold-cutover
exits 0
on "UPDATE t SET n = n + 1 WHERE id = 13"
refused_for() { # WHOM NUMBER DESCRIPTOR
  run cutover -u "$url" --lock-wait-total 3s
  refused 1 MIG-LOCK-TIMEOUT
  err_has "a snapshot is older"
  err_has "$1, as it last reported"
  echo "SELECT 'saw ' || sum(n) FROM t; COMMIT;" >&"$3"
  until_true "standby $2 sees the rows" grep -q "saw 5050" "read$2"
}
refused_for "standby replica1" 1 3
refused_for "standby of slot second" 2 4

# What each of them reports is as old as a second.
run cutover -u "$url"
exits 0
equal "$(on "SELECT sum(n) || ' ' || pg_typeof(max(n)) FROM t")" "5051 bigint"
finish
