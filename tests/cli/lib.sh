# Sourced by every script here: a directory of its own, a clean environment, assertions.
# shellcheck shell=bash
# The libraries beside this one are found from the working directory that follows, too.
case $0 in /*) ;; *) exec bash "$PWD/$0" "$@" ;; esac
set -u
: "${MIGRATE_BIN:?path of the migrate binary}"
MIGRATE_BIN=$(cd "$(dirname "$MIGRATE_BIN")" && pwd)/$(basename "$MIGRATE_BIN")

for name in $(compgen -e); do
  case $name in
    MIGRATE_BIN | MIGRATE_TEST_*) ;;
    MIGRATE_* | DATABASE_URL | NO_COLOR | FORCE_COLOR | CLICOLOR_FORCE) unset "$name" ;;
  esac
done

work=$(mktemp -d "${TMPDIR:-/tmp}/migrate-cli.XXXXXX")
children=()
finished=no
# The end of every EXIT trap, also of a script's own: one that failed, or that came neither to `finish` nor to `skip`,
# has failed, whatever its last command said.
leave() {
  local failed=no
  [ ! -e "$work/.failed" ] || failed=yes
  # Only those that are still ours: the number of one that was waited for may be another program's by now, a server's.
  for pid in ${children[@]+"${children[@]}"}; do
    [ "$(awk '{sub(/^.*\) /, ""); print $2}' "/proc/$pid/stat" 2>/dev/null)" != $$ ] || kill -KILL "$pid" 2>/dev/null
  done
  # Servers of the script's own (own_server), whose process numbers stand in these folders.
  for server in "$work"/server-*/; do
    [ ! -d "$server" ] || "$(dirname "${BASH_SOURCE[0]}")/../../scripts/servers" stop "$server"
  done
  rm -rf "$work"
  [ "$finished" = yes ] || echo "FAILED: it ended before its finish"
  [ "$finished $failed" = "yes no" ] || exit 1
}
trap leave EXIT
cd "$work" || exit 1
url=sqlite:app.db
ran=
code=0

# run ARGS…: the binary, with out and err in files and its exit code in $code.
run() {
  ran="migrate $*"
  "$MIGRATE_BIN" "$@" >out 2>err </dev/null
  code=$?
}

fail() {
  # Not a variable: what a subshell counts is gone with it.
  echo "${BASH_LINENO[1]}" >>"$work/.failed"
  printf 'FAILED line %s: %s\n  ran: %s (exit %s)\n' "${BASH_LINENO[1]}" "$1" "$ran" "$code"
  sed 's/^/  stdout: /' out 2>/dev/null | head -40
  sed 's/^/  stderr: /' err 2>/dev/null | head -40
}
# An assertion whose name is misspelt, or whose library was not read, is none.
command_not_found_handle() {
  fail "no command: $1"
  return 127
}

exits() { [ "$code" -eq "$1" ] || fail "expected exit $1"; }
out_has() { grep -qF -e "$1" out || fail "stdout lacks: $1"; }
err_has() { grep -qF -e "$1" err || fail "stderr lacks: $1"; }
out_lacks() { ! grep -qF -e "$1" out || fail "stdout has: $1"; }
err_lacks() { ! grep -qF -e "$1" err || fail "stderr has: $1"; }
out_is() { [ "$(cat out)" = "$1" ] || fail "stdout is not: $1"; }
out_empty() { [ ! -s out ] || fail "stdout is not empty"; }
err_empty() { [ ! -s err ] || fail "stderr is not empty"; }
# One refusal: exit code, error code, nothing on stdout, one "error" line on stderr.
refused() {
  exits "$1"
  err_has "error $2: "
  out_empty
  [ "$(grep -c '^error ' err)" -eq 1 ] || fail "not exactly one error"
}
is_json() {
  [ "$(sqlite3 :memory: "SELECT json_valid(CAST(readfile('${1:-out}') AS text))")" = 1 ] ||
    fail "${1:-out} is not one JSON document"
}
# json PATH EXPECTED: a value of the document on stdout.
json() {
  local got
  got=$(sqlite3 :memory: "SELECT json_extract(CAST(readfile('out') AS text), '$1')")
  [ "$got" = "$2" ] || fail "$1 is '$got', expected '$2'"
}
sql() { sqlite3 -cmd '.timeout 5000' app.db "$1"; }
equal() { [ "$1" = "$2" ] || fail "'$1' is not '$2'${3:+ ($3)}"; }
# Everything in the database, as text.
dump() { sqlite3 app.db .dump 2>/dev/null; }
# What a refused command must leave alone: the user's objects and rows, what is in flight.
dump_work() {
  sqlite3 app.db "SELECT type, sql FROM sqlite_master
      WHERE tbl_name NOT LIKE 'migrate\_%' ESCAPE '\' AND tbl_name <> 'sqlite_sequence' ORDER BY type, name" ".dump users"
  sqlite3 app.db "SELECT id, stage FROM migrate_migration" 2>/dev/null
}

# background ARGS…: the binary, beside the script; its pid in $pid, its output in out and err.
background() {
  ran="migrate $*"
  code=running
  # At once: who looks into them next would find what the last one said.
  : >out >err
  "$MIGRATE_BIN" "$@" >out 2>err </dev/null &
  pid=$!
  children+=("$pid")
}
end_background() {
  wait "$pid"
  code=$?
}
stop_background() {
  kill -TERM "$pid"
  end_background
}

# run_beside ARGS…: another command meanwhile, in out2 and err2.
run_beside() { "$MIGRATE_BIN" "$@" >out2 2>err2 </dev/null; }

# until_true WHAT command…: gives up after a minute, or when the run in the background is gone.
until_true() {
  local what=$1 i
  shift
  for ((i = 0; i < 600; i++)); do
    if "$@"; then return 0; fi
    if [ -n "${pid:-}" ] && ! kill -0 "$pid" 2>/dev/null; then break; fi
    sleep 0.1
  done
  fail "never came: $what"
  return 1
}

shows_waiting() {
  run_beside status -u "$url"
  grep -F "waits   " out2 | grep -qF -e "$1"
}
until_waits() { until_true "status waits: $1" shows_waiting "$1"; }

finish() {
  finished=yes
  [ -e "$work/.failed" ] || return 0
  echo "$(wc -l <"$work/.failed") assertions failed"
  exit 1
}
# skip WHY: there is nothing here to test it on. Not for one engine of several: the others are passed.
skip() {
  finish
  echo "skipped: $1"
  exit 77
}

# users(id, name) with $1 rows, and a migration that renames name to full_name.
sample() {
  mkdir -p migrations
  cat >migrations/20260101000000_full_name.yaml <<'YAML'
description: Rename users.name
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
  sql "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${1:-10})
       INSERT INTO users SELECT i, 'user ' || i FROM n;"
}

# evidence STATE KIND: a line of `migrate gate`.
evidence() { grep -Eq "^ +$1 +$2 " out || fail "no line says: $1 $2"; }

# A program of this directory (answers.cpp, named_session.cpp), beside the binary's build.
helper() { echo "$(dirname "$MIGRATE_BIN")/tests/cli/$1"; }

# answers_from DIR: an HTTP server that answers with its files; its address in $address.
answers_from() {
  mkdir -p "$1"
  # Held open for as long as this script lives.
  "$(helper answers)" "$1" < <(exec tail -f /dev/null --pid=$$) &
  children+=("$!")
  disown # so that nothing is said of its end
  for _ in $(seq 100); do [ -s "$1/port" ] && break || sleep 0.1; done
  address=http://127.0.0.1:$(cat "$1/port")
}
