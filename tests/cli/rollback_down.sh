#!/usr/bin/env bash
# A `down` that the database refuses: where nothing was undone yet the migration is what it was, and corrected in the
# file it is taken over by `repair`, also once a rollback has begun. On SQLite, and on the servers that are named.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
id=20260101000000_mine
file=migrations/$id.yaml
stage() { on "SELECT stage FROM ${record}migration WHERE id = '$id'"; }
events() { on "SELECT count(*) FROM ${record}event WHERE kind = '$1'"; }
fails() { # STAGE
  run rollback -u "$url" mine
  refused 1 MIG-STEP-FAILED
  err_has "mend the cause, or correct its \`down\` in the file and \`migrate repair $id\`; then \`migrate rollback $id\` again"
  equal "$(stage)" "$1"
  [ "$1" = "rolling back" ] || err_has "nothing was undone: $id is $1, as before"
}
begin() {
  rm -rf migrations
  mkdir migrations
  cat >"$file"
  on "CREATE TABLE users (id INTEGER PRIMARY KEY, name varchar(20)); INSERT INTO users VALUES (1, 'Ada'), (2, 'Grace');
    CREATE TABLE pages (id INTEGER PRIMARY KEY); CREATE TABLE numbers (id INTEGER PRIMARY KEY, n int);
    INSERT INTO numbers VALUES (1, 10), (2, 20)"
  run up -u "$url"
  exits 0
}
# corrected FROM TO STAGE: in the file; without `repair` it is the recorded one that runs.
corrected() {
  sed -i "s/$1/$2/" "$file"
  fails "$3"
  run repair -u "$url"
  exits 0
  out_is "repaired $id"
  err_has "is undone as the file says now"
  equal "$(events down)" 1
  equal "$(stage)" "$3"
  run rollback -u "$url" mine
  exits 0
  equal "$(stage)" "rolled back"
}
another() {
  cat >migrations/20260102000000_page.yaml <<'YAML'
operations:
  - add_column: {table: pages, column: {name: title, type: text, nullable: true}}
YAML
}
is_gone() { ! on "SELECT count(*) FROM visits" >/dev/null 2>&1 || fail "visits is there"; }

# Of the step that is undone first. MySQL and MariaDB commit its statement by itself.
first() { # STAGE
  begin <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
  - sql: {up: CREATE TABLE visits (id INTEGER PRIMARY KEY), down: DROP TABEL visits}
YAML
  fails "$1"
  if [ "$1" = backfilled ]; then
    equal "$(on "SELECT count(*) FROM ${record}step WHERE status = 'undone' OR error IS NOT NULL")" 0
    equal "$(events "not rolled back")" 1
    on "INSERT INTO users (id, name) VALUES (3, 'Old')"
    equal "$(on "SELECT full_name FROM users WHERE id = 3")" Old
    another
    run up -u "$url"
    exits 0
  fi
  corrected TABEL TABLE "$1"
  is_gone
  equal "$(on "SELECT name FROM users WHERE id = 1")" Ada
}

# Behind others that are undone already.
last() {
  begin <<'YAML'
operations:
  - sql: {up: CREATE TABLE visits (id INTEGER PRIMARY KEY), down: DROP TABEL visits}
  - rename_column: {table: users, from: name, to: full_name}
YAML
  fails "rolling back"
  err_has "what came after expand-1 is undone, it is not"
  another
  run expand -u "$url"
  refused 2 MIG-ROLLBACK-UNFINISHED
  rm migrations/20260102000000_page.yaml
  corrected TABEL TABLE "rolling back"
  is_gone
}

# Of batches.
batches() {
  begin <<'YAML'
operations:
  - backfill: {table: numbers, set: {n: n + 1}, down: "INSERT INTO numbers SELECT id, n FROM numbers"}
YAML
  fails backfilled
  run backfill -u "$url"
  exits 0
  equal "$(on "SELECT sum(n) FROM numbers")" 32
  corrected "INSERT .* numbers\"" "UPDATE numbers SET n = n - 1\"" backfilled
  equal "$(on "SELECT sum(n) FROM numbers")" 30
}

record=migrate_
on() { sql "$1"; }
for what in "first|backfilled" last batches; do
  rm -f app.db*
  "${what%|*}" "${what#*|}"
done
# What cannot be one is refused, and nothing of the file is accepted.
rm -f app.db*
begin <<'YAML'
operations:
  - sql: {up: CREATE TABLE visits (id INTEGER PRIMARY KEY), down: DROP TABEL visits}
YAML
was=$(sql "SELECT checksum, stage FROM migrate_migration")
sed -i "s/DROP.*/COMMIT}/" "$file"
run repair -u "$url"
refused 2 MIG-PLAN-UNSUPPORTED
equal "$(sql "SELECT checksum, stage FROM migrate_migration")" "$was"
# Nor is it one that it is not: of another `up` nobody knows what undoes it.
sed -i "s/COMMIT/DROP TABLE visits/; s/CREATE TABLE visits/CREATE TABLE calls/" "$file"
run repair -u "$url"
exits 0
err_has "expand-1 is undone as it was planned"
equal "$(events down)" 0
# Nor of one of which a part is another one.
rm -f app.db*
begin <<'YAML'
operations:
  - sql: {up: "CREATE TABLE visits (id int); CREATE TABLE calls (id int)", down: "DROP TABLE calls; DROP TABLE visits"}
YAML
sed -i 's/visits/pages_of_old/g' "$file"
run repair -u "$url"
exits 0
err_has "expand-1 is undone as it was planned: its \`up\` is another one in the file"
equal "$(events down)" 0
run rollback -u "$url" mine
exits 0
is_gone
# What only sets the session stands in no step where nothing follows it.
rm -f app.db*
begin <<'YAML'
operations:
  - sql:
      up: PRAGMA foreign_keys = OFF; CREATE TABLE visits (id int); PRAGMA foreign_keys = ON
      down: DROP TABEL visits
YAML
corrected TABEL TABLE backfilled
# Ahead of what it makes it may be where that is made.
rm -f app.db*
begin <<'YAML'
operations:
  - sql: {up: CREATE TABLE visits (id int), down: DROP TABEL visits}
YAML
sed -i "s/up: CREATE/up: PRAGMA foreign_keys = OFF; CREATE/; s/TABEL/TABLE/" "$file"
run repair -u "$url"
exits 0
err_has "expand-1 is undone as it was planned"
equal "$(events down)" 0

for server in "${MIGRATE_TEST_POSTGRES_URL:-}" "${MIGRATE_TEST_MARIADB_URL:-}" "${MIGRATE_TEST_MYSQL_URL:-}"; do
  [ -n "$server" ] || continue
  record=migrate_ ends="rolling back"
  [[ $server != postgres* ]] || record=migrate. ends=backfilled
  for what in "first|$ends" last batches; do
    begin_database "$server" "rollback_down_$$"
    "${what%|*}" "${what#*|}"
    end_database
  done
done
finish
