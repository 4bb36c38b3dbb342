# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # here, work and DATABASE_URL are those of scripts/bench
# SQLite for scripts/bench: a file, copied for each run.

sqlite_start() { sqlite_dir=$(mktemp -d "$work/sqlite.XXXXXX"); }
sqlite_stop() {
  [ -z "${WRITER:-}" ] || kill -KILL "$WRITER" 2>/dev/null || true # of `scripts/bench sqlite`, interrupted
  rm -rf "$sqlite_dir"
}
sqlite_make() { sed "s/:rows/$1/" "$ROOT/bench/orders.sqlite.sql" | sqlite3 "$sqlite_dir/rows_$1.db" >/dev/null; }
sqlite_fresh() { # ROWS
  rm -f "$sqlite_dir"/bench.db*
  cp "$sqlite_dir/rows_$1.db" "$sqlite_dir/bench.db"
  sync "$sqlite_dir/bench.db"
  DATABASE_URL=sqlite:$sqlite_dir/bench.db
}
sqlite_raw_add() { sqlite3 "$sqlite_dir/bench.db" 'ALTER TABLE orders ADD COLUMN remark TEXT'; }
sqlite_raw_update() { sqlite3 "$sqlite_dir/bench.db" 'UPDATE orders SET remark = note'; }
sqlite_check() { sqlite3 "$sqlite_dir/bench.db" 'SELECT count(*) FROM orders WHERE remark IS NOT note'; }
sqlite_settings() { echo "SQLite $(sqlite3 --version | cut -d' ' -f1): journal_mode=WAL, synchronous=FULL (as compiled)"; }
