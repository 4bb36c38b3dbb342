#!/usr/bin/env bash
# WAL that waits for the archiver: a backfill waits until it has been taken, also one whose role may not look into the
# server's directory. On a PostgreSQL of its own, whose archive is a file that is there or not.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
ran="" && : >out && : >err
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"
chmod 755 "$work"
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
trap 'end_own_server POSTGRES; leave' EXIT
own_server POSTGRES --set archive_mode=on --set "archive_command = 'test -e $work/archive'" || { finish; exit; }
server=$url
owner=${server%%:*}://plain:quiet-word@${server#*@}
owner=$(with_database "$owner" shop)
postgres "$server" "CREATE ROLE plain LOGIN PASSWORD 'quiet-word'"
postgres "$server" 'CREATE DATABASE shop OWNER plain'
by_all=$(with_database "$server" shop)
postgres "$owner" "CREATE TABLE users (id int PRIMARY KEY, name text)"
postgres "$owner" "INSERT INTO users SELECT i, repeat('x', 100) FROM generate_series(1, 2000) i"
filled() { postgres "$owner" 'SELECT count(*) FROM users WHERE full_name IS NOT NULL'; }
# A file of the log ends, which is also when an archiver that has failed is told to try again.
end_file() { postgres "$server" "SELECT pg_logical_emit_message(false, '', 'x'), pg_switch_wal()" >/dev/null; }
ready() { postgres "$server" "SELECT count(*) FROM pg_ls_archive_statusdir() WHERE name LIKE '%.ready'"; }
some_wait() {
  end_file
  [ "$(ready)" -ge 3 ]
}
none_wait() {
  end_file
  sleep 0.2
  [ "$(ready)" -le 1 ]
}
afresh() {
  run rollback -u "$url" --yes
  exits 0
  run expand -u "$url"
  exits 0
}
# A pause, with nothing filled, until the archive takes what waits.
waits_for() { # REASON
  rm -f archive
  pid=
  until_true "files wait for the archiver" some_wait
  background backfill -u "$url" --max-wal-backlog 20MB
  until_waits "$1"
  equal "$(filled)" 0 "rows filled while paused"
  touch archive
  until_true "the archiver takes them" none_wait
  end_background
  exits 0
  equal "$(postgres "$owner" 'SELECT count(*) FROM users WHERE full_name IS DISTINCT FROM name')" 0
}

# Nothing was ever archived: how much waits is not told to just anybody.
url=$owner
run expand -u "$url"
exits 0
background backfill -u "$url" --max-wal-backlog 20MB
until_waits "WAL backlog unreadable: nothing was archived yet, and this role may not see what waits: grant it pg_monitor"
equal "$(filled)" 0 "rows filled while paused"
stop_background
exits 6
# To a superuser it is.
url=$by_all
waits_for "files wait for the archiver), limit 20 MB"
# What was archived last and where the log is now are told to everybody.
url=$owner
afresh
waits_for "files wait for the archiver), limit 20 MB"
echo "1 server"
finish
