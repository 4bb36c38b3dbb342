#!/usr/bin/env bash
# MySQL, MariaDB: a transaction whose snapshot is older than the rows of a shadow (a dump with --single-transaction) would
# find the table without them behind the exchange, and tell nobody. It is named, and waited for, each way.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"

# A session whose statements are written to it one by one; what it answers to the last is in $answer.
open() { # NAME
  local fd
  rm -f "$1.in"
  mkfifo "$1.in"
  : >"$1.out"
  mariadb_stream "$url" <"$1.in" >"$1.out" 2>&1 &
  children+=("$!")
  disown
  exec {fd}>"$1.in"
  eval "$1_fd=$fd $1_said=0"
}
say() { # NAME SQL
  local fd=$1_fd said=$1_said before
  before=$(wc -l <"$1.out")
  eval "$said=$((${!said} + 1))"
  echo "$2; SELECT 'said ${!said}';" >&"${!fd}"
  for _ in $(seq 600); do
    grep -qx "said ${!said}" "$1.out" && break
    sleep 0.05
  done
  grep -qx "said ${!said}" "$1.out" || fail "$1 did not answer: $2"
  answer=$(tail -n +$((before + 1)) "$1.out" | grep -v '^said ')
}
close() { # NAME
  local fd=$1_fd
  eval "exec ${!fd}>&-"
}
mariadb_stream() { # URL
  local rest=${1#*://} login host
  login=${rest%%@*} host=${rest#*@}
  MYSQL_PWD=${login#*:} exec mariadb --no-defaults -nN -u "${login%%:*}" -h "${host%%[:/]*}" \
    -P "$(sed -E 's#^[^:]*:([0-9]+).*#\1#' <<<"$host")" -D "${host##*/}"
}
begin() { # ALTER
  rm -rf migrations
  mkdir migrations
  printf 'operations:\n  - alter_table: {table: t, alter: "%s"}\n' "$1" >migrations/20260101000000_change.yaml
  on "DROP TABLE IF EXISTS t; CREATE TABLE t (id INT PRIMARY KEY, n INT); INSERT INTO t SELECT i, i FROM $(numbers 1000)"
}
forget() { on "DELETE FROM migrate_migration; DELETE FROM migrate_step; DELETE FROM migrate_checkpoint"; }
waits_for() { # NAME
  refused 1 MIG-LOCK-TIMEOUT
  err_has "process $1 "
  err_has "s that would miss rows behind the exchange"
}
type_of_n() {
  on "SELECT DATA_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 't' AND
    COLUMN_NAME = 'n'"
}

tried=0
for kind in MARIADB MYSQL; do
  # Transactions of any database are waited for: not on a server of others.
  own_database $kind older_snapshots || continue
  tried=$((tried + 1))
  on "CREATE TABLE other (id INT PRIMARY KEY); INSERT INTO other VALUES (1)"

  # At the end of backfill. One under READ COMMITTED is in nobody's way.
  begin "MODIFY n BIGINT"
  run expand -u "$url"
  exits 0
  open dump && open committed
  say dump "SELECT CONNECTION_ID()"
  dump_id=$answer
  say dump "START TRANSACTION WITH CONSISTENT SNAPSHOT"
  say committed "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; BEGIN; SELECT COUNT(*) FROM other"
  on "INSERT INTO t VALUES (2001, 2001)"
  # Somebody who reads the list of transactions so often that the server keeps it as it was.
  looks=""
  for _ in {1..200}; do looks+="SELECT COUNT(*) FROM information_schema.INNODB_TRX; DO SLEEP(0.02);"; done
  on "$looks" >looked 2>&1 &
  monitor=$!
  until [ "$(wc -l <looked)" -gt 2 ]; do sleep 0.05; done
  run backfill -u "$url" --lock-wait-total 1s
  refused 1 MIG-LOCK-TIMEOUT
  wait $monitor
  run backfill -u "$url" --lock-wait-total 2s
  waits_for "$dump_id"
  equal "$(type_of_n)" int
  say dump "SELECT COUNT(*), SUM(n) FROM t"
  equal "$answer" "1000	500500" "$kind: what the snapshot sees"
  say dump "COMMIT"
  run backfill -u "$url"
  exits 0
  equal "$(type_of_n)" bigint
  equal "$(on "SELECT COUNT(*) FROM t")" 1001

  # What is carried back when somebody asks for a rollback.
  on "INSERT INTO t VALUES (20000, 3000000000)"
  say dump "START TRANSACTION WITH CONSISTENT SNAPSHOT"
  on "UPDATE t SET n = 7 WHERE id = 20000"
  run rollback -u "$url" --lock-wait-total 2s
  waits_for "$dump_id"
  equal "$(type_of_n)" bigint
  say dump "SELECT n FROM t WHERE id = 20000"
  equal "$answer" 3000000000 "$kind: what the snapshot sees"
  # While it waited nothing was begun: what new code has written since is asked about.
  on "INSERT INTO t VALUES (20001, 3000000000)"
  say dump "COMMIT"
  run rollback -u "$url"
  refused 2 MIG-ROLLBACK-LOSES-DATA
  equal "$(type_of_n)" bigint
  on "DELETE FROM t WHERE id = 20001"
  run rollback -u "$url"
  exits 0
  equal "$(type_of_n)" int
  equal "$(on "SELECT COUNT(*), SUM(n) FROM t")" "1002	502508"
  forget

  # One that began later is not waited for: else there would always be one.
  begin "MODIFY n BIGINT"
  run expand -u "$url"
  exits 0
  say dump "START TRANSACTION WITH CONSISTENT SNAPSHOT"
  run backfill -u "$url" --hold-cutover
  exits 0
  err_has "is held before \"exchange t for its shadow\""
  open later
  background cutover -u "$url" --lock-wait-total 60s
  until_true "it waits for process $dump_id" grep -qF "process $dump_id " err
  say later "START TRANSACTION WITH CONSISTENT SNAPSHOT"
  say dump "COMMIT"
  end_background
  exits 0
  say later "SELECT COUNT(*), SUM(n) FROM t"
  equal "$answer" "1000	500500" "$kind: what a snapshot sees that was taken meanwhile"
  say later "COMMIT"
  run contract -u "$url" --force-gate "no application here"
  exits 0
  forget

  # In contract; whoever may be ended is.
  begin "MODIFY n SMALLINT"
  run expand -u "$url"
  exits 0
  say dump "START TRANSACTION WITH CONSISTENT SNAPSHOT"
  run backfill -u "$url" --lock-wait-total 2s
  exits 0
  run contract -u "$url" --force-gate "no application here" --lock-wait-total 2s
  waits_for "$dump_id"
  equal "$(type_of_n)" int
  run contract -u "$url" --force-gate "no application here" --lock-wait-total 30s --terminate-blockers 1s
  exits 0
  err_has "ended, as --terminate-blockers asks: process $dump_id "
  equal "$(type_of_n)" smallint
  equal "$(on "SELECT COUNT(*), SUM(n) FROM t")" "1000	500500"
  say committed "COMMIT"
  forget

  # Who may not see the transactions of others is told so, and goes on.
  on "CREATE USER IF NOT EXISTS blind@'%' IDENTIFIED BY 'blind'; GRANT ALL ON older_snapshots.* TO blind@'%';
    SET GLOBAL log_bin_trust_function_creators = 1"
  blind=$(sed -E 's#//[^@]*@#//blind:blind@#' <<<"$url")
  begin "MODIFY n BIGINT"
  run plan -u "$blind"
  exits 0
  out_has "this account cannot see the transactions of others (PROCESS)"
  run up -u "$blind"
  exits 0
  err_has "this account may not see who is in the way"
  close dump && close committed && close later
  end_database
  end_own_server $kind
done
[ "$tried" -gt 0 ] || skip "no MariaDB, no MySQL"
finish
