#!/usr/bin/env bash
# A prepared XA transaction whose session has gone (an application server that died): on MariaDB it holds no metadata
# lock, so that nothing but a look at it keeps a shadow from missing what it commits. It is named, and waited for.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"

mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_table: {table: t, alter: MODIFY n BIGINT}
YAML
leaves_prepared() { # XID SQL
  on "XA START '$1'; $2; XA END '$1'; XA PREPARE '$1'"
}
rows() { on "SELECT GROUP_CONCAT(id, '=', n ORDER BY id) FROM t"; }
waits_for_it() {
  refused 1 MIG-LOCK-TIMEOUT
  err_has "a prepared XA transaction that no session has"
  err_has "XA RECOVER lists it, XA COMMIT or XA ROLLBACK ends it"
}

tried=0
for kind in MARIADB MYSQL; do
  # MariaDB's shadows wait for those of any database: not on a server of others.
  own_database $kind xa_prepared || continue
  tried=$((tried + 1))
  on "CREATE TABLE t (id INT PRIMARY KEY, n INT); INSERT INTO t VALUES (1, 1), (2, 2), (3, 3)"

  # Somebody who reads the list of transactions so often that the server keeps it as it was.
  looks=""
  for _ in {1..300}; do looks+="SELECT COUNT(*) FROM information_schema.INNODB_TRX; DO SLEEP(0.02);"; done
  on "$looks" >looked 2>&1 &
  monitor=$!
  until [ "$(wc -l <looked)" -gt 2 ]; do sleep 0.05; done

  # Before there is any trigger.
  leaves_prepared "early_$$" "UPDATE t SET n = 10 WHERE id = 1; DELETE FROM t WHERE id = 2; INSERT INTO t VALUES (4, 4)"
  run expand -u "$url" --lock-wait-total 2s
  refused 1 MIG-LOCK-TIMEOUT
  wait $monitor
  run expand -u "$url" --lock-wait-total 2s
  waits_for_it
  on "XA COMMIT 'early_$$'"
  run expand -u "$url"
  exits 0

  # Logged, and not to be seen by whoever applies the log.
  leaves_prepared "late_$$" "UPDATE t SET n = 30 WHERE id = 3; INSERT INTO t VALUES (5, 5)"
  run backfill -u "$url" --lock-wait-total 2s
  waits_for_it
  on "XA COMMIT 'late_$$'"
  run backfill -u "$url"
  exits 0
  equal "$(rows)" "1=10,3=30,4=4,5=5"
  run contract -u "$url" --force-gate "no application here"
  exits 0
  equal "$(rows)" "1=10,3=30,4=4,5=5"
  end_database
  end_own_server $kind
done
[ "$tried" -gt 0 ] || skip "no MariaDB, no MySQL"
finish
