#!/usr/bin/env bash
# An exchange that was held is watched by abort_if and told to the hooks as one that was not.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
mkdir migrations
answers_from answers
number() {
  echo "$1" >answers/errors.new
  mv answers/errors.new answers/errors
}
# settings ASKS…: one rule of abort_if, and hooks that write down what they are told.
settings() {
  printf 'abort_if:\n  - {name: error rate, in_a_row: 1, every: 100ms, %s}\n' "$1" >migrate.yaml
  cat >>migrate.yaml <<'YAML'
hooks:
  - on: [before_backfill, after_backfill, before_rollback, after_rollback, abort]
    on_failure: warn
    command: echo "$MIGRATE_HOOK_EVENT" >>hooks.log
  - on: abort
    command: echo "$MIGRATE_HOOK_PHASE, $MIGRATE_HOOK_REASON" >reason
YAML
  rm -f hooks.log reason
}
told() { equal "$(tr '\n' ' ' <hooks.log)" "$1 " "what the hooks were told"; }
type_of_n() { on "SELECT LOWER(data_type) FROM information_schema.columns WHERE table_name = 't' AND column_name = 'n' AND $here"; }
stage() { on "SELECT stage FROM $state$1"; }
rolled_back() {
  refused 1 MIG-GUARD-BREACHED
  err_has "$1"
  err_has "rolled back: only the old shape is left"
  err_has "next:  find out why; then \`migrate up 20260101000000_wider\`"
  equal "$(stage migration)" "rolled back"
  equal "$(on "SELECT COUNT(*) FROM ${state}event WHERE kind = 'aborted'")" "$2" "events"
  equal "$(type_of_n)" "$narrow"
  equal "$(on "SELECT COUNT(*) FROM t")" 3
  grep -qF "backfill, MIG-GUARD-BREACHED: $1" reason || fail "abort was told: $(cat reason)"
}

tried=0
for server in "${MIGRATE_TEST_POSTGRES_URL:-}" "${MIGRATE_TEST_MARIADB_URL:-}" "${MIGRATE_TEST_MYSQL_URL:-}"; do
  [ -n "$server" ] || continue
  tried=$((tried + 1))
  begin_database "$server" "cutover_watched_$$"
  if [[ $server = postgres* ]]; then
    engines=postgres here="table_schema = 'public'" state=migrate. narrow=integer slow='FROM pg_sleep(0.15),'
    change='alter_column: {table: t, column: n, type: bigint, strategy: shadow}'
  else
    engines='mysql, mariadb' here='table_schema = DATABASE()' state=migrate_ narrow=int slow='FROM (SELECT SLEEP(0.15)) AS slept,'
    change='alter_table: {table: t, alter: MODIFY n BIGINT}'
  fi
  cat >migrations/20260101000000_wider.yaml <<YAML
engines: [$engines]
operations:
  - $change
verify:
  - {name: no holiday, sql: SELECT COUNT(*) FROM holiday, expect: 0}
YAML
  on "CREATE TABLE holiday (id INT); CREATE TABLE t (id INT NOT NULL PRIMARY KEY, n INT); INSERT INTO t VALUES (1, 1), (2, 2), (3, 3)"

  # Worse while it was held: what `times` compares with is what it was before expand. A slow machine reads it late,
  # behind the last step.
  asks="http: $address/errors, times: 2"
  number 10
  settings "$asks"
  run up -u "$url" --hold-cutover
  exits 0
  told before_backfill
  settings "$asks, watch: 60s"
  number 21
  run cutover -u "$url"
  rolled_back "error rate is 21, more than 2 times the 10 before expand, 1 readings in a row" 1
  sed -i /after_backfill/d hooks.log
  told "abort before_rollback after_rollback"

  # Good until the exchange, not behind it.
  number 10
  settings "$asks"
  run up -u "$url" --hold-cutover
  exits 0
  number 20
  settings "$asks, watch: 60s"
  background cutover -u "$url"
  until_true "it watches" grep -qs 'is watched for 1m' err
  equal "$(stage migration)" backfilled
  equal "$(type_of_n)" bigint
  number 21
  end_background
  rolled_back "error rate is 21, more than 2 times the 10 before expand, 1 readings in a row" 2
  told "after_backfill abort before_rollback after_rollback"

  # From the exchange on, for as long as it stands: what completes it is then run by the rollback, which nothing stops.
  # The number takes its time, so that it is asked anew at each step.
  asks="above: 0, query: \"SELECT COUNT(*) $slow information_schema.columns WHERE table_name = 't' AND
    column_name = 'n' AND data_type = 'bigint' AND $here\""
  settings "$asks"
  run up -u "$url" --hold-cutover
  exits 0
  told before_backfill
  settings "$asks, watch: 60s"
  run cutover -u "$url"
  rolled_back "error rate is 1, above 0, 1 readings in a row" 3
  sed -i /after_backfill/d hooks.log
  told "abort before_rollback after_rollback"

  # A good one goes through, and each hook is run once.
  number 10
  asks="http: $address/errors, times: 2"
  settings "$asks"
  run up -u "$url" --hold-cutover
  exits 0
  run cutover -u "$url"
  exits 0
  out_has "backfilled 20260101000000_wider"
  told "before_backfill after_backfill"
  equal "$(type_of_n)" bigint

  # One that ends by an error is told to the hooks of abort.
  run rollback -u "$url" --yes
  exits 0
  settings "$asks"
  run up -u "$url" --hold-cutover
  exits 0
  on "INSERT INTO holiday VALUES (1)"
  run cutover -u "$url"
  exits 4
  err_has "no holiday"
  told "before_backfill abort"
  grep -qF "no holiday" reason || fail "abort was told: $(cat reason)"
  end_database
done
[ "$tried" -gt 0 ] || skip "no server"
finish
