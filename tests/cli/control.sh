#!/usr/bin/env bash
# pause, resume and throttle reach a running backfill through the database, from another process that has neither its
# files nor its lease; a pause outlives the run that obeyed it. On every server there is.
# shellcheck disable=SC2016
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
database=control_$$
rows=4000
m=20260101000000_full_name
me="$(id -un)@$(hostname)"

filled() { on 'SELECT count(*) FROM users WHERE full_name IS NOT NULL'; }
some_filled() { [ "$(filled)" -gt 0 ]; }
# Whoever gives orders has the URL and nothing else.
order() { (cd / && "$MIGRATE_BIN" "$@" -u "$order_url") >out2 2>err2 </dev/null; }
events() { on "SELECT count(*) FROM $events WHERE kind = '$1' AND by_whom = '$me' AND message LIKE '$2'"; }
at_batch() { [ "$(on "SELECT max(batch_rows) FROM ${events%event}checkpoint")" = "$1" ]; }
stands_still() {
  local before
  before=$(filled)
  sleep 1
  equal "$(filled)" "$before" "rows filled while paused"
  [ "$before" -lt "$rows" ] || fail "it had ended before"
}
moves_on_from() { [ "$(filled)" -gt "$1" ]; }

scenario() {
  local before
  run expand -u "$url"
  exits 0
  background backfill -u "$url" --rows-per-second 40
  until_true "the backfill begins" some_filled

  # Paused, by name, with a reason; who and why are shown to all.
  order pause full_name --reason 'checkout is slow' || fail "pause: $(cat err2)"
  equal "$(cat out2)" "paused $m"
  grep -qE "^$me pid $pid \(backfill\) takes it up within two seconds$" err2 || fail "who obeys is not said: $(cat err2)"
  until_true "the run says so" grep -qF "paused: \`migrate pause\` by $me since " err
  grep -qF '(checkout is slow); `migrate resume` goes on' err || fail "the reason or the way on is not said"
  until_waits '(checkout is slow); `migrate resume` goes on'
  grep -qE "^paused  $m: \`migrate pause\` by $me since [0-9TZ:-]+ \(checkout is slow\)" out2 || fail "status lacks the order"
  stands_still
  equal "$(events paused 'checkout is slow')" 1 "events"

  # Killed meanwhile: the next run is paused from its first moment on, and says why.
  kill -KILL "$pid"
  wait "$pid" 2>/dev/null
  before=$(filled)
  background backfill -u "$url" --rows-per-second 40
  until_true "the next run says so" grep -qF "paused: \`migrate pause\` by $me since " err
  until_waits '(checkout is slow); `migrate resume` goes on'
  equal "$(filled)" "$before" "rows filled by a run that begins paused"
  order resume --reason 'checkout is well' || fail "resume: $(cat err2)"
  equal "$(cat out2)" "resumed all"
  until_true "it goes on" moves_on_from "$before"
  run_beside status -u "$url"
  ! grep -qE '^paused ' out2 || fail "status still shows the order"
  equal "$(events resumed 'checkout is well')" 1 "events"

  # A pause that ends by itself; another migration's pause is not this one's.
  order pause --for 2s || fail "pause --for: $(cat err2)"
  grep -qE '^paused all until 20[0-9TZ:-]+$' out2 || fail "until when is not said: $(cat out2)"
  until_waits ' until 20'
  before=$(filled)
  until_true "it goes on by itself" moves_on_from "$before"
  order resume
  equal "$(cat err2 out2)" "resumed all" "the row of a pause that is over"

  # Another worker, and one less: each has its share of the rate. SQLite has one writer at a time.
  order throttle --workers 2
  until_true "two workers share the rate" at_batch "$of_two"
  order throttle --workers 1
  until_true "one has it all" at_batch 40
  order throttle --reset

  # Other limits, merged, shown, and taken back.
  order throttle --rows-per-second 5 --batch 7 --workers 1 --reason 'night shift' || fail "throttle: $(cat err2)"
  equal "$(cat out2)" "5 rows per second, batches of 7 rows, 1 worker"
  until_true "batches of no more than a second" at_batch 5
  equal "$(events throttled '5 rows per second, batches of 7 rows, 1 worker (night shift)')" 1 "events"
  run_beside status -u "$url"
  grep -qE "^ordered 5 rows .* by $me since [0-9TZ:-]+ \(night shift\); \`migrate throttle --reset\` ends it$" out2 ||
    fail "status lacks the reason: $(grep ^ordered out2)"
  order throttle --max-lag 5s
  equal "$(cat out2)" "max lag 5s, 5 rows per second, batches of 7 rows, 1 worker"
  until_true "the run says so" grep -qF "note: \`migrate throttle\` by $me: " err
  order throttle
  equal "$(cat out2)" "max lag 5s, 5 rows per second, batches of 7 rows, 1 worker"
  run_beside status -u "$url"
  grep -qE "^ordered max lag 5s, 5 rows per second, .* by $me since" out2 || fail "status lacks the order"
  order throttle --reset --rows-per-second 100000
  equal "$(cat out2)" "100,000 rows per second"
  end_background
  exits 0
  equal "$(filled)" "$rows"
  order throttle --reset
  equal "$(cat out2)" ""
  grep -qxF 'nothing is ordered: flags and migrate.yaml hold' err2 || fail "not said: $(cat err2)"
  order throttle --max-load 900 --reason 'a sale' && order throttle --reset --reason 'it is over'
  equal "$(events throttled 'max load 900 (a sale)') $(events throttled 'reset (it is over)')" "1 1" "events"
  equal "$(events throttled reset)" 2 "events"

  # With nothing running; a migration that is not there.
  order pause --until 2099-01-01T00:00:00Z --format json
  cp out2 out
  is_json
  json '$.paused.until' 2099-01-01T00:00:00Z
  json '$.paused.by' "$me"
  grep -qF 'nothing runs now; the next run takes it up' err2 || fail "that nothing runs is not said"
  order resume
  order resume
  equal "$(cat out2 err2)" "nothing is paused"
  order pause nosuch && fail "an unknown migration was paused"
  grep -qF "error MIG-CLI-MIGRATION" err2 || fail "not refused: $(cat err2)"
}
# A word that is not understood.
ran="" && : >out && : >err
sqlite3 app.db 'VACUUM'
run pause -u "$url" --until tomorrow
refused 2 MIG-USAGE
err_has "--until: expected 06:00 or 2026-11-29T06:00:00Z, not 'tomorrow'"
run pause -u "$url" --until 2001-01-01T00:00:00Z
refused 2 MIG-USAGE
run pause -u "$url" --until 06:00 --for 3m
refused 2 MIG-USAGE
run pause -u "$url" --for 30
refused 2 MIG-USAGE
run throttle -u "$url" --workers 65
refused 2 MIG-USAGE
run throttle -u "$url" --max-load 0
refused 2 MIG-USAGE
run throttle -u "$url" --reason 'for nothing'
refused 2 MIG-USAGE
err_has "--reason goes with a limit or --reset"

on() { sql "$1"; }
events=migrate_event of_two=40
order_url=sqlite:$work/app.db
sql "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $rows)
     INSERT INTO users SELECT i, 'user ' || i FROM n;"
scenario

tried=0 of_two=20
if [ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ]; then
  tried=$((tried + 1))
  events=migrate.event
  begin_database "$MIGRATE_TEST_POSTGRES_URL" "$database"
  order_url=$url
  on "CREATE TABLE users (id int PRIMARY KEY, name text)"
  on "INSERT INTO users SELECT i, 'user ' || i FROM generate_series(1, $rows) i"
  scenario
  end_database
fi
for kind in MARIADB MYSQL; do
  primary=MIGRATE_TEST_${kind}_URL
  [ -n "${!primary:-}" ] || continue
  tried=$((tried + 1))
  events=migrate_event
  begin_database "${!primary}" "$database"
  order_url=$url
  on "CREATE TABLE users (id int PRIMARY KEY, name varchar(40))"
  on "INSERT INTO users SELECT i, concat('user ', i) FROM $(numbers "$rows")"
  scenario
  end_database
done
echo "$tried servers"
finish
