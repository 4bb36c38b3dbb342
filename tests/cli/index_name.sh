#!/usr/bin/env bash
# An index of the wanted name that somebody else makes while ours is being built is never taken for
# ours: neither by the run, nor by the next one after a SIGKILL, nor by a rollback. On the server that
# MIGRATE_TEST_POSTGRES_URL names.
# shellcheck disable=SC2016  # `undo` expands when it runs
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"

database=index_name_$$
server=$MIGRATE_TEST_POSTGRES_URL url=$(with_database "$MIGRATE_TEST_POSTGRES_URL" "$database")
undo() { postgres "$server" "DROP DATABASE $database WITH (FORCE)"; }
postgres "$server" "CREATE DATABASE $database"
trap 'undo; leave' EXIT
postgres "$url" "CREATE TABLE events (id int PRIMARY KEY, day int); CREATE TABLE others (id int PRIMARY KEY, day int);
  INSERT INTO events SELECT i, i FROM generate_series(1, 100) AS i"

indexed() { postgres "$url" "SELECT string_agg(tablename, ',') FROM pg_indexes WHERE indexname = '$1'"; }
ours_left() { postgres "$url" "SELECT count(*) FROM pg_class WHERE relname LIKE 'migrate%' AND relkind = 'i'"; }
building() { [ "$(postgres "$url" "SELECT count(*) FROM pg_locks WHERE NOT granted")" != 0 ]; }
# A transaction that the build has to wait for.
writer_begins() {
  rm -f writer
  mkfifo writer
  psql -Xq "$url" <writer >/dev/null 2>&1 &
  writer=$!
  children+=("$writer")
  exec 3>writer
  echo "BEGIN; INSERT INTO events VALUES ($1, 0);" >&3
  for _ in $(seq 600); do
    [ "$(postgres "$url" "SELECT count(*) FROM pg_locks WHERE relation = 'events'::regclass AND mode = 'RowExclusiveLock'")" = 0 ] || break
    sleep 0.1
  done
}
writer_ends() {
  echo "COMMIT;" >&3
  exec 3>&-
  wait "$writer" 2>/dev/null
}
# taken COMMAND NAME ID: somebody is faster, then faster again after a SIGKILL.
taken() {
  local command=$1 name=$2
  writer_begins "$3"
  background "$command" -u "$url"
  until_true "the build waits" building
  postgres "$url" "CREATE INDEX $name ON others (day)"
  writer_ends
  end_background
  refused 1 MIG-STEP-FAILED
  err_has "\"$name\" already exists"
  equal "$(indexed "$name")" others "somebody else's index"
  run rollback -u "$url"
  exits 0
  equal "$(indexed "$name")" others "somebody else's index after the rollback"
  equal "$(ours_left)" 0 "an index is left behind"

  postgres "$url" "DROP INDEX $name"
  if [ "$command" = backfill ]; then
    run expand -u "$url"
    exits 0
  fi
  writer_begins "$(($3 + 1))"
  background "$command" -u "$url"
  until_true "the build waits" building
  kill -KILL "$pid"
  end_background
  postgres "$url" "CREATE INDEX $name ON others (day)"
  writer_ends
  # The dead runner's session holds the lease until its build has ended.
  for _ in $(seq 100); do
    run "$command" -u "$url"
    [ "$code" = 5 ] || break
    sleep 0.1
  done
  refused 1 MIG-STEP-FAILED
  equal "$(indexed "$name")" others "somebody else's index after SIGKILL"
  postgres "$url" "DROP INDEX $name"
  run "$command" -u "$url"
  exits 0
  equal "$(indexed "$name")" events "ours"
  equal "$(ours_left)" 0 "an index is left behind"
  [ "$command" = expand ] || return
  run rollback -u "$url"
  exits 0
  equal "$(indexed "$name")" "" "ours after the rollback"
}

mkdir migrations
cat >migrations/20260101000000_day.yaml <<'YAML'
operations:
  - create_index: {name: events_day, table: events, columns: [{column: day}]}
YAML
taken expand events_day 1000
# Of that name on another table, after the step: not the migration's.
run expand -u "$url"
postgres "$url" "DROP INDEX events_day; CREATE INDEX events_day ON others (day)"
run rollback -u "$url"
exits 0
equal "$(indexed events_day)" others "somebody else's index after the rollback"
rm migrations/*
cat >migrations/20260102000000_unique.yaml <<'YAML'
operations:
  - create_constraint: {name: events_once, table: events, type: unique, columns: [id, day]}
YAML
run expand -u "$url"
exits 0
taken backfill events_once 2000
finish
