#!/usr/bin/env bash
# Rows that a shadow of PostgreSQL's has and its table has not, wherever they stand: before the first row, behind the
# last, and between two batches of the comparison. None of them comes with the exchange.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
server=${MIGRATE_TEST_POSTGRES_URL:-}
[ -n "$server" ] || skip "no PostgreSQL"
mkdir migrations
cat >migrations/20260101000000_wider.yaml <<'YAML'
operations:
  - alter_column: {table: lines, column: n, type: bigint, strategy: shadow}
backfill: {batch: 10}
YAML

in_batches_of_ten() { # KEY TYPE
  begin_database "$server" "shadow_only_$$"
  on "CREATE TABLE lines (document $2, line integer, n integer NOT NULL, PRIMARY KEY ($1))"
  on "INSERT INTO lines SELECT i / 30, i * 10, i FROM generate_series(1, 300) AS i; ANALYZE lines"
  run expand -u "$url"
  exits 0
  run backfill -u "$url" --hold-cutover
  exits 0
  err_has "is held before"
  on "INSERT INTO migrate_lines__shadow SELECT i / 300, i, 1 FROM generate_series(3, 3010, 10) AS i"
  equal "$(on 'SELECT count(*) FROM migrate_lines__shadow')" 601
  run cutover -u "$url"
  exits 0
  equal "$(on "SELECT data_type FROM information_schema.columns WHERE table_name = 'lines' AND column_name = 'n'")" bigint
  equal "$(on 'SELECT count(*) FROM lines WHERE line % 10 <> 0')" 0
  equal "$(on 'SELECT count(*) FROM lines')" 300
  end_database
}
in_batches_of_ten line integer
in_batches_of_ten 'document, line' text
finish
