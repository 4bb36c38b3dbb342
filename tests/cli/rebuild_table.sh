#!/usr/bin/env bash
# A PostgreSQL table that is exchanged for its shadow, around the moments that no scenario has: a transaction
# that commits late, writes that no trigger saw, an old snapshot, a value that the old shape cannot hold.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
server=${MIGRATE_TEST_POSTGRES_URL:-}
[ -n "$server" ] || skip "no PostgreSQL"

database=rebuild_$$
url=$(with_database "$server" "$database")
postgres "$server" "CREATE DATABASE $database"
roles=""
undo() {
  postgres "$server" "DROP DATABASE IF EXISTS $database WITH (FORCE)"
  [ -z "$roles" ] || postgres "$server" "DROP ROLE $roles"
}
trap 'undo; leave' EXIT
on() { postgres "$url" "$1"; }

# A session whose statements are written to it one by one.
open() { # NAME [URL]
  mkfifo "$1.in"
  psql -XqAt -d "${2:-$url}" <"$1.in" >"$1.out" 2>&1 &
  children+=($!)
  disown
  eval "$1_pid=$!"
  exec {fd}>"$1.in"
  eval "$1_fd=$fd"
}
say() { # NAME SQL
  local fd_name=$1_fd
  echo "$2; SELECT 'said';" >&"${!fd_name}"
  for _ in $(seq 100); do
    [ "$(grep -c said "$1.out")" -ge "${3:-1}" ] && return
    sleep 0.1
  done
  fail "$1 did not answer: $2"
}
mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_column: {table: t, column: n, type: bigint, strategy: shadow}
YAML
on "CREATE TABLE t (id integer PRIMARY KEY, n integer UNIQUE, note text);
    INSERT INTO t SELECT i, i, 'note ' || i FROM generate_series(1, 1000) AS i"
run expand -u "$url"
exits 0

# The number of its entry is smaller than those that are applied meanwhile.
open late
say late "BEGIN; UPDATE t SET note = 'late' WHERE id = 7; INSERT INTO t VALUES (2001, 2001, 'late')"
on "UPDATE t SET note = 'early' WHERE id = 8; DELETE FROM t WHERE id = 9; UPDATE t SET id = 3000 WHERE id = 10"
run backfill -u "$url" --hold-cutover
exits 0
err_has "is held before"
say late "COMMIT" 2
# What no trigger sees.
on "ALTER TABLE t DISABLE TRIGGER ALL; UPDATE t SET note = 'unseen' WHERE id = 11; DELETE FROM t WHERE id = 12;
    INSERT INTO t VALUES (4000, 4000, 'unseen'); ALTER TABLE t ENABLE TRIGGER ALL"

# A snapshot that would not see the rows of the shadow.
open old
say old "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1"
on "UPDATE t SET note = 'after' WHERE id = 13"
run cutover -u "$url" --lock-wait-total 1s
refused 1 MIG-LOCK-TIMEOUT
err_has "a snapshot is older"
# What was written while it was held is applied before all rows are compared.
equal "$(on "SELECT attempts FROM migrate.step WHERE title = 'apply the last of the log of t'")" 2
# An exchange that was tried in vain is held as before, and what is written meanwhile is compared as before.
run backfill -u "$url" --hold-cutover
exits 0
err_has 'is held before "exchange t for its shadow"'
on "ALTER TABLE t DISABLE TRIGGER ALL; UPDATE t SET note = 'unseen' WHERE id = 14; ALTER TABLE t ENABLE TRIGGER ALL"
say old "COMMIT" 2
run cutover -u "$url"
exits 0
out_has "backfilled 20260101000000_wider"
equal "$(on "SELECT string_agg(id || '=' || note, ' ' ORDER BY id) FROM t WHERE note NOT LIKE 'note %'")" \
  "7=late 8=early 11=unseen 13=after 14=unseen 2001=late 4000=unseen"
equal "$(on "SELECT count(*) || ' ' || count(DISTINCT n) || ' ' || pg_typeof(max(n)) FROM t")" "1000 1000 bigint"
equal "$(on "SELECT string_agg(id::text, ' ') FROM t WHERE id IN (9, 10, 12, 3000)")" 3000
equal "$(on "SELECT count(*) FROM migrate.event WHERE kind = 'locks held'")" 1

# What the old type cannot hold is asked about, and nothing else is.
on "UPDATE t SET n = 3000000000 WHERE id = 20; UPDATE t SET n = n + 10000 WHERE id < 20"
run rollback -u "$url"
refused 2 MIG-ROLLBACK-LOSES-DATA
err_has "rows of t that the old shape cannot hold (1 found)"
on "UPDATE t SET n = -20 WHERE id = 20"
run rollback -u "$url"
exits 0
equal "$(on "SELECT pg_typeof(max(n)) || ' ' || count(*) || ' ' || sum(n) FROM t")" \
  "integer 1000 $(on "SELECT sum(i) + 2001 - 9 + 4000 - 12 - 40 + 10000 * 16 FROM generate_series(1, 1000) AS i")"
equal "$(on "SELECT count(*) FROM pg_class WHERE relname LIKE '%migrate\_%' AND relnamespace = 'public'::regnamespace")" 0

# Somebody else's index would be lost.
run up -u "$url" --hold-cutover
exits 0
on "CREATE INDEX t_note ON t (note)"
run cutover -u "$url"
refused 1 MIG-STEP-FAILED
on "DROP INDEX t_note"
run cutover -u "$url"
exits 0
run contract -u "$url" --force-gate test
exits 0
equal "$(on "SELECT count(*) FROM pg_class WHERE relname LIKE '%migrate\_%' AND relnamespace = 'public'::regnamespace")" 0
postgres "$server" "DROP DATABASE $database WITH (FORCE)"

# Of a role's session that this account may not look at, too, and of one that replicates and reads by SQL (as a
# subscriber's first copy of a table does).
plain=rebuild_plain_$$ app=rebuild_app_$$
postgres "$server" "CREATE ROLE $plain LOGIN PASSWORD 'quiet-word'"
postgres "$server" "CREATE ROLE $app LOGIN REPLICATION PASSWORD 'quiet-word'"
roles="$plain, $app"
postgres "$server" "CREATE DATABASE $database OWNER $plain"
login=$(sed -E "s#://[^@]*@#://ROLE:quiet-word@#" <<<"$url")
url=${login/ROLE/$plain} of_app=${login/ROLE/$app}
on "CREATE TABLE t (id integer PRIMARY KEY, n integer); INSERT INTO t SELECT i, i FROM generate_series(1, 100) AS i;
    GRANT SELECT ON t TO $app"
run expand -u "$url"
exits 0
PGAPPNAME=hidden open hidden "$of_app"
PGAPPNAME=sender open sender "$of_app?replication=database"
say hidden "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1"
say sender "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT 1"
run backfill -u "$url" --hold-cutover
exits 0
on "UPDATE t SET n = n + 1 WHERE id = 13"
for name in hidden sender; do
  run cutover -u "$url" --lock-wait-total 1s
  refused 1 MIG-LOCK-TIMEOUT
  err_has "a snapshot is older"
  err_has "($name)"
  say "$name" "SELECT 'saw ' || sum(n) FROM t; COMMIT" 2
  equal "$(grep saw "$name.out")" "saw 5050"
done
run cutover -u "$url"
exits 0
equal "$(on "SELECT sum(n) || ' ' || pg_typeof(max(n)) FROM t")" "5051 bigint"
finish
