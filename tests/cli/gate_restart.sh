#!/usr/bin/env bash
# While the database was away nobody could report: an instance of old code that was silent before it came back keeps the
# gate closed until it has had its time to report again.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
id=20260101000000_full_name
mkdir migrations
cat >"migrations/$id.yaml" <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
# silent TTL (milliseconds): for twenty minutes, longer than a server of this script's own has been there.
silent() {
  on "UPDATE $instances SET seen_at = seen_at - INTERVAL $minutes, retired = 0, ttl_ms = $1 WHERE instance = 'web-1'"
}
closed_by_silence() { # WHY
  run gate -u "$url"
  exits 7
  evidence fails instances
  out_has "web/web-1 "
  out_has "$1"
  equal "$(grep -c ' fails ' out)" 1 "lines that fail"
}

tried=0
for kind in POSTGRES MYSQL MARIADB; do
  own_database $kind gate_restart || continue
  tried=$((tried + 1))
  instances=migrate_app_instance minutes='20 MINUTE'
  [ $kind != POSTGRES ] || instances=migrate.app_instance minutes="'20 minutes'"
  on "CREATE TABLE users (id int PRIMARY KEY, name varchar(40))"
  run up -u "$url"
  exits 0
  run app heartbeat -u "$url" --app web --instance web-1 --schema 20250101000000_before
  run app heartbeat -u "$url" --app web --instance web-2 --ttl 10h
  exits 0
  silent 600000
  closed_by_silence "the server started to take writes "
  run status -u "$url"
  out_has "the server started to take writes "
  run contract -u "$url"
  refused 7 MIG-GATE-CLOSED
  err_has "the server started to take writes "
  # It had its time.
  silent 1
  until_true "it had its time" run_beside gate -u "$url"
  silent 600000
  run app retire -u "$url" --app web --instance web-1
  run gate -u "$url"
  exits 0

  if [ $kind = POSTGRES ]; then
    # The server goes on as the same process when one of its own has crashed; what counts is when it took writes again.
    began() { on "SELECT max(backend_start) FROM pg_stat_activity WHERE backend_type = 'walwriter'" 2>sink; }
    before=$(began)
    is_back() {
      local now
      now=$(began) && [ -n "$now" ] && [ "$now" != "$before" ]
    }
    kill -KILL "$(on "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'")"
    until_true "it takes writes again" is_back
    silent "$(on "SELECT floor(extract(epoch FROM clock_timestamp() - pg_postmaster_start_time()) * 1000)::bigint")"
    closed_by_silence "the server started to take writes "

    # The network was away, or another server has taken the place of the first: whoever waits has seen it.
    silent 3000
    until_true "it had its time" run_beside gate -u "$url"
    echo 'contract: {approval: true}' >migrate.yaml
    background gate -u "$url" --wait 10m
    until_true "it waits" grep -q "waiting: closed: $id by approval" err
    on "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()" >sink
    until_true "silence proves nothing" grep -q "waiting: closed: $id by instances, $id by approval" err
    run_beside approve "$id" -u "$url"
    end_background
    exits 0
    pid=
    rm migrate.yaml
  fi
  run contract -u "$url"
  exits 0
  out_is "contracted $id"
  end_database
  end_own_server $kind
done
[ "$tried" -gt 0 ] || skip "no server"
finish
