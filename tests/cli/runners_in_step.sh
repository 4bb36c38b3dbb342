#!/usr/bin/env bash
# MySQL, MariaDB: several runners on one server, each in a database of its own, look at the server's list of
# transactions before they exchange a table. The server keeps that list while it is read again soon: they must not keep
# it for each other.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_table: {table: t, alter: "MODIFY n BIGINT"}
YAML
runners=8
own=runners_$$
ran="migrate up, $runners at once" code=""
: >out

tried=0
for kind in MARIADB MYSQL; do
  server=MIGRATE_TEST_${kind}_URL
  [ -n "${!server:-}" ] || continue
  tried=$((tried + 1))
  trap 'for ((i = 1; i <= runners; i++)); do mariadb_at "${!server}" "DROP DATABASE IF EXISTS ${own}_$i"; done; leave' EXIT
  for ((i = 1; i <= runners; i++)); do
    mariadb_at "${!server}" "CREATE DATABASE ${own}_$i; CREATE TABLE ${own}_$i.t (id INT PRIMARY KEY, n INT);
      INSERT INTO ${own}_$i.t VALUES (1, 1), (2, 2)"
  done
  all=()
  for ((i = 1; i <= runners; i++)); do
    "$MIGRATE_BIN" up -u "$(with_database "${!server}" "${own}_$i")" --lock-wait-total 8s >"out$i" 2>"err$i" </dev/null &
    all+=("$!")
    children+=("$!")
  done
  for ((i = 1; i <= runners; i++)); do
    wait "${all[i - 1]}"
    code=$?
    cp "err$i" err
    equal "$code" 0 "$kind: runner $i"
    equal "$(mariadb_at "${!server}" "SELECT DATA_TYPE FROM information_schema.COLUMNS
      WHERE TABLE_SCHEMA = '${own}_$i' AND TABLE_NAME = 't' AND COLUMN_NAME = 'n'")" bigint "$kind: runner $i"
    mariadb_at "${!server}" "DROP DATABASE ${own}_$i"
  done
done
trap leave EXIT
[ "$tried" -gt 0 ] || skip "no MariaDB, no MySQL"
finish
