#!/usr/bin/env bash
# Several workers, stopped on the way: `status` counts what is done, not the ranges that are claimed for the next batches,
# and the next run goes on from there. On servers; SQLite has one writer.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
rows=20000
mkdir migrations
cat >migrations/20260101000000_totals.yaml <<'YAML'
operations:
  - backfill: {table: orders, set: {total: qty * 3}}
YAML
database=stopped_$$

filled() { on 'SELECT count(*) FROM orders WHERE total IS NOT NULL'; }
further_than() { [ "$(filled)" -gt "$1" ]; }
told() {
  run_beside status -u "$url" --format json
  sqlite3 :memory: "SELECT json_extract(CAST(readfile('out2') AS text), '\$.migrations[0].progress.$1')"
}
# Fixed sizes and those that follow the time; a stop between two waves, then one that finds their claims.
scenario() {
  local before=0 batch
  on "CREATE TABLE orders (id INT PRIMARY KEY, qty INT NOT NULL, total INT)"
  on "INSERT INTO orders (id, qty) SELECT i, i % 7 FROM $1"
  run expand -u "$url"
  exits 0
  for batch in 60 6ms 70 3ms; do
    background backfill -u "$url" --workers 2 --batch "$batch" --rows-per-second 400
    until_true "it works ($batch)" further_than "$before"
    before=$(filled)
    until_true "it works on ($batch)" further_than "$before"
    stop_background
    exits 6
    before=$(filled)
    equal "$(told rows)" "$before" "rows that status tells, and rows that are done ($batch)"
    equal "$(told 'done')" 0 "done ($batch)"
    [ "$before" -lt "$rows" ] || fail "it was through ($batch)"
  done
  run backfill -u "$url"
  exits 0
  equal "$(on 'SELECT count(*) FROM orders WHERE total = qty * 3')" "$rows"
  equal "$(on "SELECT sum(rows_done) FROM $checkpoint")" "$rows" "rows that the record counts"
}

tried=0
if [ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ]; then
  tried=$((tried + 1))
  checkpoint=migrate.checkpoint
  ran="" && : >out && : >err
  begin_database "$MIGRATE_TEST_POSTGRES_URL" "$database"
  scenario "generate_series(1, $rows) AS n(i)"
  end_database
fi
for kind in MARIADB MYSQL; do
  primary=MIGRATE_TEST_${kind}_URL
  [ -n "${!primary:-}" ] || continue
  tried=$((tried + 1))
  checkpoint=migrate_checkpoint
  ran="" && : >out && : >err
  begin_database "${!primary}" "$database"
  rows=10000
  scenario "$(numbers "$rows")"
  end_database
done
echo "$tried servers"
finish
