# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154,SC2164  # shares its variables, and set -e, with scripts/bench
# A column's type changed, int to bigint: by migrate, by the server's own ALGORITHM=COPY, and by
# pt-online-schema-change, each on a table that is filled anew and has been read once.
KNOWN="mysql mariadb"
NEEDS="peers"
SECTION='## Changing a type on MySQL and MariaDB'
FLAGS= # of `migrate backfill`
CHANGE="MODIFY customer_id bigint NOT NULL"

migration() { widening; }
widening() {
  cat >"$work/migrations/20260101000000_widen.yaml" <<'YAML'
description: orders.customer_id becomes a bigint
operations:
  - alter_column: {table: orders, column: customer_id, type: bigint}
YAML
}

# One digest of all columns of all rows, in the order of the primary key.
rows_digest() { # ENGINE
  "$1_sql" bench --quick -e 'SELECT * FROM orders ORDER BY id' | sha256sum | cut -c 1-16
}
# The columns and indexes of the table, as one digest.
shape_digest() { # ENGINE
  "$1_sql" bench -e "
    SELECT column_name, column_type, is_nullable, column_default, extra, collation_name
    FROM information_schema.columns WHERE table_schema = 'bench' AND table_name = 'orders' ORDER BY ordinal_position;
    SELECT index_name, seq_in_index, column_name, non_unique
    FROM information_schema.statistics WHERE table_schema = 'bench' AND table_name = 'orders'
    ORDER BY index_name, seq_in_index" | sha256sum | cut -c 1-16
}
type_is() { # ENGINE TYPE
  [ "$("$1_sql" bench -e "SELECT data_type FROM information_schema.columns
    WHERE table_schema = 'bench' AND table_name = 'orders' AND column_name = 'customer_id'")" = "$2" ]
}

# Every run begins from the same state: the table alone in its database, its statistics known, its pages
# written and read once. Sets BEFORE, the digest of its rows.
fresh() { # ENGINE ROWS
  "$1_sql" test -e 'DROP DATABASE IF EXISTS bench; CREATE DATABASE bench'
  sed "s/:rows/$2/" "$ROOT/bench/widen.sql" | "$1_sql" bench
  "$1_sql" bench -e 'ANALYZE TABLE orders; FLUSH TABLES orders FOR EXPORT; UNLOCK TABLES' >/dev/null
  type_is "$1" int || die "$1: the column is no int before the change"
  BEFORE=$(rows_digest "$1")
}

# After each run: no row has changed, the type has, and all three come to the same table.
check() { # ENGINE WHAT
  local after
  type_is "$1" bigint || die "$1: $2 left another type than bigint"
  after=$(rows_digest "$1")
  [ "$after" = "$BEFORE" ] || die "$1: $2 changed rows ($BEFORE before, $after after)"
  after="$after $(shape_digest "$1")"
  [ -n "$EXPECTED" ] || EXPECTED=$after
  [ "$after" = "$EXPECTED" ] || die "$1: $2 came to another table than the run before ($EXPECTED, $after)"
}

# Each run_… sets TOOK (seconds).
run_copy() { # ENGINE
  local from
  from=$(date +%s.%N)
  "$1_sql" bench -e "ALTER TABLE orders $CHANGE, ALGORITHM=COPY"
  TOOK=$(since "$from")
}

# Left to itself it looks for replicas, by a statement that MySQL 9.7 does not know; there are none.
run_ptosc() { # ENGINE
  local port=$1_port own="$1_ptosc[@]"
  (umask 077 && printf '[client]\nuser=root\npassword=%s\n' "$MIGRATE_TEST_PASSWORD" >"$work/ptosc.cnf")
  timed pt-online-schema-change --config /dev/null --no-version-check --recursion-method none "${!own}" \
    --alter "$CHANGE" --execute "F=$work/ptosc.cnf,h=127.0.0.1,P=${!port},D=bench,t=orders"
  TOOK=$SECONDS_TAKEN
}

# Sets EXPAND, BACKFILL, CONTRACT (seconds) and PEAK (kilobytes, the largest of the three processes) too. TOOK ends
# with backfill: the tables are exchanged, and the old one follows until contract.
run_migrate() { # ENGINE
  local base=$1_base
  export DATABASE_URL=${!base}/bench
  PEAK=0
  cd "$work"
  phase expand
  EXPAND=$SECONDS_TAKEN
  # shellcheck disable=SC2086  # words
  phase backfill $FLAGS
  BACKFILL=$SECONDS_TAKEN
  TOOK=$(add "$EXPAND" "$BACKFILL")
  type_is "$1" bigint || die "$1: the tables are not exchanged after backfill"
  phase contract --yes --force-gate "a benchmark: no application runs"
  CONTRACT=$SECONDS_TAKEN
  cd "$ROOT"
}

