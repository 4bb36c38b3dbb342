#!/usr/bin/env bash
# Behind an exchange no source of the throttle holds what belongs to it: a rollback, a person's or that of abort_if,
# comes to its end while all of them say pause. `migrate pause` holds it.
# shellcheck disable=SC2016
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
mkdir migrations
answers_from answers
number() {
  echo "$1" >answers/errors.new
  mv answers/errors.new answers/errors
}
throttled='throttle: {flag_file: stop.flag, max_lag: 5s, replicas: ["${CLI_UNSET_URL}"]}'
type_of_n() { on "SELECT LOWER(data_type) FROM information_schema.columns WHERE table_name = 't' AND column_name = 'n' AND $here"; }
# Without waiting for ever where it is held.
comes_to_its_end() {
  for _ in $(seq 600); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  ! kill -0 "$pid" 2>/dev/null || { fail "it does not end" && kill -KILL "$pid"; }
  end_background
}
rolled_back() {
  equal "$(type_of_n)" "$narrow"
  equal "$(on "SELECT COUNT(*), SUM(n) FROM t" | tr '\t' '|')" "3|6"
}

tried=0
for server in "${MIGRATE_TEST_POSTGRES_URL:-}" "${MIGRATE_TEST_MARIADB_URL:-}" "${MIGRATE_TEST_MYSQL_URL:-}"; do
  [ -n "$server" ] || continue
  tried=$((tried + 1))
  begin_database "$server" "rollback_throttled_$$"
  if [[ $server = postgres* ]]; then
    engines=postgres here="table_schema = 'public'" narrow=integer
    change='alter_column: {table: t, column: n, type: bigint, strategy: shadow}'
  else
    engines='mysql, mariadb' here='table_schema = DATABASE()' narrow=int
    change='alter_table: {table: t, alter: MODIFY n BIGINT}'
  fi
  printf 'engines: [%s]\noperations:\n  - %s\n' "$engines" "$change" >migrations/20260101000000_wider.yaml
  on "CREATE TABLE t (id INT NOT NULL PRIMARY KEY, n INT); INSERT INTO t VALUES (1, 1), (2, 2)"
  rm -f migrate.yaml stop.flag
  run up -u "$url"
  exits 0
  equal "$(type_of_n)" bigint
  on "INSERT INTO t VALUES (3, 3)"

  # A source that pauses, and one that could not even be asked.
  echo "$throttled" >migrate.yaml
  touch stop.flag
  run pause -u "$url"
  exits 0
  background rollback -u "$url" --yes
  until_waits '`migrate pause` by '
  equal "$(type_of_n)" bigint
  run_beside resume -u "$url"
  comes_to_its_end
  exits 0
  err_lacks stop.flag
  rolled_back

  # The rollback of abort_if has the throttle of the command that it is in. It watches once the exchange is through.
  rm stop.flag migrate.yaml
  run expand -u "$url"
  exits 0
  number 0
  printf 'abort_if:\n  - {name: error rate, http: "%s/errors", above: 1, in_a_row: 1, every: 100ms, watch: 60s}\n' \
    "$address" >migrate.yaml
  background backfill -u "$url" --flag-file stop.flag
  until_true "it watches behind the exchange" grep -qs 'backfill done' err
  touch stop.flag
  number 2
  comes_to_its_end
  exits 1
  err_has "error MIG-GUARD-BREACHED: "
  err_has "rolled back: only the old shape is left"
  rolled_back
  end_database
done
[ "$tried" -gt 0 ] || skip "no server"
finish
