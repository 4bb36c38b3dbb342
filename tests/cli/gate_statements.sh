#!/usr/bin/env bash
# The server's statistics of statements close the gate while something still names the old shape,
# known to the registry or not; the tool's own statements do not count.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
id=20260101000000_full_name
database=gate_statements_$$
on() { if [ "$kind" = POSTGRES ]; then postgres "$1" "$2"; else mariadb_at "$1" "$2"; fi; }
quiet() { echo "contract: {quiet: $1}" >migrate.yaml; }

prepare() {
  base=$url
  url=$(with_database "$base" "$database")
  on "$base" "CREATE DATABASE $database"
  [ "$kind" != POSTGRES ] || on "$url" "CREATE SCHEMA tools; CREATE EXTENSION pg_stat_statements SCHEMA tools"
  on "$url" "CREATE TABLE users (id int PRIMARY KEY, name varchar(40)); CREATE TABLE pets (name varchar(40))"
  on "$url" "INSERT INTO users VALUES (1, 'ann'), (2, 'bob')"
  on "$url" "INSERT INTO pets VALUES ('rex')"
  # Other tests may have left no place for more.
  [ "$kind" = POSTGRES ] || empty_statistics
  rm -rf migrations
  mkdir migrations
  cat >"migrations/$id.yaml" <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
  rm -f migrate.yaml
}

# As somebody else may do it.
empty_statistics() {
  if [ "$kind" = POSTGRES ]; then
    on "$url" "SELECT tools.pg_stat_statements_reset()" >sink
  else
    on "$url" "TRUNCATE performance_schema.events_statements_summary_by_digest"
  fi
}
# Nothing is seen, by statistics that reach back less than is asked for: that proves nothing.
proves_nothing() {
  quiet 1h
  run gate -u "$url"
  exits 0
  evidence missing statements
  out_has "the server's statistics of statements reach back "
  out_lacks "no statement names"
  echo 'contract: {quiet: 1h, require: [statements]}' >migrate.yaml
  run gate -u "$url"
  exits 7
  evidence fails statements
  out_has "the server's statistics of statements reach back "
  equal "$(grep -c ' fails ' out)" 1 "lines that fail"
  run contract -u "$url"
  refused 7 MIG-GATE-CLOSED
  err_has "the server's statistics of statements reach back "
}
# Once they reach back far enough.
proves_it() {
  echo 'contract: {quiet: 1s, require: [statements]}' >migrate.yaml
  run gate -u "$url" --wait 60s
  exits 0
  out_has "no statement names users.name"
}
names_it() {
  run gate -u "$url"
  exits 7
  evidence fails statements
  out_has "users.name is named by a statement"
  equal "$(grep ' fails ' out | grep -vc ' statements ')" 0 "other lines that fail"
}

shared() {
  prepare
  run up -u "$url"
  exits 0
  run verify -u "$url"
  exits 0
  run app heartbeat -u "$url" --app web --instance web-1 --ttl 10m
  quiet 1h
  # What migrate has run itself names the column, and new code does not.
  on "$url" "SELECT id, full_name FROM users WHERE full_name = 'ann'" >sink
  on "$url" "SELECT u.id, pets.name FROM users u JOIN pets ON pets.name = u.full_name" >sink
  on "$url" "SELECT full_name AS name FROM users" >sink
  if [ "$kind" != POSTGRES ]; then
    # Another database's own table of that name.
    on "$base" "CREATE DATABASE ${database}_other"
    other=$(with_database "$base" "${database}_other")
    on "$other" "CREATE TABLE users (id int PRIMARY KEY, name varchar(40))"
    on "$other" "SELECT id FROM users WHERE name = 'ann'" >sink
  fi
  # What takes long, or has an effect, is not asked by `status`, which does not call the gate open then.
  run status -u "$url"
  exits 0
  out_has unchecked
  out_has "gate: statements that name users.name: asked by"
  run status -u "$url" --format json
  exits 0
  json '$.migrations[0].gate.open' 1
  json '$.migrations[0].gate.unchecked' 1
  proves_it
  empty_statistics
  proves_nothing
  proves_it

  quiet 1h
  on "$url" "SELECT id FROM users WHERE name = 'ann'" >sink
  names_it
  out_has "1 call "
  run contract -u "$url"
  refused 7 MIG-GATE-CLOSED
  err_has "users.name is named by a statement"
  on "$url" "SELECT id FROM users WHERE name = 'bob'" >sink
  names_it
  out_has "2 calls"
  # No instance has told of it; once nobody has said it for as long as asked for, it is gone.
  quiet 1s
  run gate -u "$url" --wait 60s
  exits 0
  out_has "the last statement that names users.name was "
  local told=f
  [ "$kind" != POSTGRES ] || told=$(on "$url" "SELECT to_regclass('tools.pg_stat_statements_info') IS NOT NULL")
  if [ "$told" = t ]; then
    # As many calls as it was seen with before, of counts that have begun anew.
    empty_statistics
    on "$url" "SELECT id FROM users WHERE name = 'ann'" >sink
    on "$url" "SELECT id FROM users WHERE name = 'bob'" >sink
    names_it
    out_has "2 calls"
  fi
  quiet 1h
  on "$url" "UPDATE users SET name = 'Ann' WHERE id = 1"
  names_it
  out_has "UPDATE"
  if [ "$kind" != POSTGRES ]; then
    # From there, by this one's name.
    on "$other" "DELETE FROM $database.users WHERE name = 'nobody'"
    names_it
    out_has "DELETE FROM"
    on "$base" "DROP DATABASE ${database}_other"
  fi
  run gate -u "$url" --format json
  exits 7
  is_json
  equal "$(sqlite3 :memory: "SELECT json_extract(value, '\$.age_ms') < 3600000 FROM json_each(CAST(readfile('out') AS text), '\$.migrations[0].evidence') WHERE json_extract(value, '\$.kind') = 'statements' LIMIT 1")" 1
  quiet 1s
  run contract -u "$url" --wait 60s
  exits 0
  out_is "contracted $id"
  on "$base" "DROP DATABASE $database"
}

