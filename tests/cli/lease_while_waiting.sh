#!/usr/bin/env bash
# A backfill that waits keeps its lease, and looks after it: nobody else may begin meanwhile, and when the lease's session
# has ended it does not go on waiting for it. Paused by an order, and between two batches by a rate that makes the wait
# long. On servers, whose sessions can be ended.
# shellcheck disable=SC2016
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
database=waiting_$$

filled() { on 'SELECT count(*) FROM users WHERE full_name IS NOT NULL'; }
some_filled() { [ "$(filled)" -gt 0 ]; }
says() { grep -qF -e "$1" err; }
someone_holds() { [ -n "$(holder)" ]; }
refuses_another() {
  run_beside backfill -u "$url"
  equal "$?" 5 "exit code of a second runner ($1)"
  grep -qF MIG-LEASE-HELD err2 || fail "the second runner is not told why ($1)"
}
loses_it() {
  local before
  until_true "a session holds the lease ($1)" someone_holds
  end_session "$(holder)"
  before=$(filled)
  end_background
  exits 1
  err_has MIG-LEASE-LOST
  # A batch may have been in hand.
  [ "$(filled)" -le $((before + $2)) ] || fail "$(filled) rows are filled, $before were when its lease ended ($1)"
}
scenario() {
  run expand -u "$url"
  exits 0
  background backfill -u "$url" --rows-per-second 100
  until_true "the backfill begins" some_filled
  run_beside pause -u "$url"
  until_waits '`migrate pause`'
  refuses_another paused
  loses_it paused 0
  run_beside resume -u "$url"
  background backfill -u "$url" --rows-per-second 1
  until_true "it waits for its rate" says 'paused: limit of 1 rows per second'
  refuses_another rate
  loses_it rate 1
  run backfill -u "$url"
  exits 0
  equal "$(filled)" 2000
}

tried=0
if [ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ]; then
  tried=$((tried + 1))
  holder() {
    on "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database =
      (SELECT oid FROM pg_database WHERE datname = current_database())"
  }
  end_session() { on "SELECT pg_terminate_backend($1)" >/dev/null; }
  ran="" && : >out && : >err
  begin_database "$MIGRATE_TEST_POSTGRES_URL" "$database"
  on "CREATE TABLE users (id int PRIMARY KEY, name text)"
  on "INSERT INTO users SELECT i, 'user ' || i FROM generate_series(1, 2000) i"
  scenario
  end_database
fi
for kind in MARIADB MYSQL; do
  primary=MIGRATE_TEST_${kind}_URL
  [ -n "${!primary:-}" ] || continue
  tried=$((tried + 1))
  holder() { on "SELECT IS_USED_LOCK('migrate $database')" | sed s/NULL//; }
  end_session() { on "KILL $1"; }
  ran="" && : >out && : >err
  begin_database "${!primary}" "$database"
  on "CREATE TABLE users (id int PRIMARY KEY, name varchar(40))"
  on "INSERT INTO users SELECT i, concat('user ', i) FROM $(numbers 2000)"
  scenario
  end_database
done
echo "$tried servers"
finish
