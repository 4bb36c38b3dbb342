# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154,SC2164  # shares its variables, and set -e, with scripts/bench
# PostgreSQL: a column's type changed, int to bigint: offline, by a raw UPDATE of a second column, and by migrate in
# place and through a shadow table.
SECTION='## Changing a type on PostgreSQL, in place and through a shadow table'
KNOWN="postgres"
NEEDS=""
WAYS="offline raw in_place in_place_2 shadow shadow_2"

migration() { :; }
# That of the rename, with a column that is to grow.
table() { sed 's/customer_id bigint/customer_id integer/' "$ROOT/bench/orders.postgres.sql"; }

# Every run begins with the same files: a copy of one database.
fresh() { # ROWS
  postgres_fresh "$1"
  postgres_sql bench -At -c 'SELECT count(*), sum(customer_id), sum(length(note)) FROM orders' >/dev/null
}
rows_digest() {
  postgres_sql bench -c 'COPY (SELECT id, customer_id, placed_at, status, note, amount FROM orders ORDER BY id) TO STDOUT' |
    sha256sum | cut -c 1-16
}
type_now() {
  postgres_sql bench -At -c "SELECT format_type(atttypid, atttypmod) FROM pg_attribute
    WHERE attrelid = 'orders'::regclass AND attname = 'customer_id'"
}
wal_now() { postgres_sql bench -At -c "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')"; }
# Of tables, indexes and logs: what a way needs beside what was there.
size_of_all() { postgres_sql bench -At -c "SELECT pg_database_size('bench')"; }
size_of_table() { postgres_sql bench -At -c "SELECT pg_total_relation_size('orders')"; }

# WAL and DISK, in bytes, since `fresh`. Of the offline way only the lasting part of the disk: it has a second table, too,
# until its commit.
wal_and_disk() { WAL=$(($(wal_now) - wal_before)) DISK=$(($(size_of_all) - size_before)); }

# Each run_… sets TOOK (seconds), and calls wal_and_disk.
run_offline() {
  local from
  from=$(date +%s.%N)
  postgres_sql bench -c 'ALTER TABLE orders ALTER COLUMN customer_id TYPE bigint'
  TOOK=$(since "$from")
  wal_and_disk
}
# The column alone, of which no index has been built and no row compared.
run_raw() {
  local from
  postgres_sql bench -c 'ALTER TABLE orders ADD COLUMN wide bigint'
  from=$(date +%s.%N)
  postgres_sql bench -c 'UPDATE orders SET wide = customer_id'
  TOOK=$(since "$from")
  wal_and_disk
}
run_in_place() { by_migrate in_place 1; }
run_in_place_2() { by_migrate in_place 2; }
run_shadow() { by_migrate shadow 1; }
run_shadow_2() { by_migrate shadow 2; }

# TOOK ends with backfill: both versions of the code have the new type. Sets CONTRACT and PEAK, too.
by_migrate() { # STRATEGY WORKERS
  export DATABASE_URL
  cat >"$work/migrations/20260101000000_widen.yaml" <<YAML
operations:
  - alter_column: {table: orders, column: customer_id, type: bigint, strategy: $1}
YAML
  PEAK=0
  cd "$work"
  phase expand
  TOOK=$SECONDS_TAKEN
  phase backfill --workers "$2"
  TOOK=$(add "$TOOK" "$SECONDS_TAKEN")
  wal_and_disk
  [ "$(type_now)" = bigint ] || die "$1: the type is not bigint after backfill"
  phase contract --yes --force-gate "a benchmark: no application runs"
  CONTRACT=$SECONDS_TAKEN
  cd "$ROOT"
}

