#!/usr/bin/env bash
# A server that takes its changes from another one is no place to migrate, also where it can be written to: refused with
# the name of the other, by plan too, and nothing is made there. Not so where the channel is stopped, leaves the database
# out or is one of two servers that replicate from each other, or where the user says so. Then servers that are read-only,
# and a log of statements. On servers of this script's own.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
ran="" && : >out && : >err
mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_table: {table: t, alter: MODIFY n BIGINT}
YAML

of() { sed -n "s/^export MIGRATE_TEST_${kind}_$1='\(.*\)'/\1/p" "$work/server-$kind/env"; }
on() { mariadb_at "$@"; }
tables() { on "$1" "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'shop'"; }
arrived() { [ "$(on "$replica" "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = 'shop'")" = 1 ]; }
# No channel's thread runs, or all of them.
channel() { # URL start|stop [default]
  if [ $kind = MYSQL ]; then on "$1" "${2^^} REPLICA"; else on "$1" "${2^^} ALL SLAVES"; fi
}
# A thread that has been started need not run yet.
is_refused() { # URL REASON
  local told=no
  for _ in $(seq 50); do
    run plan -u "$1"
    if grep -q MIG-PREFLIGHT err; then
      told=yes
      break
    fi
    sleep 0.1
  done
  [ $told = yes ] || fail "$kind: plan is not refused on a replica"
  refused 2 MIG-PREFLIGHT
  err_has "$2"
  run expand -u "$1"
  refused 2 MIG-PREFLIGHT
  err_has "$2"
  equal "$(tables "$1")" 1 "tables on the replica ($kind)"
}
is_read_only() { # URL
  run plan -u "$1"
  refused 2 MIG-PLAN-TRIAL
  err_has "the server is read-only (read_only = ON)"
  run expand -u "$1"
  refused 2 MIG-PREFLIGHT
  err_has "the server is read-only (read_only = ON): probably a replica"
  equal "$(tables "$1")" 1 "tables on the replica ($kind)"
}
plans() { # URL WHERE
  run plan -u "$1"
  [ "$code" = 0 ] || fail "$kind: refused $2"
}

tried=0
for kind in MARIADB MYSQL; do
  named=MIGRATE_TEST_${kind}_URL
  [ -n "${!named:-}" ] || continue
  tried=$((tried + 1))
  SPEC=${kind,,}+replica own_server $kind || continue
  primary=$(with_database "$url" shop) replica=$(with_database "$(of REPLICA_URL)" shop)
  port=$(sed -E 's#.*:([0-9]+)/.*#\1#' <<<"$primary")
  on "$url" "CREATE DATABASE shop; CREATE TABLE shop.t (id INT PRIMARY KEY, n INT)"
  until_true "the table on the replica" arrived
  # InnoDB would refuse what the runner writes.
  if on "$primary" "SET GLOBAL binlog_format = STATEMENT" 2>/dev/null; then
    run expand -u "$primary"
    refused 2 MIG-PREFLIGHT
    err_has "binlog_format = STATEMENT: InnoDB refuses writes under READ COMMITTED then"
    on "$primary" "SET GLOBAL binlog_format = ROW"
  else
    equal $kind MYSQL "has no binlog_format any more"
  fi
  if [ $kind = MYSQL ]; then
    # Not one without the other, as the server has it.
    is_read_only "$replica"
    on "$replica" "SET GLOBAL super_read_only = OFF"
  else
    on "$replica" "SET GLOBAL read_only = ON"
  fi
  # For this account it is not.
  is_read_only "$replica"
  on "$replica" "SET GLOBAL read_only = OFF"
  is_refused "$replica" "the server is a replica of 127.0.0.1:$port that can be written to"
  equal "$(on "$replica" "SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_NAME LIKE 'migrate%'")" 0

  mkdir new && cd new || exit
  run init -u "$replica"
  refused 2 MIG-PREFLIGHT
  cd .. && rm -r new
  equal "$(tables "$replica")" 1 "tables on the replica, after init ($kind)"

  # A user who may not look at it.
  on "$url" "CREATE USER blind IDENTIFIED BY 'quiet-Word1'; GRANT ALL ON shop.* TO blind"
  blind() { [ "$(on "$replica" "SELECT COUNT(*) FROM mysql.user WHERE user = 'blind'")" = 1 ]; }
  until_true "the user on the replica" blind
  plans "$(sed -E 's#^([a-z]+://)[^@]*@#\1blind:quiet-Word1@#' <<<"$replica")" "to a user who cannot see channels"

  echo 'allow_replica: true' >migrate.yaml
  plans "$replica" "although migrate.yaml allows it"
  run expand --dry-run -u "$replica"
  exits 0
  rm migrate.yaml

  channel "$replica" stop
  plans "$replica" "with its channel stopped"
  if [ $kind = MYSQL ]; then
    filter() { on "$replica" "CHANGE REPLICATION FILTER REPLICATE_$1_DB = ($2)"; }
  else
    filter() { on "$replica" "SET GLOBAL replicate_${1,,}_db = '$2'"; }
  fi
  filter IGNORE shop
  channel "$replica" start
  plans "$replica" "although its channel leaves the database out"
  channel "$replica" stop
  filter IGNORE ''
  filter DO other
  channel "$replica" start
  plans "$replica" "although its channel is for another database"
  channel "$replica" stop
  filter DO other,shop
  channel "$replica" start
  is_refused "$replica" "the server is a replica of 127.0.0.1:$port that can be written to"

  # Two that read each other's log. The replica here has none, which ends the one thread and leaves the other.
  back=$(sed -E 's#.*:([0-9]+)/.*#\1#' <<<"$replica")
  login=${url#*://} && login=${login%%@*}
  if [ $kind = MYSQL ]; then
    on "$primary" "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '127.0.0.1', SOURCE_PORT = $back, SOURCE_USER = 'root',
      SOURCE_PASSWORD = '${login#*:}', SOURCE_AUTO_POSITION = 1, GET_SOURCE_PUBLIC_KEY = 1"
    status="SHOW REPLICA STATUS" readers="SHOW REPLICAS"
  else
    on "$primary" "CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = $back, MASTER_USER = 'root',
      MASTER_PASSWORD = '${login#*:}', MASTER_USE_GTID = slave_pos"
    status="SHOW ALL REPLICAS STATUS" readers="SHOW REPLICA HOSTS"
  fi
  channel "$primary" start
  known() { on "$primary" "$status" | grep -q 'Binary log is not open'; }
  until_true "that the primary knows the other's number" known
  plans "$primary" "in a ring of two"
  # One that nobody closes any more.
  channel "$replica" stop
  # A server notices a reader that is gone when it has something to send.
  alone() {
    on "$primary" "FLUSH BINARY LOGS"
    ! on "$primary" "$readers" | grep -q '^2'
  }
  until_true "that the replica reads no more" alone
  is_refused "$primary" "the server is a replica of 127.0.0.1:$back that can be written to"
  end_own_server $kind
done
[ "$tried" -gt 0 ] || skip "no MariaDB, no MySQL"
finish
