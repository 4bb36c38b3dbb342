#!/usr/bin/env bash
# MySQL, MariaDB: the shadow of a table large enough that its batches are cut by the values of its key. Keys with gaps
# of every kind, below zero and at the end of the largest type: every row is copied once, counted once, and compared.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
ran=""
# begin TYPE KEY: a table of about 206,000 rows, whose keys are KEY of k, 1 to 220,000.
begin() {
  on "DROP TABLE IF EXISTS orders;
    CREATE TABLE orders (id $1 NOT NULL PRIMARY KEY, amount INT NOT NULL, note VARCHAR(60) NOT NULL, KEY (amount))
    STATS_SAMPLE_PAGES = 5000"
  on "INSERT INTO orders SELECT $2, k % 977, CONCAT('order ', k) FROM
    (SELECT n.i + 10000 * m.d AS k FROM $(numbers 10000) JOIN
    (SELECT 0 AS d$(printf ' UNION ALL SELECT %s' {1..21})) AS m) AS x
    WHERE NOT (k BETWEEN 30000 AND 36000 OR k BETWEEN 70000 AND 78000 AND k % 50 <> 0); ANALYZE TABLE orders" >/dev/null
}
# The rows without their type, in one line.
rows() { on "SELECT COUNT(*), SUM(CRC32(CONCAT_WS(',', id, amount, note))) FROM $1"; }
by_value='LEAST(CAST'

for kind in MYSQL MARIADB; do
  server=MIGRATE_TEST_${kind}_URL
  [ -n "${!server:-}" ] || continue
  ran=yes
  begin_database "${!server}" "gaps_${kind,,}_$$"
  for key in "BIGINT|k - 110000" "BIGINT UNSIGNED|18446744073709551615 - 220000 + k"; do
    rm -rf migrations
    mkdir migrations
    cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_table: {table: orders, alter: "MODIFY amount BIGINT NOT NULL"}
YAML
    begin "${key%|*}" "${key#*|}"
    before=$(rows orders)
    run plan -u "$url"
    exits 0
    out_has "$by_value"
    run expand -u "$url"
    exits 0
    # Killed between two batches, so that claims are left.
    "$MIGRATE_BIN" backfill -u "$url" --workers 2 --batch 5ms >first.out 2>&1 &
    tool=$!
    for _ in $(seq 400); do
      [ "$(on "SELECT COALESCE(MAX(batches), 0) FROM migrate_checkpoint" 2>/dev/null || echo 0)" -lt 5 ] || break
      sleep 0.02
    done
    kill -KILL "$tool" 2>/dev/null
    wait "$tool" 2>/dev/null
    on "INSERT INTO orders (id, amount, note) SELECT MIN(id) + 31000, 5, 'in a gap' FROM orders;
      DELETE FROM orders WHERE note = 'order 100000'; UPDATE orders SET amount = 7 WHERE note = 'order 99999'"
    after=$(rows orders)
    [ "$after" != "$before" ] || fail "nothing was written meanwhile"
    run backfill -u "$url" --workers 2 --batch 20ms
    exits 0
    equal "$(on "SELECT DATA_TYPE FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME =
      'orders' AND COLUMN_NAME = 'amount'")" bigint
    equal "$(rows orders)" "$after" "$kind, $key: rows after the exchange"
    copied=$(on "SELECT rows_done FROM migrate_checkpoint WHERE step = 'backfill-1'")
    if [ "$copied" -gt 208000 ] || [ "$copied" -lt 195000 ]; then fail "$kind, $key: $copied rows copied"; fi
    run contract -u "$url" --yes --force-gate "test"
    exits 0
    on "DELETE FROM migrate_migration; DELETE FROM migrate_step; DELETE FROM migrate_checkpoint"
  done

  # Few rows between far keys: batches of so many values would be one row each.
  begin BIGINT "k * 1000"
  run plan -u "$url"
  exits 0
  out_lacks "$by_value"
  out_has "OFFSET ?"
  end_database
done
[ -n "$ran" ] || skip "no server"
finish
