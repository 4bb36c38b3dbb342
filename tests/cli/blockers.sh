#!/usr/bin/env bash
# A transaction that stands in the way is waited for without a lock request that others would queue
# behind, is named, and is ended only when --terminate-blockers says so. On the servers that
# MIGRATE_TEST_POSTGRES_URL and MIGRATE_TEST_MYSQL_URL name.
# shellcheck disable=SC2016  # `undo` expands when it runs
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"

database=blockers_$$
ran="" holders="" waiting=""
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML

# A transaction that has read the table and stays open.
reader_begins() { # TABLE CLIENT…
  local table=$1
  shift
  rm -f reader
  mkfifo reader
  "$@" <reader >/dev/null 2>&1 &
  reader=$!
  children+=("$reader")
  exec 3>reader
  echo "BEGIN; SELECT count(*) FROM $table;" >&3
  pid=
  until_true "the reader has begun" reads
}
reads() { [ "$(on "$server" "$holders")" -gt 0 ]; }
reader_ends() {
  exec 3>&-
  wait "$reader" 2>/dev/null
}
named() { grep -qF "$1" err; }

never_queues_then_ends() { # NAME WAITING-QUERY WHO
  background expand -u "$url" --lock-wait-total 3s
  until_true "the blocker is named" named "$3"
  while kill -0 "$pid" 2>/dev/null; do
    equal "$(on "$server" "$2")" 0 "somebody waits for a lock"
    sleep 0.1
  done
  end_background
  refused 1 MIG-LOCK-TIMEOUT
  err_has "$3"
  run expand -u "$url" --lock-wait-total 2s --terminate-blockers 1h
  refused 1 MIG-LOCK-TIMEOUT
  run expand -u "$url" --lock-wait-total 20s --terminate-blockers 1s
  exits 0
  err_has "ended, as --terminate-blockers asks"
  equal "$(on "$url" "SELECT count(*) FROM $4 WHERE kind = 'ended a session'")" 1
  reader_ends
}

# The reader has read only what is locked beside the step's own table.
is_held_elsewhere() { # TABLE SHOWN COMMAND…
  reader_begins "$1" psql -Xq "$url"
  local held="holds AccessShare on $2"
  shift 2
  # Whoever is younger than an attempt may wait is waited for.
  sleep 0.6
  background "$@" -u "$url" --lock-wait-total 3s
  until_true "the blocker is named" named "$held"
  while kill -0 "$pid" 2>/dev/null; do
    equal "$(on "$server" "$waiting")" 0 "somebody waits for a lock"
    sleep 0.1
  done
  end_background
  refused 1 MIG-LOCK-TIMEOUT
  err_has "$held"
  run "$@" -u "$url" --lock-wait-total 20s --terminate-blockers 1s
  exits 0
  grep -F "ended, as --terminate-blockers asks" err | grep -qF "$held" || fail "another session was ended"
  reader_ends
}

parents_and_partitions() {
  on "$url" 'CREATE TABLE "parents, all" (id int PRIMARY KEY)'
  on "$url" 'CREATE TABLE children (id int PRIMARY KEY, parent int CONSTRAINT of REFERENCES "parents, all" (id))'
  on "$url" "CREATE TABLE events (day int) PARTITION BY RANGE (day)"
  on "$url" "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (9)"
  cat >migrations/20260101000002_free.yaml <<'YAML'
operations:
  - drop_constraint: {table: children, name: of}
YAML
  is_held_elsewhere '"parents, all"' "parents, all" expand
  cat >migrations/20260101000003_note.yaml <<'YAML'
operations:
  - add_column: {table: events, column: {name: note, type: text, nullable: true}}
YAML
  is_held_elsewhere events_1 events_1 expand

  # Who reads is in the way of the undo, and not of the step.
  cat >migrations/20260101000004_toys.yaml <<'YAML'
operations:
  - create_table:
      name: toys
      columns:
        - {name: id, type: int, pk: true}
        - {name: parent, type: int, references: {name: toys_parent, table: "parents, all", column: id}}
YAML
  reader_begins '"parents, all"' psql -Xq "$url"
  run expand -u "$url" --lock-wait-total 2s
  exits 0
  reader_ends
  is_held_elsewhere '"parents, all"' "parents, all" rollback 20260101000004_toys
}

