#!/usr/bin/env bash
# Triggers note when old code writes (note_writes): that alone keeps the gate closed until `quiet` has passed. It is
# there when it is asked for, sees no write of new code, makes nobody wait, and needs no rights of the writer.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
id=20260101000000_full_name
database=gate_writes_$$
on() {
  case $kind in
    SQLITE) sqlite3 -cmd '.timeout 5000' app.db "$1" ;;
    POSTGRES) postgres "$admin" "$1" ;;
    *) mariadb_at "$admin" "$1" ;;
  esac
}
quiet() { echo "contract: {quiet: $1}" >migrate.yaml; }
asks() { # YAML of contract
  rm -rf migrations
  mkdir migrations
  printf 'operations:\n  - rename_column: {table: users, from: name, to: full_name}\ncontract: {%s}\n' "$1" \
    >"migrations/$id.yaml"
}
is_open() {
  run gate -u "$url"
  exits 0
  evidence holds writes
  out_has "$1"
}
is_closed() {
  run gate -u "$url"
  exits 7
  evidence fails writes
  out_has "$1"
  equal "$(grep -c ' fails ' out)" 1 "lines that fail"
}
objects() {
  case $kind in
    SQLITE) on "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'migrate\_by\_old%' ESCAPE '\\'" ;;
    POSTGRES) on "SELECT (SELECT count(*) FROM pg_class WHERE relname LIKE '%by_old%') + (SELECT count(*) FROM pg_proc WHERE proname LIKE '%by_old%') + (SELECT count(*) FROM pg_trigger WHERE tgname LIKE '%by_old%')" ;;
    *) on "SELECT (SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE '%by_old%') + (SELECT COUNT(*) FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND TRIGGER_NAME LIKE '%by_old%')" ;;
  esac
}

round() {
  rm -f migrate.yaml
  on "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(40), age INTEGER)"
  on "INSERT INTO users (id, name) VALUES (1, 'ann'), (2, 'bob'), (3, 'cem')"
  asks ""
  run plan -u "$url"
  exits 0
  out_lacks by_old
  asks "note_writes: true"
  quiet 1s
  run plan -u "$url"
  exits 0
  out_has "note when old code writes users.name"
  run up -u "$url"
  exits 0
  run app heartbeat -u "$url" --app web --instance web-1 --ttl 10m

  # Neither the fill nor new code, nor a write of something else.
  quiet 1h
  on "INSERT INTO users (id, full_name) VALUES (4, 'new'), (5, 'newer')"
  on "UPDATE users SET full_name = 'Ann' WHERE id = 1"
  on "UPDATE users SET age = 7"
  is_open "nobody has written through users.name since expand"
  on "UPDATE users SET name = 'Ada' WHERE id = 1"
  is_closed "a write came through users.name "
  run gate -u "$url" --format json
  exits 7
  is_json
  equal "$(sqlite3 :memory: "SELECT json_extract(value, '\$.age_ms') BETWEEN 0 AND 3600000, json_extract(value, '\$.limit') FROM json_each(CAST(readfile('out') AS text), '\$.migrations[0].evidence') WHERE json_extract(value, '\$.kind') = 'writes'")" "1|none within 1h"
  run contract -u "$url"
  refused 7 MIG-GATE-CLOSED
  err_has "a write came through users.name "
  quiet 1s
  run gate -u "$url" --wait 60s
  exits 0
  evidence holds writes
  quiet 1h
  on "INSERT INTO users (id, name) VALUES (6, 'old')"
  is_closed "a write came through users.name "
  equal "$(on "SELECT name FROM users WHERE full_name <> name OR full_name IS NULL OR name IS NULL")" ""
  # Without a time it is shown.
  rm migrate.yaml
  is_open "a write came through users.name "
  echo 'contract: {require: [writes]}' >migrate.yaml
  is_closed "a write came through users.name "
  [ "$kind" = SQLITE ] || nobody_waits
  quiet 1s
  run contract -u "$url" --wait 60s
  exits 0
  out_is "contracted $id"
  equal "$(objects)" 0 "what is left of it"

  # And back.
  on "DROP TABLE users"
  on "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(40))"
  other=20260102000000_full_name
  asks "require: [writes]"
  mv "migrations/$id.yaml" "migrations/$other.yaml"
  run expand -u "$url"
  exits 0
  [ "$(objects)" -gt 0 ] || fail "required, and not there"
  on "INSERT INTO users (id, name) VALUES (1, 'old')"
  run rollback -u "$url"
  exits 0
  equal "$(objects)" 0 "what is left of it"

  # Expanded before it was asked for: missing.
  rm migrate.yaml
  asks ""
  mv "migrations/$id.yaml" "migrations/$other.yaml"
  run up -u "$url"
  exits 0
  run app retire -u "$url" --app web
  run app heartbeat -u "$url" --app web --instance web-1 --schema 20270101000000_x --ttl 10m
  echo 'contract: {require: [writes]}' >migrate.yaml
  is_closed "do not note writes through users.name"
  run rollback -u "$url"
  exits 0
}