# require_statements REASON: without them the gate opens, unless they are required.
require_statements() {
  rm -f migrate.yaml
  run gate -u "$url"
  exits 0
  evidence missing statements
  out_has "$1"
  echo 'contract: {require: [statements]}' >migrate.yaml
  run gate -u "$url"
  exits 7
  evidence fails statements
  equal "$(grep -c ' fails ' out)" 1 "lines that fail"
  rm migrate.yaml
}

kind=SQLITE
sample 10
run up -u "$url"
run app heartbeat -u "$url" --app web --instance web-1 --ttl 10m
require_statements "SQLite keeps no statistics"
quiet 1s
run status -u "$url" --format json
exits 0
json '$.migrations[0].gate.open' 1
json '$.migrations[0].gate.unchecked' 0
echo 'contract: {require: [statements]}' >migrate.yaml
run status -u "$url"
exits 0
out_has closed
out_has "SQLite keeps no statistics"
rm migrate.yaml

# Nobody knows what SQL of one's own takes away: required, it is missing.
rm -f app.db*
sql "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)"
mkdir own
cat >"own/$id.sql" <<'SQL'
-- migrate:expand
ALTER TABLE users ADD COLUMN full_name TEXT;

-- migrate:contract
ALTER TABLE users DROP COLUMN name;
SQL
run up -d own -u "$url"
exits 0
run app heartbeat -d own -u "$url" --app web --instance web-1 --ttl 10m
run gate -d own -u "$url"
exits 0
out_lacks " statements "
out_lacks " writes "
echo 'contract: {require: [statements, writes]}' >migrate.yaml
run gate -d own -u "$url"
exits 7
evidence fails statements
evidence fails writes
equal "$(grep -c "what SQL of your own takes away is not known" out)" 2 "lines that say why"
equal "$(grep -c ' fails ' out)" 2 "lines that fail"
run contract -d own -u "$url"
refused 7 MIG-GATE-CLOSED
err_has "what SQL of your own takes away is not known"
rm migrate.yaml

if [ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ]; then
  kind=POSTGRES url=$MIGRATE_TEST_POSTGRES_URL
  base=$url
  url=$(with_database "$base" "$database")
  on "$base" "CREATE DATABASE $database"
  on "$url" "CREATE TABLE users (id int PRIMARY KEY, name varchar(40))"
  run up -u "$url"
  run app heartbeat -u "$url" --app web --instance web-1 --ttl 10m
  require_statements "is not installed in this database"
  on "$base" "DROP DATABASE $database"
  if own_server POSTGRES --set "shared_preload_libraries = 'pg_stat_statements'"; then
    shared
    # A role that may not read what others run.
    url=$base
    prepare
    on "$base" "CREATE ROLE limited LOGIN PASSWORD 'quiet-word'"
    on "$url" "GRANT CREATE ON DATABASE $database TO limited; ALTER TABLE users OWNER TO limited; GRANT ALL ON SCHEMA public TO limited; GRANT USAGE ON SCHEMA tools TO limited"
    all=$url
    url=$(sed -E "s#^([a-z]+://)[^@]*@#\1limited:quiet-word@#" <<<"$url")
    run up -u "$url"
    exits 0
    run app heartbeat -u "$url" --app web --instance web-1 --ttl 10m
    on "$all" "SELECT id FROM users WHERE name = 'ann'" >sink
    require_statements "GRANT pg_read_all_stats"
    on "$all" "GRANT pg_read_all_stats TO limited"
    quiet 1h
    names_it
    # An older extension does not tell when it was emptied: the start of the server counts.
    on "$all" "DROP EXTENSION pg_stat_statements; CREATE EXTENSION pg_stat_statements SCHEMA tools VERSION '1.8'"
    on "$all" "SELECT tools.pg_stat_statements_reset()" >sink
    proves_nothing
    proves_it
    end_own_server POSTGRES
  fi
fi
if [ -n "${MIGRATE_TEST_MYSQL_URL:-}" ]; then
  kind=MYSQL url=$MIGRATE_TEST_MYSQL_URL
  shared
fi
if [ -n "${MIGRATE_TEST_MARIADB_URL:-}" ] && own_server MARIADB --set --performance-schema=ON; then
  kind=MARIADB
  shared
  end_own_server MARIADB
fi
finish