# Autovacuum gives way to those who wait for a second; nobody of the application waits meanwhile.
autovacuum_gives_way() {
  local slow="WITH (autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1)"
  on "$server" "ALTER SYSTEM SET autovacuum_naptime = '1s'" && on "$server" "SELECT pg_reload_conf()" >/dev/null
  on "$url" "CREATE TABLE orders (id int PRIMARY KEY, name text, day int NOT NULL DEFAULT 1) $slow"
  behind_autovacuum orders orders 20260101000001 "add_column: {table: orders, column: {name: title, type: text}, up: name}"
  # A step of one statement, which runs by itself.
  behind_autovacuum orders orders 20260101000002 "alter_column: {table: orders, column: day, nullable: true}"
  # Whoever has the lock on all of a table, and waits for one partition, keeps everybody waiting.
  on "$url" "CREATE TABLE sales (id int PRIMARY KEY, name text) PARTITION BY RANGE (id)"
  on "$url" "CREATE TABLE sales_all PARTITION OF sales FOR VALUES FROM (0) TO (1000000) $slow"
  behind_autovacuum sales sales_all 20260101000003 "add_column: {table: sales, column: {name: title, type: text}, up: name}"
  on "$server" "ALTER SYSTEM RESET autovacuum_naptime" && on "$server" "SELECT pg_reload_conf()" >/dev/null
}
behind_autovacuum() { # TABLE VACUUMED TIME OPERATION
  on "$url" "INSERT INTO $1 SELECT g, repeat('x', 200) FROM generate_series(1, 100000) AS g ON CONFLICT DO NOTHING"
  on "$url" "UPDATE $1 SET name = 'y' WHERE id % 2 = 0"
  pid=
  until_true "autovacuum has begun" vacuums "$2"
  printf 'operations:\n  - %s\n' "$4" >"migrations/$3_$1.yaml"
  background expand -u "$url" --lock-wait-total 20s
  while kill -0 "$pid" 2>/dev/null; do
    equal "$(on "$server" "$waiting")" 0 "somebody waits for a lock"
    sleep 0.05
  done
  end_background
  exits 0
  err_has "autovacuum"
}

# An account that sees neither state nor age of other roles' sessions, and of autovacuum not even what it is.
hidden_sessions() {
  local plain=plain_$$ app=app_$$ login admin
  database=blockers_plain_$$
  on "$server" "CREATE ROLE $plain LOGIN PASSWORD 'quiet-word' IN ROLE pg_signal_backend"
  on "$server" "CREATE ROLE $app LOGIN PASSWORD 'quiet-word'"
  on "$server" "CREATE DATABASE $database OWNER $plain"
  undo() {
    on "$server" "ALTER SYSTEM RESET autovacuum_naptime" && on "$server" "SELECT pg_reload_conf()" >/dev/null
    on "$server" "DROP DATABASE $database WITH (FORCE)"
    on "$server" "DROP ROLE $plain, $app"
  }
  trap 'undo; leave' EXIT
  admin=$(with_database "$server" "$database")
  login=$(sed -E "s#://[^@]*@#://ROLE:quiet-word@#" <<<"$admin")
  url=${login/ROLE/$plain}
  holders="SELECT count(*) FROM pg_stat_activity WHERE datname = '$database' AND state = 'idle in transaction'"
  waiting="SELECT count(*) FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'
    AND database = (SELECT oid FROM pg_database WHERE datname = '$database')"
  on "$url" "CREATE TABLE users (id int PRIMARY KEY, name text); INSERT INTO users VALUES (1, 'Ada')"
  on "$url" "GRANT SELECT ON users TO $app"
  run plan -u "$url"
  exits 0
  out_has "GRANT pg_read_all_stats TO $plain"

  reader_begins users psql -Xq "${login/ROLE/$app}"
  background expand -u "$url" --lock-wait-total 3s --terminate-blockers 1ms
  until_true "the blocker is named" named "$app (psql), state and age hidden, holds AccessShare"
  while kill -0 "$pid" 2>/dev/null; do
    equal "$(on "$server" "$waiting")" 0 "somebody waits for a lock"
    sleep 0.05
  done
  end_background
  refused 1 MIG-LOCK-TIMEOUT
  err_has "GRANT pg_read_all_stats TO $plain"
  err_lacks "ended, as --terminate-blockers asks"
  reads || fail "a session of unknown age was ended"
  reader_ends

  # Those who come and go are not waited for, however many there are.
  for _ in 1 2 3; do
    while :; do echo "BEGIN; SELECT 1 FROM users; SELECT pg_sleep(0.1); COMMIT;"; done |
      psql -Xq "${login/ROLE/$app}" >/dev/null 2>&1 &
    children+=("$!")
  done
  pid=
  until_true "the table is read" is_read
  run expand -u "$url" --lock-wait-total 30s
  exits 0
  on "$server" "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '$app'" >/dev/null

  autovacuum_gives_way
  on "$server" "GRANT pg_read_all_stats TO $plain"
  cat >migrations/20260101000003_note.yaml <<'YAML'
operations:
  - add_column: {table: users, column: {name: note, type: text, nullable: true}}
YAML
  run plan 20260101000003_note -u "$url"
  exits 0
  out_has "ADD COLUMN"
  out_lacks pg_read_all_stats
  undo
  trap leave EXIT
}
is_read() {
  [ "$(on "$server" "SELECT count(*) FROM pg_locks WHERE granted AND mode = 'AccessShareLock' AND relation <> 0
      AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = '$database' AND wait_event = 'PgSleep')")" -gt 0 ]
}
vacuums() { # TABLE
  [ "$(on "$server" "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'autovacuum worker'
      AND datname = '$database' AND query LIKE '%VACUUM%.$1'")" -gt 0 ]
}

