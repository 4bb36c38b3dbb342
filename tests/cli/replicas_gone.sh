#!/usr/bin/env bash
# Replicas that nobody has named, PostgreSQL: one that the run has seen and that is gone from the server's list is not
# one replica less to wait for. The run pauses until it is back, or a person lets go of it; also where it was lost
# between two migrations of a run. What comes and goes by its nature (archivers, logical readers) holds nobody, and a
# replica with a slot of its own counts until that is dropped. One that is connected and frozen falls behind. On a server
# of this script's own.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
ran="" && : >out && : >err
rows=3000
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
cat >migrations/20260102000000_city.yaml <<'YAML'
operations:
  - rename_column: {table: places, from: town, to: city}
YAML

on() { postgres "$@"; }
filled() { on "$url" 'SELECT (SELECT count(full_name) FROM users) + (SELECT count(city) FROM places)'; }
some_filled() { [ "$(filled)" -gt 0 ]; }
moves_on() { [ "$(filled)" -gt "$before" ]; }
has_all() { [ "$(on "$1" 'SELECT count(*) FROM users' 2>/dev/null)" = "$rows" ]; }
of_replica() { sed -n "s/^export MIGRATE_TEST_POSTGRES_REPLICA$1_URL='\(.*\)'/\1/p" "$work/server-POSTGRES/env"; }
connected() { [ "$(on "$url" "SELECT count(*) FROM pg_stat_replication WHERE application_name = '$1'")" = "$2" ]; }
# Without an address it receives nothing more; it keeps what it has.
cut_off() {
  on "$1" "ALTER SYSTEM SET primary_conninfo = ''"
  on "$1" 'SELECT pg_reload_conf()' >/dev/null
}
let_back() {
  on "$1" "ALTER SYSTEM SET primary_conninfo = '${address[$1]//\'/\'\'}'"
  on "$1" 'SELECT pg_reload_conf()' >/dev/null
}
stands_still() {
  before=$(filled)
  sleep 1
  equal "$(filled)" "$before" "rows filled while paused"
}
goes_on() {
  before=$(filled)
  until_true "it goes on" moves_on
}
backfill() {
  background backfill full_name -u "$url" --rows-per-second 40 --max-lag 1s
  until_true "the backfill begins" some_filled
}
afresh() {
  for migration in city full_name; do
    run rollback "$migration" -u "$url" --yes
    exits 0
  done
  run expand -u "$url"
  exits 0
}
ends() {
  stop_background
  exits 6
  afresh
}
# Shown for as long as it lasts, in the run's own lines too.
waits_for() { # WORDS
  until_waits "$1"
  until_true "stderr says: $1" grep -qF -e "$1" err
  stands_still
}

