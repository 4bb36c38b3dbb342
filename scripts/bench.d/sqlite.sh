# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154,SC2164  # shares its variables, and set -e, with scripts/bench
# What another process waits that writes to the same SQLite file while a backfill runs.
KNOWN="sqlite"
NEEDS=""

# shellcheck source=scripts/bench.d/rename.sh
. "$here/bench.d/rename.sh"
KNOWN="sqlite"
SECTION='## Another writer beside a backfill on SQLite'

start_writer() { # RESULT
  python3 "$ROOT/bench/writer.py" "$sqlite_dir/bench.db" "$1" &
  WRITER=$!
}
stop_writer() {
  kill -TERM "$WRITER"
  wait "$WRITER" || die "the writer failed"
  WRITER=
}

# "writes p50 p99 worst" of a file of milliseconds.
waits() { # RESULT
  ! grep failed "$1" >&2 || die "a statement of the application failed"
  sort -n "$1" | awk '{v[NR] = $1}
    END {printf "%d %.2f %.2f %.2f", NR, v[int((NR + 1) * 0.5)], v[int((NR - 1) * 0.99) + 1], v[NR]}'
}

# Alone for ten seconds, then beside one backfill.
one_run() { # MODE
  local mode=$1 differ alone beside
  sqlite_fresh "$n"
  sqlite3 "$sqlite_dir/bench.db" "PRAGMA journal_mode = $mode" >/dev/null
  export DATABASE_URL
  cd "$work"
  start_writer "$work/alone"
  sleep 10
  stop_writer
  timed "$migrate" expand
  start_writer "$work/beside"
  timed "$migrate" backfill
  stop_writer
  cd "$ROOT"
  differ=$(sqlite_check)
  [ "$differ" = 0 ] || die "$mode: $differ rows differ after the backfill"
  [ "$(sqlite3 "$sqlite_dir/bench.db" 'PRAGMA integrity_check')" = ok ] || die "$mode: integrity_check"
  alone=$(waits "$work/alone")
  beside=$(waits "$work/beside")
  printf '%s %s %s %s\n' "$mode" "$alone" "$beside" "$SECONDS_TAKEN" >>"$work/speed"
  say "$mode: alone $alone, beside $beside (writes, p50, p99, worst in ms), backfill $SECONDS_TAKEN s"
}

measure() { # ENGINE
  local n=$((rows / 2)) run mode
  say "sqlite: making a table of $n rows"
  sqlite_make "$n"
  ROWS=$n
  for ((run = 1; run <= runs; run++)); do
    for mode in wal delete; do one_run "$mode"; done
  done
}

# shellcheck disable=SC2016  # backquotes are Markdown's
report() {
  printf '%s\n\n' "$SECTION"
  measured_on
  printf 'SQLite %s, synchronous=FULL; load of the machine when it began: %s; %s.\n\n' \
    "$(sqlite3 --version | cut -d' ' -f1)" "$LOAD" "$(chrt -p $$ | sed -n 's/.*policy: /scheduled as /p')"
  case $(chrt -p $$) in
    *SCHED_OTHER*) ;;
    *) printf 'Real-time, in place of an idle machine: both processes ran before the other work that it had.\n\n' ;;
  esac
  printf 'A rename of `orders.note` to `orders.remark`, %s rows, the table of the section above. Another process\n' "$ROWS"
  printf 'writes one row every 5 ms in a transaction of its own (`bench/writer.py`, busy timeout 5 s, every other\n'
  printf 'setting SQLite'\''s default); none of its statements failed. Milliseconds that its statements took, commit\n'
  printf 'included: alone on the file for ten seconds, and beside `migrate backfill`. All runs.\n\n'
  printf '| journal | alone: writes | p50 | p99 | worst | beside: writes | p50 | p99 | worst | backfill |\n'
  printf '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n'
  awk '{printf "| %s | %d | %.1f | %.1f | %.1f | %d | %.1f | %.1f | %.1f | %.1f s |\n",
    $1 == "wal" ? "WAL" : "rollback", $2, $3, $4, $5, $6, $7, $8, $9, $10}' "$work/speed"
}

judge() {
  awk '$1 == "wal" && $8 >= 20 {print "WAL: p99 of 20 ms or more beside the backfill: " $8; bad = 1}
    END {exit bad}' "$work/speed" >&2
}
LOAD=$(cut -d' ' -f1 /proc/loadavg)