measure() { # ENGINE
  local engine=$1 run order one peak=0 small=$((rows / 10))
  EXPECTED=
  say "$engine: a first run of migrate, $small rows"
  fresh "$engine" "$small"
  run_migrate "$engine"
  check "$engine" migrate
  printf '%s %s %s\n' "$engine" "$small" "$PEAK" >>"$work/memory"
  EXPECTED=
  rm -f "$work"/took.*
  for ((run = 1; run <= runs; run++)); do
    case $((run % 3)) in
      1) order="copy migrate ptosc" ;;
      2) order="migrate ptosc copy" ;;
      0) order="ptosc copy migrate" ;;
    esac
    for one in $order; do
      fresh "$engine" "$rows"
      "run_$one" "$engine"
      check "$engine" "$one"
      echo "$TOOK" >>"$work/took.$one"
      case $one in
        migrate)
          echo "$CONTRACT" >>"$work/took.contract"
          if [ "$PEAK" -gt "$peak" ]; then peak=$PEAK; fi
          say "$engine run $run: migrate $TOOK s (expand $EXPAND s, backfill $BACKFILL s), contract $CONTRACT s, $((PEAK / 1024)) MB"
          ;;
        *) say "$engine run $run: $one $TOOK s" ;;
      esac
    done
  done
  printf '%s %s %s\n' "$engine" "$rows" "$peak" >>"$work/memory"
  printf '%s %s' "$engine" "$rows" >>"$work/speed"
  for one in copy ptosc migrate contract; do
    printf ' %s %s' "$(median <"$work/took.$one")" "$(spread <"$work/took.$one")" >>"$work/speed"
  done
  echo >>"$work/speed"
}

# Runs an awk program over the medians (engine, rows, then median and spread of copy, pt-osc, migrate, contract).
# It finds the two ratios as slower and gain, and slow and small, true where one misses its goal.
goals() { # PROGRAM
  awk '{slower = $7 / $3; gain = $5 / $7; slow = $1 == "mysql" && slower > 1; small = gain < 2}'"$1" "$work/speed"
}

# shellcheck disable=SC2016  # backquotes are Markdown's
report() {
  printf '%s\n\n' "$SECTION"
  measured_on
  printf 'Servers are private instances with their data on disk and their default durability, the same for all three:\n\n'
  sed 's/^/- /' "$work/settings"
  printf '\n`orders.customer_id` from `int` to `bigint`, for which both servers copy the whole table. It has a primary\n'
  printf 'key and two secondary indexes, one of them over that column. "COPY" is the server'\''s own\n'
  printf '`ALTER TABLE orders %s, ALGORITHM=COPY`: nobody writes until it ends. "pt-osc" is\n' "$CHANGE"
  printf 'pt-online-schema-change %s with its defaults (`--recursion-method none`, and on MySQL\n' \
    "$(pt-online-schema-change --version | awk '{print $NF}')"
  printf '`--set-vars explain_format=TRADITIONAL`, without which it copies all rows in one locking statement there).\n'
  printf '"migrate" is the wall time of `migrate expand` plus `migrate backfill`: the rows are copied, every one is\n'
  printf 'compared, the tables are exchanged, and the old one follows for a way back; "contract" takes that away. The\n'
  printf 'others compare nothing, and pt-osc drops the old table at once. No application writes meanwhile.\n\n'
  printf 'A table filled anew, written to disk and read once before every run, order rotated, medians of %d runs\n' "$runs"
  printf '(lowest-highest in brackets). After every run all columns of all rows were what they were before, and the\n'
  printf 'columns and indexes were the same for all three. Goals: on MySQL not slower than COPY, everywhere at least\n'
  printf 'twice as fast as pt-osc; `!` marks what misses them.\n\n'
  printf '| engine | rows | COPY | pt-osc | migrate | contract | migrate / COPY | pt-osc / migrate |\n'
  printf '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n'
  goals '{printf "| %s | %d | %.2f s (%s) | %.2f s (%s) | %.2f s (%s) | %.2f s (%s) | %.2f%s | %.2f%s |\n",
    $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, slower, slow ? "!" : "", gain, small ? "!" : ""}'
  printf '\nPeak resident memory of the `migrate` process, the largest of expand, backfill and contract, highest of all runs:\n\n'
  printf '| engine | rows | memory |\n| --- | ---: | ---: |\n'
  awk '{printf "| %s | %d | %.1f MB |\n", $1, $2, $3 / 1024}' "$work/memory"
  printf '\nThe table, `:rows` of them:\n\n```sql\n'
  cat "$ROOT/bench/widen.sql"
  printf '```\n'
}

# shellcheck disable=SC2016  # awk expands it
judge() {
  local bad=0
  awk '$3 > 50 * 1024 {print "over 50 MB: " $0; bad = 1} END {exit bad}' "$work/memory" >&2 || bad=1
  goals '
    slow {printf "%s: slower than ALGORITHM=COPY: %.2f times as long\n", $1, slower; bad = 1}
    small {printf "%s: less than twice as fast as pt-online-schema-change: %.2f times\n", $1, gain; bad = 1}
    END {exit bad}' >&2 || bad=1
  return "$bad"
}