if [ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ]; then
  server=$MIGRATE_TEST_POSTGRES_URL url=$(with_database "$MIGRATE_TEST_POSTGRES_URL" "$database")
  on() { postgres "$1" "$2"; }
  undo() {
    on "$server" "ALTER SYSTEM RESET autovacuum_naptime" && on "$server" "SELECT pg_reload_conf()" >/dev/null
    on "$server" "DROP DATABASE $database WITH (FORCE)"
  }
  on "$server" "CREATE DATABASE $database"
  trap 'undo; leave' EXIT
  on "$url" "CREATE TABLE users (id int PRIMARY KEY, name text); INSERT INTO users VALUES (1, 'Ada')"
  holders="SELECT count(*) FROM pg_stat_activity WHERE datname = '$database' AND state = 'idle in transaction'"
  waiting="SELECT count(*) FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'
    AND database = (SELECT oid FROM pg_database WHERE datname = '$database')"
  reader_begins users psql -Xq "$url"
  never_queues_then_ends PostgreSQL "$waiting" "idle in transaction" migrate.event
  autovacuum_gives_way
  parents_and_partitions
  undo
  trap leave EXIT
  rm -f migrations/2026010100000[1-9]*.yaml
  hidden_sessions
  rm -f migrations/2026010100000[1-9]*.yaml
  database=blockers_$$
fi

if [ -n "${MIGRATE_TEST_MYSQL_URL:-}" ]; then
  server=$MIGRATE_TEST_MYSQL_URL url=$(with_database "$MIGRATE_TEST_MYSQL_URL" "$database")
  on() { mariadb_at "$1" "$2"; }
  undo() { on "$server" "DROP DATABASE $database"; }
  on "$server" "CREATE DATABASE $database"
  trap 'undo; leave' EXIT
  on "$url" "CREATE TABLE users (id int PRIMARY KEY, name varchar(40)); INSERT INTO users VALUES (1, 'Ada')"
  rest=${url#*://} login=${rest%%@*} host=${rest#*@}
  export MYSQL_PWD=${login#*:}
  holders="SELECT count(*) FROM performance_schema.metadata_locks WHERE LOCK_STATUS = 'GRANTED'
    AND OBJECT_SCHEMA = '$database' AND OBJECT_NAME = 'users'"
  reader_begins users mariadb --no-defaults -N -u "${login%%:*}" -h "${host%%[:/]*}" \
    -P "$(sed -E 's#^[^:]*:([0-9]+).*#\1#' <<<"$host")" -D "$database"
  never_queues_then_ends MySQL "SELECT count(*) FROM performance_schema.metadata_locks
    WHERE LOCK_STATUS = 'PENDING' AND OBJECT_SCHEMA = '$database'" "process " migrate_event
  undo
  trap leave EXIT
fi
finish
