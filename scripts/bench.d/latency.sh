# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154,SC2164  # shares its variables, and set -e, with scripts/bench
# What an application at a steady pace waits for its transactions: alone, beside a backfill, beside one that keeps the
# application's p99 under a limit, and beside one whose replica falls behind.
# shellcheck source=scripts/bench.d/backfill.sh
. "$here/bench.d/backfill.sh" # the rename in place: fill, place_raw
KNOWN="postgres mariadb mysql"
NEEDS="latency"
SECTION='## An application beside a backfill'
REPLICA=+replica
ALONE=30 # seconds
LONGEST=60
PACE=400 # transactions a second of bench/application.py

application() { # ENGINE NAME
  local base=$1_base rest
  rest=${!base#*://}
  rm -f "$work/$2".*
  PASSWORD=$MIGRATE_TEST_PASSWORD /usr/bin/python3 "$ROOT/bench/application.py" "${1/mariadb/mysql}" 127.0.0.1 "${rest##*:}" \
    "${rest%%:*}" bench "$work/$2" &
  APPLICATION=$!
  while [ ! -s "$work/$2.port" ]; do
    kill -0 "$APPLICATION" 2>/dev/null || die "the application did not start"
    sleep 0.05
  done
}
application_ends() { # NAME
  kill -TERM "$APPLICATION"
  wait "$APPLICATION" || die "the application failed"
  APPLICATION=
  ! grep failed "$work/$1.log" >&2 || die "a transaction of the application failed"
}
# "transactions p50 p99 worst" of those that were due between two times. Of a load that was not there nobody knows what
# it would have waited.
waits() { # NAME FROM TO
  awk -v from="$2" -v to="$3" -v pace="$PACE" '$1 >= from && $1 < to {n++} END {due = (to - from) * pace
    if (n < 0.95 * due) {printf "%d of %d transactions that were due are there\n", n, due; exit 1}}' "$work/$1.log" >&2 ||
    die "the application did not keep its pace"
  awk -v from="$2" -v to="$3" '$1 >= from && $1 < to {print $2}' "$work/$1.log" | sort -n | awk '{v[NR] = $1}
    END {printf "%d %.2f %.2f %.2f", NR, v[int((NR + 1) * 0.5)], v[int((NR - 1) * 0.99) + 1], v[NR]}'
}
now() { date +%s.%N; }

# A backfill of a table filled anew, beside the application: ends by itself, or is stopped when LONGEST is over, which
# it survives. "seconds share-of-rows" into SHARE; when it began and ended into FROM and TO.
beside() { # ENGINE FLAG…
  local engine=$1 base=$1_base code=0 line
  shift
  export DATABASE_URL=${!base}/bench
  cd "$work/place"
  "$migrate" rollback --yes >/dev/null 2>&1 || true
  timed "$migrate" expand
  FROM=$(now)
  timeout -s TERM "$LONGEST" "$migrate" backfill --format json "$@" 2>&1 >/dev/null |
    while read -r line; do printf '%s %s\n' "${EPOCHREALTIME/,/.}" "$line"; done >"$work/events" || code=$?
  TO=$(now)
  [ "$code" = 0 ] || [ "$code" = 6 ] || [ "$code" = 124 ] || die "$engine: the backfill failed: $(tail -n 5 "$work/events")"
  cd "$ROOT"
  TOOK=$(awk -v a="$FROM" -v b="$TO" 'BEGIN {printf "%.1f", b - a}')
  FILLED=$("${engine}_check")
  FILLED=$(awk -v n="$ROWS" -v differ="$FILLED" 'BEGIN {printf "%.1f", 100 * (n - differ) / n}')
}
row() { # ENGINE WHAT NAME FROM TO TOOK FILLED
  local told
  told=$(waits "$3" "$4" "$5")
  printf '%s|%s|%s|%s|%s|%s\n' "$1" "$2" "$told" "$6" "$7" "$ROWS" >>"$work/latency.txt"
  say "$1, $2: $told (transactions, p50, p99, worst in ms), $6 s, $7 % of the rows"
}

