#!/usr/bin/env bash
# A rollback that narrows a column cuts nothing: a value that was committed while it waited for its
# lock stops it, with nothing changed, and the same command goes on once the value fits. On the
# server that MIGRATE_TEST_POSTGRES_URL names.
# shellcheck disable=SC2016  # `undo` expands when it runs
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"

database=misfit_$$
server=$MIGRATE_TEST_POSTGRES_URL url=$(with_database "$MIGRATE_TEST_POSTGRES_URL" "$database")
undo() { postgres "$server" "DROP DATABASE $database WITH (FORCE)"; }
type_of() { postgres "$url" "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'users'::regclass AND attname = '$1'"; }
blocked() { grep -qF "idle in transaction" err; }

postgres "$server" "CREATE DATABASE $database"
trap 'undo; leave' EXIT
postgres "$url" "CREATE TABLE users (id int PRIMARY KEY, name varchar(5), balance numeric(5, 2), seen timestamp(0));
  INSERT INTO users VALUES (1, 'Ada', 1, '2024-01-01')"
mkdir migrations
# narrowing COLUMN TYPE VALUE: the value is committed while the rollback waits.
narrowing() {
  local before
  before=$(type_of "$1")
  cat >"migrations/20260101000000_$1.yaml" <<YAML
operations:
  - alter_column: {table: users, column: $1, type: "$2"}
YAML
  run up -u "$url"
  exits 0
  rm -f writer
  mkfifo writer
  psql -Xq "$url" <writer >/dev/null 2>&1 &
  writer=$!
  children+=("$writer")
  exec 3>writer
  echo "BEGIN; INSERT INTO users (id, $1) VALUES (2, '$3');" >&3
  for _ in $(seq 600); do
    [ "$(postgres "$url" "SELECT count(*) FROM pg_locks WHERE relation = 'users'::regclass AND mode = 'RowExclusiveLock'")" = 0 ] || break
    sleep 0.1
  done
  background rollback -u "$url" "$1" --lock-wait-total 60s
  until_true "the writer is named" blocked
  echo "COMMIT;" >&3
  exec 3>&-
  wait "$writer" 2>/dev/null
  end_background
  refused 1 MIG-STEP-FAILED
  err_has "users.$1 as $before cannot be put back"
  err_has "(id) = (2)"
  equal "$(postgres "$url" "SELECT $1 FROM users WHERE id = 2")" "$3"
  equal "$(type_of "$1" | grep -cxF "$before")" 0 "the type is narrow"
  # Neither is it cut by one who accepts to lose data, nor by a second try.
  run rollback -u "$url" "$1" --discard-new-data
  refused 1 MIG-STEP-FAILED
  equal "$(postgres "$url" "SELECT $1 FROM users WHERE id = 2")" "$3"
  postgres "$url" "UPDATE users SET $1 = (SELECT u.$1 FROM users AS u WHERE u.id = 1) WHERE id = 2"
  run rollback -u "$url" "$1"
  exits 0
  equal "$(type_of "$1")" "$before"
  postgres "$url" "DELETE FROM users WHERE id = 2"
  rm "migrations/20260101000000_$1.yaml"
}
narrowing name "varchar(50)" "longer than five"
narrowing balance numeric 1.005
narrowing seen timestamp "2024-01-01 00:00:00.5"
finish
