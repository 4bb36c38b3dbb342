#!/usr/bin/env bash
# A Galera cluster whose second node does not keep up holds its writers back: a backfill waits for that to end. Two nodes
# of this script's own. A backfill on a node is refused where its session would replicate; here it is begun while none
# does (SET GLOBAL wsrep_on = OFF), and it only looks at what the node tells.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
ran="" && : >out && : >err
library=$(find /usr/lib/galera /usr/lib64/galera-4 -name libgalera_smm.so 2>/dev/null | head -n 1)
if [ -z "${MIGRATE_TEST_MARIADB_URL:-}" ] || [ -z "$library" ]; then
  skip "no MariaDB with Galera"
fi
chmod 755 "$work"
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
servers=$(dirname "$0")/../../scripts
free_port() { (. "$servers/lib.sh" && free_port); }
on() { mariadb_at "$1" "$2"; }

node() { # NUMBER ADDRESS-OF-THE-CLUSTER
  local group transfer snapshot
  group=$(free_port) transfer=$(free_port) snapshot=$(free_port)
  group_of=$group
  "$servers/servers" --owner $$ --set --wsrep-on=ON --set "--wsrep-provider=$library" --set --binlog-format=ROW \
    --set --innodb-autoinc-lock-mode=2 --set "--wsrep-node-name=node$1" --set "--wsrep-cluster-address=$2" \
    --set --wsrep-node-address=127.0.0.1 --set "--wsrep-sst-receive-address=127.0.0.1:$snapshot" --set --wsrep-sst-method=rsync \
    --set "--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:$group;ist.recv_addr=127.0.0.1:$transfer;gcs.fc_limit=2;gcache.size=16M" \
    start "$work/node$1" mariadb >"node$1.log" 2>&1 ||
    { fail "no node $1: $(tail -n 5 "node$1.log")"; return 1; }
}
leave_cluster() {
  rm -f slow
  for number in 2 1; do "$servers/servers" stop "$work/node$number"; done
  leave
}
trap leave_cluster EXIT
node 1 gcomm:// || { finish; exit; }
url=$(sed -n "s/^export MIGRATE_TEST_MARIADB_URL='\(.*\)'/\1/p" node1/env)
on "$url" "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(40)); CREATE TABLE noise (id INT PRIMARY KEY AUTO_INCREMENT, at INT);
  INSERT INTO users SELECT i, CONCAT('user ', i) FROM $(numbers 3000)"
# Where writes are replicated nothing is begun.
run expand -u "$url"
exits 2
err_has "the server is a node of a Galera cluster"
node 2 "gcomm://127.0.0.1:$group_of" || { finish; exit; }
size() { on "$url" "SHOW GLOBAL STATUS LIKE 'wsrep_cluster_size'" | cut -f2; }
two() { [ "$(size)" = 2 ]; }
pid=
until_true "two nodes" two
on "$url" 'SET GLOBAL wsrep_on = OFF'
run expand -u "$url"
exits 0
filled() { on "$url" 'SELECT count(*) FROM users WHERE full_name IS NOT NULL'; }
some_filled() { [ "$(filled)" -gt 0 ]; }
moves_on() { [ "$(filled)" -gt "$before" ]; }

# It reads what the node tells, and does not wait.
background backfill -u "$url" --rows-per-second 40 --max-flow-control 0.1
until_true "the backfill begins" some_filled
tells() { run_beside status -u "$url" && grep -qF 'source  flow control 0% of the time, limit 10% of the time' out2; }
until_true "status shows it" tells
# The second node takes its time for each row of one table, while the application writes that. Sessions that are open
# stay as they are.
second=$(sed -n "s/^export MIGRATE_TEST_MARIADB_URL='\(.*\)'/\1/p" node2/env)
on "$second" "SET GLOBAL slave_run_triggers_for_rbr = YES; SET SESSION wsrep_on = OFF;
  CREATE TRIGGER noise_is_slow AFTER INSERT ON noise FOR EACH ROW SET @slept = SLEEP(0.05)"
on "$url" 'SET GLOBAL wsrep_on = ON'
touch slow
while [ -e slow ]; do on "$url" "$(printf 'INSERT INTO noise (at) VALUES (1);%.0s' {1..50})"; done 2>noise.err &
children+=("$!")
until_waits "flow control "
grep -qE 'flow control [0-9]+% of the time, limit 10% of the time' out2 || fail "the share is not shown"
before=$(filled)
rm slow
on "$url" 'SET GLOBAL wsrep_on = OFF'
until_true "it goes on" moves_on
stop_background
exits 6
run backfill -u "$url"
exits 0
equal "$(on "$url" 'SELECT count(*) FROM users WHERE NOT (full_name <=> name)')" 0
echo "1 cluster"
finish
