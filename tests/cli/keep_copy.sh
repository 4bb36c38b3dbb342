#!/usr/bin/env bash
# contract --keep-copy keeps what it drops, and `migrate restore` puts it back: on SQLite and on every server there is.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"

mkdir migrations
# round QUARANTINE: one column that triggers keep filled, one that nobody does, one table; all the way and back.
round() {
  local quarantine=$1
  sql "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL, nick VARCHAR(50) NOT NULL, note VARCHAR(50) DEFAULT 'none')"
  sql "CREATE TABLE visits (id INTEGER PRIMARY KEY, visitor INTEGER NOT NULL, page VARCHAR(50), FOREIGN KEY (visitor) REFERENCES users (id))"
  sql "CREATE INDEX visits_page ON visits (page)"
  sql "INSERT INTO users VALUES (1, 'Ada', 'countess', 'first'), (2, 'Grace', 'amazing', NULL), (3, 'Edsger', 'ewd', 'third'), (6, 'Joan', 'joan', NULL)"
  sql "INSERT INTO visits VALUES (1, 1, '/'), (2, 2, '/about')"
  cat >migrations/20260101000000_gone.yaml <<YAML
operations:
  - drop_column: {table: users, column: nick, down: upper(name)}
  - drop_column: {table: users, column: note}
  - drop_table: {name: visits}
contract: {quarantine: $quarantine}
YAML
  run app heartbeat -u "$url" --app web --instance web-1 --app-version 2 --schema 20270101000000_x --ttl 24h
  exits 0
  run plan -u "$url"
  exits 0
  out_lacks migrate_kept
  run plan -u "$url" --keep-copy
  exits 0
  out_has "keep the values of users.nick"
  out_has "keep table visits as migrate_kept"
  run up -u "$url"
  exits 0
  run restore -u "$url" gone
  refused 2 MIG-RESTORE-NOTHING
  sql "INSERT INTO users (id, name) VALUES (4, 'Alan')"
  run contract -u "$url" --keep-copy --dry-run
  exits 0
  out_has "keep the values of users.note"
  [ "$quarantine" = 0 ] || run contract -u "$url"
  exits 0
  # A new name, and a new row, while it is hidden or before.
  sql "UPDATE users SET name = 'Al' WHERE id = 4"
  run contract -u "$url" --keep-copy --force-gate "nobody waits here"
  exits 0
  out_is "contracted 20260101000000_gone"
  equal "$(sql "SELECT * FROM users WHERE id = 1" | tr '|\t' ,,)" 1,Ada
  # The copy holds no row back.
  sql "DELETE FROM users WHERE id = 2"
  sql "INSERT INTO users VALUES (5, 'Barbara')"
  run drift -u "$url"
  exits 0
  run restore -u "$url" gone --dry-run
  exits 0
  out_has "put users.nick back"
  out_has "put table visits back"
  # What somebody has made since under these names is not what was dropped.
  sql "ALTER TABLE users ADD COLUMN note VARCHAR(20) DEFAULT 'NEW'"
  run restore -u "$url" gone
  refused 2 MIG-RESTORE-TAKEN
  err_has '"put users.note back" would meet another of that name'
  err_has "state: nothing was changed"
  equal "$(sql "SELECT COUNT(*) FROM users WHERE note = 'NEW'")" 5
  sql "ALTER TABLE users DROP COLUMN note"
  sql "CREATE TABLE visits (id INTEGER)"
  run restore -u "$url" gone
  refused 2 MIG-RESTORE-TAKEN
  err_has '"put table visits back"'
  equal "$(sql "SELECT COUNT(*) FROM visits")" 0
  sql "DROP TABLE visits"
  # What the application writes to a column that is back is newer than what was kept.
  run_beside pause -u "$url" --reason "somebody writes"
  background restore -u "$url" gone
  until_waits "somebody writes"
  sql "UPDATE users SET nick = 'his own' WHERE id = 3"
  run_beside resume -u "$url"
  end_background
  pid=
  exits 0
  out_is "restored 20260101000000_gone"
  equal "$(sql "SELECT id, nick, note FROM users ORDER BY id" | tr '|\t' ,, | sed 's/NULL//g' | paste -sd' ')" \
    "1,countess,first 3,his own,third 4,AL,none 5,,none 6,joan,"
  equal "$(sql "SELECT id, visitor, page FROM visits ORDER BY id" | tr '|\t' ,, | paste -sd' ')" "1,1,/ 2,2,/about"
  run drift -u "$url"
  exits 0
  run restore -u "$url" gone
  exits 0
  out_empty
  err_has "nothing to do"
}