# The first writes of two sessions, and their later ones, beside each other's open transactions; by an account that may
# do nothing but write to the table.
nobody_waits() {
  local held="UPDATE users SET name = concat(name, 'x') WHERE id = 1" beside
  if [ "$kind" = POSTGRES ]; then
    on "CREATE ROLE writer_$$ LOGIN PASSWORD 'quiet-word'; GRANT SELECT, INSERT, UPDATE ON users TO writer_$$"
    account=$(sed -E "s#^([a-z]+://)[^@]*@#\1writer_$$:quiet-word@#" <<<"$admin")
    postgres "$account" "BEGIN; $held; SELECT pg_sleep(600); COMMIT" >sink 2>&1 &
    beside="SET lock_timeout = '5s'; UPDATE users SET name = concat(name, 'y') WHERE id = 2; UPDATE users SET name = concat(name, 'y') WHERE id = 3"
    waits() { [ "$(on "SELECT count(*) FROM pg_stat_activity WHERE usename = 'writer_$$' AND wait_event = 'PgSleep'")" = 1 ]; }
    write() { postgres "$account" "$1"; }
  else
    on "CREATE USER writer_$$ IDENTIFIED BY 'quiet-word'"
    on "GRANT SELECT, INSERT, UPDATE ON $database.users TO writer_$$"
    account=$(sed -E "s#^([a-z]+://)[^@]*@#\1writer_$$:quiet-word@#" <<<"$admin")
    mariadb_at "$account" "BEGIN; $held; SELECT SLEEP(600); COMMIT" >sink 2>&1 &
    beside="SET innodb_lock_wait_timeout = 5; UPDATE users SET name = concat(name, 'y') WHERE id = 2; UPDATE users SET name = concat(name, 'y') WHERE id = 3"
    waits() { [ "$(on "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = 'writer_$$' AND STATE = 'User sleep'")" = 1 ]; }
    write() { mariadb_at "$account" "$1"; }
  fi
  pid=$!
  children+=("$pid")
  disown
  until_true "a transaction is held" waits
  for _ in 1 2 3; do
    write "$beside" || fail "a write beside another one's transaction failed"
  done
  if [ "$kind" = POSTGRES ]; then
    on "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'writer_$$'" >sink
    on "DROP OWNED BY writer_$$; DROP ROLE writer_$$"
  else
    for session in $(on "SELECT ID FROM information_schema.PROCESSLIST WHERE USER = 'writer_$$'"); do on "KILL $session"; done
    on "DROP USER writer_$$"
  fi
  pid=
  equal "$(on "SELECT count(*) FROM users WHERE full_name = name AND name LIKE '%yyy'")" 2 "rows written beside it"
}

kind=SQLITE
round

# A table's two names are one table: it cannot be told, and says so.
rm -rf app.db* migrations
mkdir migrations
printf 'operations:\n  - rename_table: {from: visits, to: calls}\n' >"migrations/$id.yaml"
on "CREATE TABLE visits (id INTEGER PRIMARY KEY)"
run plan -u "$url"
exits 0
out_has "writes through visits are not noted"
run up -u "$url"
exits 0
run app heartbeat -u "$url" --app web --instance web-1 --ttl 10m
run gate -u "$url"
exits 7
evidence fails writes
out_has "do not note writes through visits"
rm migrate.yaml

# A table that is to go: whoever writes to it.
rm -rf app.db*
printf 'operations:\n  - drop_table: {name: visits}\ncontract: {note_writes: true, quiet: 1h}\n' >"migrations/$id.yaml"
on "CREATE TABLE visits (id INTEGER PRIMARY KEY); INSERT INTO visits VALUES (1), (2)"
run up -u "$url"
exits 0
run app heartbeat -u "$url" --app web --instance web-1 --ttl 10m
run gate -u "$url"
exits 0
on "DELETE FROM visits WHERE id = 1"
is_closed "a write came through visits "

for kind in POSTGRES MYSQL MARIADB; do
  variable=MIGRATE_TEST_${kind}_URL
  base=${!variable:-}
  [ -n "$base" ] || continue
  admin=$base
  on "CREATE DATABASE $database"
  admin=$(with_database "$base" "$database") url=$admin
  if [ "$kind" = MYSQL ]; then
    # It keeps statistics of statements, which would close the gate, too: by an account that may not read them.
    on "CREATE USER tool_$$ IDENTIFIED BY 'quiet-word'; GRANT ALL ON $database.* TO tool_$$; GRANT SUPER ON *.* TO tool_$$"
    url=$(sed -E "s#^([a-z]+://)[^@]*@#\1tool_$$:quiet-word@#" <<<"$admin")
  fi
  round
  [ "$kind" != MYSQL ] || on "DROP USER tool_$$"
  admin=$base
  on "DROP DATABASE $database"
done
finish