a_replica_that_is_cut_off() {
  backfill
  # It is behind, and then the server forgets it: that is no end of its being behind.
  on "$first" 'SELECT pg_wal_replay_pause()' >/dev/null
  until_waits 'replica lag '
  # While it replays nothing it does not connect again either.
  on "$url" "SELECT pg_terminate_backend(pid) FROM pg_stat_replication WHERE application_name = 'replica1'" >/dev/null
  until_true "the server forgets it" connected replica1 0
  waits_for 'replica lag unreadable: replica "replica1" at 127.0.0.1 was connected and is gone'
  on "$first" 'SELECT pg_wal_replay_resume()' >/dev/null
  goes_on
  ends
}
# Its connection stands, and nothing comes from it: what the server tells of it is what it was.
one_that_is_frozen() {
  local receiver
  receiver=$(on "$first" 'SELECT pid FROM pg_stat_wal_receiver')
  backfill
  if kill -STOP "$receiver" 2>/dev/null; then
    stopped=$receiver
    until_true "the lag is a number" lag_is_a_number
    stands_still
    kill -CONT "$receiver"
    stopped=
    goes_on
  fi
  err_lacks 'is gone'
  ends
}
lag_is_a_number() { run_beside status -u "$url" && grep -qE 'waits   replica lag [0-9.]+s, limit 1s' out2; }
stopped=
thaw() { [ -z "$stopped" ] || kill -CONT "$stopped" 2>/dev/null; }
the_last_one_of_all() {
  backfill
  cut_off "$first"
  cut_off "$second"
  waits_for 'replicas "replica1" at 127.0.0.1, "replica2" at 127.0.0.1 were connected and are gone'
  let_back "$first"
  waits_for 'replica "replica2" at 127.0.0.1 was connected and is gone'
  # Another limit is no word about replicas; that of the lag is given by somebody who has seen what is gone.
  run_beside throttle -u "$url" --rows-per-second 41
  until_true "the order is taken up" grep -qF '41 rows per second' err
  stands_still
  run_beside throttle -u "$url" --max-lag 1s
  goes_on
  # From then on the other one counts as before, and so does this one once it is back.
  let_back "$second"
  until_true "the server has both" connected replica2 1
  cut_off "$first"
  waits_for 'replica "replica1" at 127.0.0.1 was connected and is gone'
  # A run that begins looks for itself.
  stop_background
  exits 6
  run_beside throttle -u "$url" --reset
  background backfill full_name -u "$url" --rows-per-second 40 --max-lag 1s
  goes_on
  let_back "$first"
  until_true "the server has both" connected replica1 1
  ends
}
between_two_migrations() {
  cat >migrate.yaml <<YAML
hooks:
  - {on: after_backfill, command: $work/lose_it}
YAML
  cat >lose_it <<SH
#!/bin/sh
[ "\$MIGRATE_HOOK_MIGRATION" = 20260101000000_full_name ] || exit 0
touch $work/between
while [ ! -e $work/lost ]; do sleep 0.1; done
SH
  chmod +x lose_it
  background backfill -u "$url" --max-lag 5s
  until_true "the first one is done" [ -e between ]
  before=$(filled)
  cut_off "$first"
  until_true "the server forgets it" connected replica1 0
  touch lost
  waits_for 'replica "replica1" at 127.0.0.1 was connected and is gone'
  equal "$(filled)" "$before" "rows filled of the second one"
  let_back "$first"
  until_true "it ends" ended
  end_background
  exits 0
  rm migrate.yaml
  afresh
}
one_with_a_slot() {
  on "$url" "SELECT pg_create_physical_replication_slot('of_first')" >/dev/null
  set_slot of_first
  until_true "it reads its slot" is_read of_first t
  backfill
  cut_off "$first"
  waits_for 'replica "replica1" at 127.0.0.1, slot "of_first" was connected and is gone'
  until_true "nobody reads it" is_read of_first f
  on "$url" "SELECT pg_drop_replication_slot('of_first')" >/dev/null
  goes_on
  set_slot ''
  let_back "$first"
  until_true "it is back" connected replica1 1
  ends
}
set_slot() {
  on "$first" "ALTER SYSTEM SET primary_slot_name = '$1'"
  on "$first" 'SELECT pg_reload_conf()' >/dev/null
}
is_read() { [ "$(on "$url" "SELECT active FROM pg_replication_slots WHERE slot_name = '$1'")" = "$2" ]; }
# A subscriber, whose slot stays, and an archiver, which replays nothing.
others() {
  local elsewhere archiver
  elsewhere=$(with_database "$url" elsewhere)
  on "$url" 'CREATE DATABASE elsewhere'
  on "$elsewhere" 'CREATE TABLE noise (at int)'
  on "$url" 'CREATE PUBLICATION of_noise FOR TABLE noise'
  on "$url" "SELECT pg_create_logical_replication_slot('subscriber', 'pgoutput')" >/dev/null
  on "$elsewhere" "CREATE SUBSCRIPTION subscriber CONNECTION '$url' PUBLICATION of_noise
    WITH (create_slot = false, copy_data = false)"
  mkdir wal
  pg_receivewal -D wal -d "$url" >/dev/null 2>&1 &
  archiver=$!
  children+=("$archiver")
  pid=
  until_true "the subscriber is there" streams subscriber
  until_true "the archiver is there" streams pg_receivewal
  backfill
  on "$elsewhere" 'ALTER SUBSCRIPTION subscriber DISABLE'
  kill "$archiver"
  until_true "the subscriber is gone" connected subscriber 0
  until_true "the archiver is gone" connected pg_receivewal 0
  goes_on
  err_lacks 'is gone'
  ends
}
streams() {
  [ "$(on "$url" "SELECT count(*) FROM pg_stat_replication WHERE application_name = '$1' AND state = 'streaming'")" = 1 ]
}
ended() { ! kill -0 "$pid" 2>/dev/null; }

tried=0
if [ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ]; then
  trap 'thaw; end_own_server POSTGRES; leave' EXIT
  if SPEC=postgres+replica own_server POSTGRES --set wal_level=logical; then
    tried=1
    first=$(of_replica '') second=$(of_replica 2)
    on "$url" "CREATE TABLE places (id int PRIMARY KEY, town varchar(40));
      INSERT INTO places SELECT i, concat('town ', i) FROM generate_series(1, 100) AS n(i);
      CREATE TABLE noise (at int); CREATE TABLE users (id int PRIMARY KEY, name varchar(40));
      INSERT INTO users SELECT i, concat('user ', i) FROM generate_series(1, $rows) AS n(i)"
    declare -A address
    for replica in "$first" "$second"; do
      until_true "a replica has the table" has_all "$replica"
      address[$replica]=$(on "$replica" 'SHOW primary_conninfo')
    done
    run expand -u "$url"
    exits 0
    # Without a write now and then one that stands still is not behind.
    while on "$url" 'INSERT INTO noise VALUES (1)' 2>/dev/null; do sleep 0.1; done &
    writer=$!
    children+=("$writer")
    one_that_is_frozen
    a_replica_that_is_cut_off
    the_last_one_of_all
    between_two_migrations
    one_with_a_slot
    others
    kill "$writer" 2>/dev/null
    wait "$writer" 2>/dev/null
  fi
  trap leave EXIT
  end_own_server POSTGRES
fi
[ "$tried" -gt 0 ] || skip "no server with two replicas"
finish
