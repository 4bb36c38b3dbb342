#!/usr/bin/env bash
# What can happen to an SQLite file while the tool works on it: no room on its disk, not writable,
# another file in its place. One clear error; the file sound, old code at work; the same command ends.
# In WAL mode and with a rollback journal.
. "$(dirname "$0")/lib.sh"
filled() { sqlite3 "$file" 'SELECT count(*) FROM users WHERE full_name IS NOT NULL'; }
some_filled() { [ "$(filled 2>/dev/null || echo 0)" -gt 0 ]; }
# begin MODE ROWS: a new database at $file, expanded.
begin() {
  mkdir -p "$(dirname "$file")"
  rm -rf "$file"* app.db*
  sqlite3 app.db "PRAGMA journal_mode=$1" >/dev/null
  sample "$2"
  [ "$file" = app.db ] || mv app.db "$file"
  url=sqlite:$file
  run expand -u "$url"
  exits 0
}
# sound: nothing is broken, and old code works.
sound() {
  equal "$(sqlite3 "$file" 'PRAGMA integrity_check')" ok "integrity_check"
  equal "$(sqlite3 "$file" 'PRAGMA foreign_key_check')" "" "foreign_key_check"
  if [ "${1:-}" != read_only ]; then
    sqlite3 "$file" "UPDATE users SET name = name || '' WHERE id = 1; INSERT INTO users (name) VALUES ('old code')" ||
      fail "old code does not work"
  fi
}
same() { equal "$(sqlite3 "$file" 'SELECT count(*) FROM users WHERE name IS NOT full_name')" 0 "rows that differ"; }
three_parts() {
  err_has "  state: "
  err_has "  next:  "
}

# --- The file is replaced in the middle of a backfill: by a stranger, by its own copy, by nothing.
replaced() { # MODE HOW
  file=app.db
  begin "$1" 3000
  background backfill -u "$url" --batch 50 --rows-per-second 500
  until_true "the backfill begins" some_filled || return
  sqlite3 -cmd '.timeout 5000' app.db "VACUUM INTO 'copy.db'"
  case $2 in
    stranger)
      sqlite3 other.db "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO users VALUES (1, 'a')"
      mv other.db app.db
      ;;
    copy) cp copy.db other.db && mv other.db app.db ;;
    gone) rm app.db ;;
  esac
  local before
  before=$(sha256sum app.db 2>/dev/null)
  end_background
  refused_while_running 1 MIG-DATABASE-MOVED
  err_has "was removed or replaced"
  equal "$(sha256sum app.db 2>/dev/null)" "$before" "$1 $2: the file that stands there now"
  # What the error says to do.
  rm -f app.db-wal app.db-shm app.db-journal
  [ "$2" = copy ] || mv copy.db app.db
  rm -f copy.db
  sound
  run backfill -u "$url"
  exits 0
  sound
  same
}
# An error line of its own behind the lines of progress.
refused_while_running() {
  exits "$1"
  err_has "error $2: "
  [ "$(grep -c '^error ' err)" -eq 1 ] || fail "not exactly one error"
  three_parts
}
for mode in wal delete; do
  for how in stranger copy gone; do replaced "$mode" "$how"; done
done

# --- Read-only: the file, its directory. Root may write anyway: then as nobody.
as_nobody() {
  if [ "$(id -u)" -eq 0 ]; then
    chown -R nobody "$work"
    chmod 755 "$work"
    setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups -- "$@"
  else
    "$@"
  fi
}
run_as_nobody() {
  ran="migrate $* (as nobody)"
  as_nobody "$work/migrate" "$@" >out 2>err </dev/null
  code=$?
}
cp "$MIGRATE_BIN" "$work/migrate" && chmod 755 "$work/migrate"
for mode in wal delete; do
  file=shop/app.db
  begin "$mode" 100
  as_nobody true
  chmod 444 shop/app.db
  run_as_nobody backfill -u "$url"
  exits 2
  err_has "error MIG-"
  err_has "shop/app.db cannot be written: Permission denied"
  three_parts
  sound read_only
  chmod 644 shop/app.db
  chmod 555 shop
  run_as_nobody backfill -u "$url"
  exits 2
  err_has "error MIG-"
  err_has "directory"
  err_has "SQLite keeps its journal beside the database"
  three_parts
  chmod 755 shop
  sound
  run_as_nobody backfill -u "$url"
  exits 0
  sound
  same
