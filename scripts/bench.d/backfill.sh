# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154,SC2164  # shares its variables, and set -e, with scripts/bench
# What a backfill costs with one worker and with two: in place against the one raw UPDATE, as a shadow against the
# server's own COPY and pt-online-schema-change; what memory it takes; and what a row costs as tables grow.
# shellcheck source=scripts/bench.d/mysql.sh
. "$here/bench.d/mysql.sh" # the shadow: fresh, check, run_copy, run_ptosc, run_migrate
KNOWN="postgres mariadb mysql"
SECTION='## A backfill with one worker and with two'

migration() {
  widening
  mkdir -p "$work/place/migrations"
  cat >"$work/place/migrations/20260101000000_remark.yaml" <<'YAML'
description: Rename orders.note to orders.remark
operations:
  - rename_column: {table: orders, from: note, to: remark}
YAML
  : >"$work/place.txt"
  : >"$work/shadow.txt"
  : >"$work/growth.txt"
}

# A new table of so many rows, read once.
fill() { # ENGINE ROWS
  case $1 in
    postgres)
      [ "$MADE" = "$2" ] || {
        [ -z "$MADE" ] || postgres_sql test -c "DROP DATABASE rows_$MADE"
        postgres_make "$2"
        MADE=$2
      }
      postgres_fresh "$2"
      ;;
    *) fresh "$1" "$2" ;;
  esac
}

# Each place_… sets TOOK (seconds); those of migrate add to `memory`.
place_raw() { # ENGINE ROWS
  local from
  "$1_raw_add"
  from=$(date +%s.%N)
  "$1_raw_update"
  TOOK=$(since "$from")
}
place_by() { # ENGINE ROWS WORKERS; sets BACKFILL too
  local base=$1_base differ expand
  export DATABASE_URL=${!base}/bench
  cd "$work/place"
  PEAK=0
  phase expand
  expand=$SECONDS_TAKEN
  phase backfill --workers "$3"
  BACKFILL=$SECONDS_TAKEN
  TOOK=$(add "$expand" "$BACKFILL")
  cd "$ROOT"
  differ=$("$1_check")
  [ "$differ" = 0 ] || die "$1: $differ rows differ after the backfill"
  printf '%s in-place %s %s %s\n' "$1" "$3" "$2" "$PEAK" >>"$work/memory"
}
place_1() { place_by "$@" 1; }
place_2() { place_by "$@" 2; }

shadow_copy() { run_copy "$1"; }
shadow_ptosc() { run_ptosc "$1"; }
shadow_by() { # ENGINE ROWS WORKERS
  FLAGS="--workers $3"
  run_migrate "$1"
  printf '%s shadow %s %s %s\n' "$1" "$3" "$2" "$PEAK" >>"$work/memory"
}
shadow_1() { shadow_by "$@" 1; }
shadow_2() { shadow_by "$@" 2; }