# begun NAME PREFIX: a column whose drop is recorded as an attempt leaves it that did not get its lock.
begun() {
  sql "CREATE TABLE $1 (id INTEGER PRIMARY KEY, nick VARCHAR(50))"
  sql "INSERT INTO $1 VALUES (1, 'countess')"
  printf 'operations:\n  - drop_column: {table: %s, column: nick}\n' "$1" >"migrations/20260101000001_$1.yaml"
  run up -u "$url" "$1"
  exits 0
  sql "UPDATE ${2}step SET status = 'running', attempts = 1 WHERE title = 'drop $1.nick'"
  sql "UPDATE ${2}migration SET stage = 'contracting' WHERE id = '20260101000001_$1'"
}
# It has not taken place: its copy, which is asked for only now, is kept all the same.
tried_in_vain() { # PREFIX
  begun early "$1"
  run contract -u "$url" early --keep-copy --dry-run
  exits 0
  out_has "keep the values of early.nick"
  run contract -u "$url" early --keep-copy --force-gate "nobody waits here"
  exits 0
  err_has "keep the values of early.nick"
  run restore -u "$url" early
  exits 0
  equal "$(sql "SELECT nick FROM early")" countess
  rm migrations/*_early.yaml
}
# Where a statement commits by itself: it has taken place, and the run was killed before it had recorded that.
dropped_already() { # PREFIX
  begun late "$1"
  sql "ALTER TABLE late DROP COLUMN nick"
  run contract -u "$url" late --keep-copy --dry-run
  exits 0
  out_has 'no copy is kept by "drop late.nick"'
  out_lacks "keep the values"
  run contract -u "$url" late --keep-copy --force-gate "nobody waits here"
  exits 0
  err_has 'no copy is kept by "drop late.nick"'
  rm migrations/*_late.yaml
}

sql() { sqlite3 -cmd '.timeout 5000' app.db "$1"; }
round 0
tried_in_vain migrate_
rm app.db
round 1h

# SQLite keeps the last number of AUTOINCREMENT apart from the table: none is given twice, also one whose row is gone.
for quarantine in 0 1h; do
  rm app.db
  sql "CREATE TABLE numbered (id INTEGER PRIMARY KEY AUTOINCREMENT, page TEXT);
    INSERT INTO numbered VALUES (3, '/'), (50, '/gone'); DELETE FROM numbered WHERE id = 50"
  printf 'operations:\n  - drop_table: {name: numbered}\ncontract: {quarantine: %s}\n' "$quarantine" \
    >migrations/20260101000000_gone.yaml
  run up -u "$url"
  exits 0
  for _ in 1 2; do
    run contract -u "$url" --keep-copy --force-gate "nobody waits here"
    exits 0
  done
  equal "$(sql "SELECT count(*) FROM sqlite_schema WHERE name = 'numbered'")" 0
  run restore -u "$url" gone
  exits 0
  sql "INSERT INTO numbered (page) VALUES ('/new')"
  equal "$(sql "SELECT group_concat(id) FROM numbered")" 3,51
  equal "$(sql "SELECT name FROM sqlite_sequence WHERE name <> 'migrate_event'")" numbered
done

# No copy, whatever migrate.yaml has asked for since it was planned.
rm -f app.db migrations/*
sql "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO users VALUES (1, 'Ada')"
printf 'operations:\n  - drop_column: {table: users, column: name}\n' >migrations/20260101000000_gone.yaml
run up -u "$url"
exits 0
echo 'contract: {keep_copy: true}' >migrate.yaml
run contract -u "$url" --dry-run
exits 0
out_has "keep the values of users.name"
MIGRATE_KEEP_COPY=0 run contract -u "$url" --dry-run
exits 0
out_lacks "keep the values"
run plan -u "$url" --keep-copy=false
exits 0
out_lacks "keep the values"
run contract -u "$url" --keep-copy=false --force-gate "nobody waits here"
exits 0
equal "$(sql "SELECT group_concat(name) FROM pragma_table_info('users')")" id
equal "$(sql "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'migrate_kept%'")" 0
rm migrate.yaml

# ANY of a STRICT table keeps a text a text; in any other table it is a word for numbers.
rm -f app.db migrations/*
sql "CREATE TABLE parts (id ANY NOT NULL PRIMARY KEY, code ANY) STRICT; INSERT INTO parts VALUES ('01', '007'), (1, 7), ('1', 'x')"
printf 'operations:\n  - drop_column: {table: parts, column: code}\n' >migrations/20260101000000_gone.yaml
run up -u "$url"
exits 0
run contract -u "$url" --keep-copy --force-gate "nobody waits here"
exits 0
run restore -u "$url" gone
exits 0
equal "$(sql "SELECT group_concat(quote(id) || quote(code), ' ') FROM (SELECT * FROM parts ORDER BY code)")" \
  "17 '01''007' '1''x'"

tried=0
for server in "${MIGRATE_TEST_POSTGRES_URL:-}" "${MIGRATE_TEST_MARIADB_URL:-}" "${MIGRATE_TEST_MYSQL_URL:-}"; do
  [ -n "$server" ] || continue
  on=mariadb_at
  [[ $server = mysql* || $server = mariadb* ]] || on=postgres
  for quarantine in 0 1h; do
    tried=$((tried + 1))
    database=keep_copy_$$_$tried
    url=$(with_database "$server" "$database")
    "$on" "$server" "CREATE DATABASE $database"
    trap '"$on" "$server" "DROP DATABASE $database"; leave' EXIT
    sql() { "$on" "$url" "$1"; }
    round "$quarantine"
    if [ "$on" = postgres ]; then
      tried_in_vain migrate.
    else
      tried_in_vain migrate_
      dropped_already migrate_
    fi
    "$on" "$server" "DROP DATABASE $database"
    trap leave EXIT
  done
done
echo "$tried rounds on servers"
finish