# The replica's SQL thread stands, and goes on.
halt() { # ENGINE
  case $1 in
    postgres) psql -X -q "$REPLICA_URL" -c 'SELECT pg_wal_replay_pause()' >/dev/null ;;
    *) replica_sql "$1" 'STOP SLAVE SQL_THREAD' 'STOP REPLICA SQL_THREAD' ;;
  esac
}
go_on() {
  case $1 in
    postgres) psql -X -q "$REPLICA_URL" -c 'SELECT pg_wal_replay_resume()' >/dev/null ;;
    *) replica_sql "$1" 'START SLAVE' 'START REPLICA' ;;
  esac
}
replica_sql() { # ENGINE MARIADB-STATEMENT MYSQL-STATEMENT
  local port=${REPLICA_URL##*:} statement=$2
  [ "$1" = mariadb ] || statement=$3
  MYSQL_PWD=$MIGRATE_TEST_PASSWORD mariadb --no-defaults -h 127.0.0.1 -P "${port%%/*}" -u root -e "$statement"
}
caught_up() { # ENGINE
  local i
  for ((i = 0; i < 600; i++)); do
    case $1 in
      postgres) [ "$(psql -XqAt "$REPLICA_BENCH" -c 'SELECT count(*) FROM orders' 2>/dev/null)" != "$ROWS" ] || return 0 ;;
      *) [ "$(replica_sql "$1" 'SELECT count(*) FROM bench.orders' 'SELECT count(*) FROM bench.orders' 2>/dev/null | tail -n 1)" != "$ROWS" ] || return 0 ;;
    esac
    sleep 0.5
  done
  die "the replica of $1 does not follow"
}
# What was written before is on disk, everywhere: else its writing is measured beside what comes next.
settle() { # ENGINE
  local url
  if [ "$1" = postgres ]; then
    for url in "$MIGRATE_TEST_POSTGRES_URL" "$MIGRATE_TEST_POSTGRES_REPLICA_URL" "$MIGRATE_TEST_POSTGRES_REPLICA2_URL"; do
      psql -X -q "$url" -c CHECKPOINT
    done
  fi
  sync
  sleep 3
}
# Its replica stands from STOPPED on, and goes on from GONE_ON on, while it runs.
falls_behind() { # ENGINE
  local i
  for ((i = 0; i < 200; i++)); do # until it works
    ! grep -q '"event":"progress"' "$work/events" 2>/dev/null || break
    sleep 0.1
  done
  sleep 3
  halt "$1"
  now >"$work/stopped"
  for ((i = 0; i < 200; i++)); do
    ! grep -q '"waiting":"replica lag' "$work/events" || break
    sleep 0.1
  done
  sleep 3
  go_on "$1"
  now >"$work/gone_on"
}
# When events first said that it waits, after STOPPED, and that it does not, after GONE_ON.
first_event() { # AFTER yes|no
  awk -v after="$1" -v waits="$2" '$1 > after && /"event":"progress"/ &&
    (/"waiting":"replica lag/ ? "yes" : "no") == waits {printf "%.1f", $1 - after; exit}' "$work/events"
}

measure() { # ENGINE
  local engine=$1 alone p99 limit from url=MIGRATE_TEST_${1^^}_REPLICA_URL paused resumed helper
  ROWS=$((rows / 4)) MADE=
  REPLICA_URL=${!url}
  REPLICA_BENCH=${REPLICA_URL%/*}/bench
  fill "$engine" "$ROWS"
  caught_up "$engine"

  settle "$engine"
  application "$engine" alone
  sleep 3
  from=$(now)
  sleep "$ALONE"
  TO=$(now)
  application_ends alone
  row "$engine" alone alone "$from" "$TO" "$ALONE" 0
  p99=$(waits alone "$from" "$TO" | cut -d' ' -f3)
  limit=$(awk -v p="$p99" 'BEGIN {l = p * 1.25; print (l > int(l) ? int(l) + 1 : l)}')

  settle "$engine"
  application "$engine" guarded
  beside "$engine" --latency-limit "${limit}ms" --latency-http "http://127.0.0.1:$(cat "$work/guarded.port")"
  application_ends guarded
  row "$engine" "a backfill with --latency-limit ${limit}ms" guarded "$FROM" "$TO" "$TOOK" "$FILLED"

  : >"$work/events"
  settle "$engine"
  application "$engine" behind
  falls_behind "$engine" &
  helper=$!
  beside "$engine" --latency-limit "${limit}ms" --latency-http "http://127.0.0.1:$(cat "$work/behind.port")" \
    --rows-per-second "$((ROWS / 40))" --max-lag 1s --heartbeat --replica "$REPLICA_BENCH"
  wait "$helper"
  application_ends behind
  row "$engine" "the same, a replica behind" behind "$FROM" "$TO" "$TOOK" "$FILLED"
  paused=$(first_event "$(cat "$work/stopped")" yes)
  resumed=$(first_event "$(cat "$work/gone_on")" no)
  if [ -z "$paused" ] || [ -z "$resumed" ]; then die "$engine: it did not pause and go on: $(tail -n 3 "$work/events")"; fi

  # The last one: what it leaves behind, the server is still cleaning up a while later.
  settle "$engine"
  application "$engine" beside
  beside "$engine"
  application_ends beside
  row "$engine" "a backfill without a limit" beside "$FROM" "$TO" "$TOOK" "$FILLED"
  printf '%s %s %s\n' "$engine" "$(awk -v p="$paused" 'BEGIN {printf "%.1f", p - 1}')" "$resumed" >>"$work/paused.txt"
}

# The lines of latency.txt: engine, what, "transactions p50 p99 worst", seconds, percent of the rows.
lines() { # PROGRAM END
  awk -F'|' '{split($3, ms, " "); if ($2 == "alone") base = ms[3]; ratio = ms[3] / base; miss = ratio > 1.5
    '"$1"'} END {'"${2:-}"'}' "$work/latency.txt"
}

# shellcheck disable=SC2016  # backquotes are Markdown's
report() {
  printf '%s\n\n' "$SECTION"
  measured_on
  printf 'Servers are private instances with their data on disk, each with a replica:\n\n'
  sed 's/^/- /' "$work/settings"
  printf '\nFour sessions, each with a transaction every 10 ms that reads one row of `orders` and writes another\n'
  printf '(`bench/application.py`). Milliseconds from when a transaction was due until it was committed: alone for %s s;\n' "$ALONE"
  printf 'beside `migrate backfill` of a rename of `orders.note` to `orders.remark` with `--latency-limit`, a quarter above\n'
  printf 'the p99 alone and then to the next millisecond, which it asks the application for (`--latency-http`); so, at no\n'
  printf 'more than a 40th of the rows a second, with a replica that stands still for a while (`--max-lag 1s --heartbeat`);\n'
  printf 'and with its defaults, without regard to the application. %d rows; a backfill that takes longer than %s s is\n' "$((rows / 4))" "$LONGEST"
  printf 'stopped then. Before each row, what was written is brought to disk. Server, its two replicas, application and\n'
  printf '`migrate` share the machine. Goal: p99 at most 1.5 times what it is alone; `!` marks what\n'
  printf 'misses it. Rows a second are those filled, comparing and waiting included.\n\n'
  printf '| engine | beside | transactions | p50 | p99 | worst | p99 / alone | seconds | of the rows | rows a second |\n'
  printf '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n'
  lines 'printf "| %s | %s | %d | %.1f | %.1f | %.1f | %.2f%s | %.1f | %s | %s |\n", $1, $2 == "alone" ? "nothing" : $2, ms[1],
    ms[2], ms[3], ms[4], ratio, miss ? "!" : "", $4, $2 == "alone" ? "-" : $5 " %",
    $2 == "alone" ? "-" : sprintf("%d", $5 * $6 / 100 / $4)'
  printf '\nThe replica that stands still: seconds from when its lag passed the limit to the pause (goal: 2), and from when\n'
  printf 'it went on, with what it had to catch up with, to the next batch.\n\n'
  printf '| engine | paused after | went on after |\n| --- | ---: | ---: |\n'
  awk '{printf "| %s | %.1f s%s | %.1f s |\n", $1, $2, ($2 > 2 ? "!" : ""), $3}' "$work/paused.txt"
  printf '\nThe tables are those of the section before.\n'
}

# shellcheck disable=SC2016  # awk expands it
judge() {
  local bad=0
  lines 'if (miss) text = text sprintf("%s, %s: p99 %.2f times what it is alone\n", $1, $2, ratio)' \
    'printf "%s", text; exit text != ""' >&2 || bad=1
  awk '$2 > 2 {print $1 ": paused after " $2 " s"; bad = 1} END {exit bad}' "$work/paused.txt" >&2 || bad=1
  return "$bad"
}