done

# --- No room: a small disk of its own. In the middle of a backfill; in contract's DROP COLUMN.
disk=$work/disk
mkdir "$disk"
if ! mount -t tmpfs -o size=6m tmpfs "$disk" 2>mount.err; then
  echo "SKIPPED: no room on the disk (mount is not permitted: $(cat mount.err))" >&2
  finish
  exit 0
fi
trap 'umount -l "$disk"; leave' EXIT
file=$disk/app.db
fill_up() { # KB-TO-LEAVE
  local free
  free=$(df -Pk "$disk" | awk 'NR == 2 {print $4}')
  head -c $(((free - $1) * 1024)) /dev/zero >"$disk/ballast"
}
for mode in wal delete; do
  begin "$mode" 20000
  fill_up 200
  run backfill -u "$url" --batch 2000
  refused_while_running 1 MIG-DISK-FULL
  err_has "disk is full"
  err_has "SQLITE_FULL"
  err_has "free space on the disk"
  rm "$disk/ballast"
  sound
  run backfill -u "$url"
  exits 0
  sound
  same

  fill_up 300
  run contract -u "$url" --force-gate "test"
  refused_while_running 1 MIG-DISK-FULL
  err_has '"drop the second column, rename users.name to full_name" failed because the disk is full: database or disk is full'
  rm "$disk/ballast"
  sound
  same
  run contract -u "$url" --force-gate "test"
  exits 0
  equal "$(sqlite3 "$file" 'PRAGMA integrity_check')" ok "integrity_check"
  equal "$(sqlite3 "$file" "SELECT group_concat(name) FROM pragma_table_info('users')")" "id,full_name"
  rm -f "$file"*
done
# --- A copy of a table that has no room beside it is refused before anything is made; with room it goes through.
rm -rf "${disk:?}"/* migrations
mkdir migrations
cat >migrations/20260101_size.yaml <<'YAML'
operations:
  - alter_column: {table: sizes, column: size, type: integer}
YAML
sqlite3 "$file" "CREATE TABLE sizes (id INTEGER PRIMARY KEY, size TEXT, note TEXT);
  CREATE INDEX sizes_note ON sizes (note);
  WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 10000)
  INSERT INTO sizes SELECT n, n, printf('%.*c', 60, 'x') FROM r"
fill_up 800
run plan -u "$url"
exits 2
err_has "error MIG-PLAN-DISK: a copy of sizes needs about "
err_has "$disk has "
run expand -u "$url"
exits 2
err_has "error MIG-PLAN-DISK: "
equal "$(sqlite3 "$file" "SELECT count(*) FROM sqlite_schema WHERE name LIKE '%\_\_%' ESCAPE '\'")" 0 "made nothing"
rm "$disk/ballast"
run expand -u "$url"
exits 0
fill_up 200
run backfill -u "$url"
exits 1
err_has "disk is full"
equal "$(sqlite3 "$file" 'PRAGMA integrity_check')" ok "integrity_check"
rm "$disk/ballast"
run backfill -u "$url"
exits 0
run contract -u "$url" --force-gate "test"
exits 0
equal "$(sqlite3 "$file" "SELECT count(*) FROM sizes WHERE typeof(size) = 'integer'")" 10000 "rows of the new type"
equal "$(sqlite3 "$file" 'PRAGMA integrity_check')" ok "integrity_check"
finish