# Each of the words `runs` times, the order rotated; one line of medians and spreads.
in_turn() { # place|shadow ENGINE ROWS WORD…
  local kind=$1 engine=$2 n=$3 run i one
  shift 3
  local words=("$@")
  EXPECTED=
  rm -f "$work"/took.*
  for ((run = 0; run < runs; run++)); do
    for ((i = 0; i < $#; i++)); do
      one=${words[(i + run) % $#]}
      fill "$engine" "$n"
      "${kind}_$one" "$engine" "$n"
      [ "$kind" = place ] || check "$engine" "$one"
      echo "$TOOK" >>"$work/took.$one"
      say "$engine $n rows, $kind, run $((run + 1)): $one $TOOK s"
    done
  done
  {
    printf '%s %s' "$engine" "$n"
    for one in "${words[@]}"; do printf ' %s %s' "$(median <"$work/took.$one")" "$(spread <"$work/took.$one")"; done
    echo
  } >>"$work/$kind.txt"
}

# Seconds that the steps of the backfill took by the tool's own account: the rest is its start, which no row costs.
steps_took() {
  sed -nE 's/^  backfill-[0-9]+ .*\(([^()]*)\)$/\1/p' "$work/out" | awk '
    {for (i = 1; i <= NF; i++) sum += $i * ($i ~ /ms$/ ? 0.001 : $i ~ /s$/ ? 1 : $i ~ /m$/ ? 60 : 3600)}
    END {printf "%.3f", sum}'
}
growth() { # ENGINE
  local engine=$1 n run raw own steps
  for n in $((rows / 200)) $((rows / 20)) $((rows / 2)) $((rows * 5)); do
    rm -f "$work"/took.*
    for ((run = 0; run < (n < rows ? runs : 1); run++)); do
      fill "$engine" "$n"
      place_raw "$engine" "$n"
      echo "$TOOK" >>"$work/took.raw"
      fill "$engine" "$n"
      place_1 "$engine" "$n"
      echo "$BACKFILL" >>"$work/took.own"
      steps_took >>"$work/took.steps"
      echo >>"$work/took.steps"
    done
    raw=$(median <"$work/took.raw") own=$(median <"$work/took.own") steps=$(median <"$work/took.steps")
    say "$engine $n rows: UPDATE $raw s, backfill $own s, its steps $steps s"
    printf '%s %s %s %s %s\n' "$engine" "$n" "$raw" "$own" "$steps" >>"$work/growth.txt"
  done
}

measure() { # ENGINE
  MADE=
  say "$1: a first run, not counted"
  fill "$1" "$((rows / 10))"
  place_1 "$1" "$((rows / 10))"
  in_turn place "$1" "$rows" raw 1 2
  [ "$1" = postgres ] || in_turn shadow "$1" "$rows" copy ptosc 1 2
  growth "$1"
}

# "12.34 s (12.01-12.50)" of the columns of an awk line, and a ratio with its goal. `place` and `shadow` are run over
# the lines of their file: engine, rows, then median and spread of each word.
# shellcheck disable=SC2016  # awk expands it
GOALS='
  function time_of(i) {return sprintf("%.2f s (%s)", $i, $(i + 1))}
  function ratio(over, below, goal) {
    bad = goal && over / below >= goal
    if (bad) missed = missed sprintf("%s: %.2f times %s, goal %s\n", $1, over / below, what, goal)
    return sprintf("%.2f%s", over / below, bad ? "!" : "")
  }'
# shellcheck disable=SC2016  # awk expands it
place() { # END PROGRAM
  awk "$GOALS"'{
    what = "the raw UPDATE"
    one = ratio($5, $3, $1 == "postgres" ? 1.3 : 0)
    two = ratio($7, $3, $1 == "postgres" ? 0.85 : 0)
    '"$1"'} END {'"${2:-}"'}' "$work/place.txt"
}
# shellcheck disable=SC2016
shadow() {
  awk "$GOALS"'{
    what = "ALGORITHM=COPY"
    one = ratio($7, $3, 0)
    two = ratio($9, $3, $1 == "mysql" ? 0.7 : 1.5)
    '"$1"'} END {'"${2:-}"'}' "$work/shadow.txt"
}

# shellcheck disable=SC2016  # backquotes are Markdown's
report() {
  printf '%s\n\n' "$SECTION"
  measured_on
  printf 'Servers are private instances with their data on disk and their default durability:\n\n'
  sed 's/^/- /' "$work/settings"
  printf '\nA table filled anew and read once before every run, order rotated, medians of %d runs (lowest-highest in\n' "$runs"
  printf 'brackets). The tables stand below: a primary key and two secondary indexes. No application writes meanwhile.\n'
  printf 'Times of migrate are the wall time of `migrate expand` plus `migrate backfill --workers 1` or `2`, every row\n'
  printf 'compared at the end. After every run no row differed. `!` marks what misses its goal.\n\n'
  printf '### In place\n\n'
  printf '`orders.note` renamed to `orders.remark`, against `UPDATE orders SET remark = note` alone, on a column added\n'
  printf 'before, which locks every row until it ends. Goals on PostgreSQL: under 1.3 times the raw `UPDATE` with one\n'
  printf 'worker, under 0.85 with two.\n\n'
  printf '| engine | rows | raw UPDATE | 1 worker | 2 workers | 1 / raw | 2 / raw |\n'
  printf '| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n'
  place 'printf "| %s | %d | %s | %s | %s | %s | %s |\n", $1, $2, time_of(3), time_of(5), time_of(7), one, two'
  if [ -s "$work/shadow.txt" ]; then
    printf '\n### A shadow table\n\n'
    printf '`orders.customer_id` from `int` to `bigint`: "COPY" is `ALTER TABLE orders %s,\n' "$CHANGE"
    printf 'ALGORITHM=COPY`, during which nobody writes; "pt-osc" is pt-online-schema-change %s, as in the section\n' \
      "$(pt-online-schema-change --version | awk '{print $NF}')"
    printf 'above. Neither compares anything. Goals with two workers: under 0.7 of COPY on MySQL, under 1.5 on MariaDB.\n\n'
    printf '| engine | rows | COPY | pt-osc | 1 worker | 2 workers | 1 / COPY | 2 / COPY | pt-osc / 2 |\n'
    printf '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n'
    shadow 'printf "| %s | %d | %s | %s | %s | %s | %s | %s | %.2f |\n", $1, $2, time_of(3), time_of(5), time_of(7),
      time_of(9), one, two, $5 / $9'
  fi
  printf '\n### What a row costs as the table grows\n\n'
  printf 'In place with one worker, `migrate backfill` alone, in microseconds per row; "its steps" is that without the\n'
  printf 'start of the program and its records, by its own account: the batches and the comparison. Beside it the raw\n'
  printf '`UPDATE` of the same table. One run of the largest.\n\n'
  printf '| engine | rows | raw UPDATE | backfill | its steps | steps / raw |\n| --- | ---: | ---: | ---: | ---: | ---: |\n'
  awk '{printf "| %s | %d | %.1f µs | %.1f µs | %.1f µs | %.2f |\n", $1, $2, $3 * 1e6 / $2, $4 * 1e6 / $2,
    $5 * 1e6 / $2, $5 / $3}' "$work/growth.txt"
  printf '\n### Memory\n\n'
  printf 'Peak resident memory of the `migrate` process, the largest of its commands, highest of all runs. Goal: 50 MB.\n\n'
  printf '| engine | kind | workers | rows | memory |\n| --- | --- | ---: | ---: | ---: |\n'
  awk '{at = $1 " | " $2 " | " $3 " | " $4; if (!(at in most)) order[++n] = at; if ($5 > most[at]) most[at] = $5}
    END {for (i = 1; i <= n; i++) printf "| %s | %.1f MB%s |\n", order[i], most[order[i]] / 1024,
      most[order[i]] >= 50 * 1024 ? "!" : ""}' "$work/memory"
  printf '\n### The tables\n\n'
  printf '`:rows` of them. PostgreSQL:\n\n```sql\n'
  cat "$ROOT/bench/orders.postgres.sql"
  printf '```\n\nMySQL and MariaDB:\n\n```sql\n'
  cat "$ROOT/bench/widen.sql"
  printf '```\n'
}

# shellcheck disable=SC2016  # awk expands it
judge() {
  local bad=0
  awk '$5 >= 50 * 1024 {print "over 50 MB: " $0; bad = 1} END {exit bad}' "$work/memory" >&2 || bad=1
  place '' 'printf "%s", missed; exit missed != ""' >&2 || bad=1
  shadow '' 'printf "%s", missed; exit missed != ""' >&2 || bad=1
  return "$bad"
}
