# Sourced by the scripts here whose application is at work all the time, on the server that `begin_database` of
# lib_servers.sh has chosen: nothing that the tool does may be an error, or a deadlock, to it.
# shellcheck shell=bash
# shellcheck disable=SC2154  # url: of lib.sh

# An application: transactions that take a while between their first statement and their second one.
clients_begin() { # SQL: {n} is the client's number
  : >errors
  deadlocks=$(deadlocks)
  touch go
  clients=()
  for n in 1 2 3 4; do
    while [ -e go ]; do
      postgres "$url" "${1//\{n\}/$n}" >/dev/null 2>>errors
    done &
    clients+=($!)
    children+=($!)
  done
  pid=
  until_true "the application is at work" works
}
works() {
  [ "$(on "SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event = 'PgSleep' AND query LIKE '%pg_sleep(0.25)%'")" -gt 2 ]
}
clients_end() { # WHAT
  rm go
  wait "${clients[@]}"
  equal "$(grep -c . errors)" 0 "$1: what the application saw: $(head -1 errors)"
  equal "$(deadlocks)" "$deadlocks" "$1: deadlocks"
}
deadlocks() { on "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"; }

# With the application at work all the time.
goes() { # COMMAND…
  run "$@" -u "$url" --lock-timeout 5s --lock-wait-total 16s
  exits 0
}
up_back_and_to_the_end() {
  goes up
  goes rollback
  goes up
  goes contract --force-gate "no application here"
}
migration() { # NAME
  rm -f migrations/*
  cat >"migrations/20260101000000_$1.yaml"
}