measure() { # ENGINE
  local before run way order peak=0
  say "making a table of $rows rows"
  table >"$work/table.sql"
  postgres_make "$rows" "$work/table.sql"
  fresh "$rows"
  before=$(rows_digest)
  for ((run = 1; run <= runs; run++)); do
    order=$WAYS
    [ $((run % 2)) -eq 1 ] || order=$(tr ' ' '\n' <<<"$WAYS" | tac | paste -sd' ')
    for way in $order; do
      fresh "$rows"
      wal_before=$(wal_now) size_before=$(size_of_all)
      "run_$way"
      [ "$(rows_digest)" = "$before" ] || die "$way changed rows"
      [ "$way" = raw ] || [ "$(type_now)" = bigint ] || die "$way left another type than bigint"
      echo "$TOOK" >>"$work/took.$way"
      size_of_table >"$work/size.$way"
      echo "$WAL $DISK" >"$work/wal.$way"
      case $way in
        offline | raw) say "run $run: $way $TOOK s" ;;
        *)
          echo "$CONTRACT" >>"$work/contract.$way"
          if [ "$PEAK" -gt "$peak" ]; then peak=$PEAK; fi
          say "run $run: $way $TOOK s, contract $CONTRACT s, $((PEAK / 1024)) MB"
          ;;
      esac
    done
  done
  printf 'postgres %s %s\n' "$rows" "$peak" >>"$work/memory"
  for way in $WAYS; do
    printf '%s %s %s %s %s %s\n' "$way" "$(median <"$work/took.$way")" "$(spread <"$work/took.$way")" \
      "$(cat "$work/size.$way")" "$(cat "$work/wal.$way")" \
      "$([ ! -e "$work/contract.$way" ] || median <"$work/contract.$way")" >>"$work/speed"
  done
}

# Runs an awk program over the ways (way, median, spread, size, WAL, disk, contract), with those of `offline` as `least`
# and `fresh`, and what misses its goal as `slow` and `large`.
goals() { # PROGRAM
  awk 'NR == 1 {least = $2; fresh = $4} {slow = $1 == "shadow_2" && $2 > 1.5 * least
    large = $1 ~ /^shadow/ && $4 > 1.02 * fresh}'"$1" "$work/speed"
}

# shellcheck disable=SC2016  # backquotes are Markdown's
report() {
  printf '%s\n\n' "$SECTION"
  measured_on
  printf 'A private server with its data on disk and its default durability:\n\n'
  sed 's/^/- /' "$work/settings"
  printf '\n`orders.customer_id` from `integer` to `bigint`, %d rows, a primary key and two secondary indexes, one of\n' "$rows"
  printf 'them over that column. "offline" is `ALTER TABLE … ALTER COLUMN … TYPE bigint`: nobody reads or writes until\n'
  printf 'it ends. "raw UPDATE" fills a second column in one statement and does no more. The others are the wall time of\n'
  printf '`migrate expand` plus `migrate backfill`, by `strategy: in_place` and `strategy: shadow`, with one and two\n'
  printf 'workers: every row is compared, and the new type is in use at the end; "contract" removes what the way back\n'
  printf 'needed. "size" is that of table and indexes then. "WAL" is what was written of it before contract, and "disk\n'
  printf 'more" by how much the database had grown by then. No application writes meanwhile.\n\n'
  printf 'A copy of the same files before every run, order alternated, medians of %d runs (lowest-highest in brackets).\n' "$runs"
  printf 'After every run all columns of all rows were what they were before. Goals: a shadow with two workers within 1.5\n'
  printf 'times the offline change, and no larger afterwards; `!` marks what misses them.\n\n'
  printf '| way | time | against offline | contract | size | against offline | WAL | disk more |\n'
  printf '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n'
  goals '{name = $1; sub(/_2$/, ", 2 workers", name); sub(/in_place/, "in place", name); sub(/^raw$/, "raw UPDATE", name)
    printf "| %s | %.2f s (%s) | %.2f%s | %s | %.0f MB | %.2f%s | %.0f MB | %.0f MB |\n", name, $2, $3, $2 / least,
      slow ? "!" : "", $7 == "" ? "" : sprintf("%.2f s", $7), $4 / 1048576, $4 / fresh, large ? "!" : "",
      $5 / 1048576, $6 / 1048576}'
  printf '\nPeak resident memory of the `migrate` process, highest of all runs: %s.\n\n' \
    "$(awk '{printf "%.1f MB", $3 / 1024}' "$work/memory")"
  printf 'The table:\n\n```sql\n'
  table
  printf '```\n'
}

# shellcheck disable=SC2016  # awk expands it
judge() {
  local bad=0
  awk '$3 > 50 * 1024 {print "over 50 MB: " $0; bad = 1} END {exit bad}' "$work/memory" >&2 || bad=1
  goals '
    slow {printf "shadow, 2 workers: %.2f times the offline change\n", $2 / least; bad = 1}
    large {printf "%s: %.2f times the size of a fresh table\n", $1, $4 / fresh; bad = 1}
    END {exit bad}' >&2 || bad=1
  return "$bad"
}
