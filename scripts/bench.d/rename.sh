# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154,SC2164  # shares its variables, and set -e, with scripts/bench
# A column renamed online, by `migrate expand` and `migrate backfill`, against the one raw UPDATE.
KNOWN="postgres mariadb sqlite"
NEEDS=""
SECTION=''

migration() {
  cat >"$work/migrations/20260101000000_remark.yaml" <<'YAML'
description: Rename orders.note to orders.remark
operations:
  - rename_column: {table: orders, from: note, to: remark}
YAML
}

# Sets RAW: seconds of the UPDATE alone.
run_raw() { # ENGINE ROWS
  "$1_fresh" "$2"
  "$1_raw_add"
  local from
  from=$(date +%s.%N)
  "$1_raw_update"
  RAW=$(since "$from")
}

# Sets EXPAND, BACKFILL (seconds) and PEAK (kilobytes, the larger of the two processes).
run_migrate() { # ENGINE ROWS
  local differ
  "$1_fresh" "$2"
  export DATABASE_URL
  cd "$work"
  timed "$migrate" expand
  EXPAND=$SECONDS_TAKEN PEAK=$KB
  timed "$migrate" backfill
  BACKFILL=$SECONDS_TAKEN
  if [ "$KB" -gt "$PEAK" ]; then PEAK=$KB; fi
  cd "$ROOT"
  differ=$("$1_check")
  [ "$differ" = 0 ] || die "$1: $differ rows differ after the backfill"
}

measure() { # ENGINE
  local engine=$1 n=$rows small size run order what peak=0
  [ "$engine" = postgres ] || n=$((rows / 4))
  small=$((n / 10))
  for size in "$small" "$n"; do
    say "$engine: making a table of $size rows"
    "${engine}_make" "$size"
  done
  run_migrate "$engine" "$small"
  printf '%s %s %s\n' "$engine" "$small" "$PEAK" >>"$work/memory"
  : >"$work/raw"
  : >"$work/migrate"
  for ((run = 1; run <= runs; run++)); do
    order="raw migrate"
    [ $((run % 2)) -eq 1 ] || order="migrate raw"
    for what in $order; do
      "run_$what" "$engine" "$n"
      case $what in
        raw)
          echo "$RAW" >>"$work/raw"
          say "$engine run $run: UPDATE $RAW s"
          ;;
        migrate)
          add "$EXPAND" "$BACKFILL" >>"$work/migrate"
          echo >>"$work/migrate"
          if [ "$PEAK" -gt "$peak" ]; then peak=$PEAK; fi
          say "$engine run $run: expand $EXPAND s, backfill $BACKFILL s, $((PEAK / 1024)) MB"
          ;;
      esac
    done
  done
  printf '%s %s %s\n' "$engine" "$n" "$peak" >>"$work/memory"
  printf '%s %s %s %s %s\n' "$engine" "$n" "$(median <"$work/raw")" "$(median <"$work/migrate")" \
    "$(spread <"$work/raw")/$(spread <"$work/migrate")" >>"$work/speed"
}

# shellcheck disable=SC2016  # backquotes are Markdown's
report() {
  printf '# Performance\n\nWritten by `scripts/bench --write`, each of the last sections by `scripts/bench SUBJECT --write`; do not edit by hand.\n\n'
  measured_on
  printf 'Servers are private instances with their data on disk and their default durability:\n\n'
  sed 's/^/- /' "$work/settings"
  printf '\n## Renaming a column online against the one raw UPDATE\n\n'
  printf 'A rename of `orders.note` to `orders.remark`. The table has a primary key and two secondary indexes.\n'
  printf '"raw UPDATE" is `UPDATE orders SET remark = note` alone, on a column added before: the least a copy in\n'
  printf 'place can cost, and it locks every row until it ends. "migrate" is the wall time of `migrate expand`\n'
  printf 'plus `migrate backfill`, verification of every row included. Fresh copies of the same table for every\n'
  printf 'run, order alternated, medians of %d runs (lowest-highest in brackets).\n\n' "$runs"
  printf '| engine | rows | raw UPDATE | migrate | ratio |\n| --- | ---: | ---: | ---: | ---: |\n'
  awk '{split($5, range, "/"); printf "| %s | %d | %.2f s (%s) | %.2f s (%s) | %.2f |\n", $1, $2, $3, range[1], $4, range[2], $4 / $3}' "$work/speed"
  printf '\n## Memory\n\nPeak resident memory of the `migrate` process, the larger of expand and backfill, highest of all runs.\n\n'
  printf '| engine | rows | memory |\n| --- | ---: | ---: |\n'
  awk '{printf "| %s | %d | %.1f MB |\n", $1, $2, $3 / 1024}' "$work/memory"
  printf '\n## The table\n\n'
  for engine in $engines; do
    printf '%s:\n\n```sql\n' "$engine"
    cat "$ROOT/bench/orders.$engine.sql"
    printf '```\n\n'
  done
}

# The promises: memory under 50 MB at every size, and on PostgreSQL within twice the raw UPDATE.
judge() {
  awk '$3 > 50 * 1024 {print "over 50 MB: " $0; bad = 1} END {exit bad}' "$work/memory" >&2
  awk '$1 == "postgres" && $4 > 2 * $3 {print "over twice the raw UPDATE: " $0; bad = 1} END {exit bad}' "$work/speed" >&2
}
