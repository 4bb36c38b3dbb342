#!/usr/bin/env bash
# A transaction that has read a table, thinks, and writes it, is not the victim of a step that needs the table; the step
# comes when it has ended. On the servers that MIGRATE_TEST_MARIADB_URL and MIGRATE_TEST_MYSQL_URL name.
# shellcheck disable=SC2016  # `undo` expands when it runs
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"

database=read_then_write_$$
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML

named() { grep -qF "$1" err; }
written() { [ -s told ]; }
on() { mariadb_at "$1" "$2"; }
undo() { on "$server" "DROP DATABASE $database"; }

transaction_begins() {
  local rest=${url#*://} login host
  login=${rest%%@*} host=${rest#*@}
  rm -f teller told && mkfifo teller
  MYSQL_PWD=${login#*:} mariadb --no-defaults -N --unbuffered -u "${login%%:*}" -h "${host%%[:/]*}" \
    -P "$(sed -E 's#^[^:]*:([0-9]+).*#\1#' <<<"$host")" -D "$database" <teller >told 2>teller_err &
  teller=$!
  children+=("$teller")
  exec 3>teller
  echo "BEGIN; SELECT name FROM users WHERE id = 1;" >&3
  pid=
  until_true "the transaction has read" written
}

for server in "${MIGRATE_TEST_MARIADB_URL:-}" "${MIGRATE_TEST_MYSQL_URL:-}"; do
  [ -n "$server" ] || continue
  url=$(with_database "$server" "$database")
  on "$server" "CREATE DATABASE $database"
  trap 'undo; leave' EXIT
  on "$url" "CREATE TABLE users (id int PRIMARY KEY, name varchar(40)); INSERT INTO users VALUES (1, 'Ada')"

  transaction_begins
  background expand -u "$url"
  until_true "the step has begun" named "without waiting"
  echo "UPDATE users SET name = 'Grace' WHERE id = 1; COMMIT;" >&3
  exec 3>&-
  wait "$teller" || fail "the transaction failed"
  equal "$(cat teller_err)" ""
  end_background
  exits 0
  equal "$(on "$url" "SELECT name FROM users")" Grace

  # One that does not end: the step says that it begins to wait, and gives up at last.
  transaction_begins
  run rollback -u "$url" --lock-wait-total 2s
  refused 1 MIG-LOCK-TIMEOUT
  err_has "there was no moment in which nobody used users"
  echo "COMMIT;" >&3
  exec 3>&-
  wait "$teller" || fail "the transaction failed"
  run rollback -u "$url"
  exits 0
  undo
  trap leave EXIT
done
[ -n "$ran" ] || skip "no MariaDB, no MySQL"
finish
