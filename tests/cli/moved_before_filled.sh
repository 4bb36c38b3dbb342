#!/usr/bin/env bash
# Rows that an UPDATE moves past the fill, to another key or, of a table without one, to another block, while they are
# not filled yet: no row is left empty, and nothing fails for it. What new code writes after that is its own.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
rows=2000
database=moved_$$
filling() { [ "$(on "$filled")" -gt 0 ]; }
# A backfill that is stopped in its midst; FILLED is true of rows that it has done.
half() { # FILLED
  filled="SELECT count(*) FROM ev WHERE $1"
  run expand -u "$url"
  exits 0
  background backfill -u "$url" --batch 20 --rows-per-second 100
  until_true "it fills" filling
  stop_background
  exits 6
}
# over FILLED MOVE LEFT: MOVE is run in its midst; in the end LEFT counts rows that it missed.
over() {
  half "$1"
  on "$2"
  run backfill -u "$url"
  exits 0
  equal "$(on "SELECT count(*) FROM ev WHERE $3")" 0 "rows left empty ($1)"
}
begin() {
  rm -rf migrations && mkdir migrations
  cat >migrations/20260101000000_change.yaml
}
split() {
  begin <<YAML
operations:
  - split_column:
      table: ev
      column: note
      into:
        - {name: head, type: varchar(40), nullable: true, up: "substr(note, 1, 1)"}
        - {name: tail, type: varchar(40), nullable: true, up: "substr(note, 2)"}
      down: $1
YAML
}
derived() {
  begin <<'YAML'
operations:
  - add_column: {table: ev, column: {name: loud, type: varchar(40), nullable: true}, up: upper(note)}
YAML
}

if [ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ]; then
  ran="" && : >out && : >err
  begin_database "$MIGRATE_TEST_POSTGRES_URL" "$database"
  table="CREATE TABLE ev (n INT NOT NULL, other TEXT NOT NULL, note TEXT NOT NULL);
         INSERT INTO ev SELECT i, 'o', 'note ' || i FROM generate_series(1, $rows) AS i"
  begin <<'YAML'
operations:
  - add_column: {table: ev, column: {name: code, type: uuid, default: gen_random_uuid(), nullable: true}}
  - add_column: {table: ev, column: {name: number, type: bigserial}}
YAML
  on "$table"
  over "code IS NOT NULL" "UPDATE ev SET other = 'moved' WHERE code IS NULL AND n % 4 = 0" \
    "code IS NULL OR number IS NULL"
  equal "$(on "SELECT count(DISTINCT code) = $rows AND count(DISTINCT number) = $rows FROM ev")" t "their own values"
  equal "$(on "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'ev'::regclass")" 0 "triggers behind the backfill"
  # NULL on purpose: new code's right from here on.
  on "UPDATE ev SET code = NULL WHERE n = 1"
  on "UPDATE ev SET other = 'again' WHERE n = 1"
  equal "$(on "SELECT count(*) FROM ev WHERE code IS NULL")" 1
  run verify -u "$url"
  exits 0
  run contract -u "$url" --yes
  exits 0
  # Past the triggers: found, and filled by the next run.
  on "DROP TABLE ev; DROP SCHEMA migrate CASCADE; $table"
  begin <<'YAML'
operations:
  - add_column: {table: ev, column: {name: code, type: uuid, default: gen_random_uuid(), nullable: true}}
YAML
  half "code IS NOT NULL"
  on "SET session_replication_role = replica; UPDATE ev SET other = 'moved' WHERE code IS NULL AND n > $rows - 400"
  run backfill -u "$url"
  exits 4
  err_has "MIG-VERIFY-DIFFERS"
  run backfill -u "$url"
  exits 0
  equal "$(on "SELECT count(*) FROM ev WHERE code IS NULL")" 0

  on "DROP TABLE ev; DROP SCHEMA migrate CASCADE; $table"
  split "concat(head, tail)"
  over "head IS NOT NULL" "UPDATE ev SET other = 'moved' WHERE head IS NULL AND n % 4 = 0" "tail IS NULL"
  end_database
fi
for kind in MARIADB MYSQL; do
  primary=MIGRATE_TEST_${kind}_URL
  [ -n "${!primary:-}" ] || continue
  ran="" && : >out && : >err
  begin_database "${!primary}" "$database"
  on "CREATE TABLE ev (id INT PRIMARY KEY, note VARCHAR(40) NOT NULL)"
  on "INSERT INTO ev SELECT i, concat('note ', i) FROM $(numbers "$rows")"
  split "concat(head, tail)"
  over "head IS NOT NULL" "UPDATE ev SET id = -id WHERE head IS NULL AND id > $rows - 100" "tail IS NULL"
  end_database
done

url=sqlite:app.db
on() { sql "$1"; }
table="DROP TABLE IF EXISTS ev; CREATE TABLE ev (id INTEGER PRIMARY KEY, note TEXT NOT NULL);
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $rows)
       INSERT INTO ev SELECT i, 'note ' || i FROM n"
derived
on "$table"
over "loud IS NOT NULL" "UPDATE ev SET id = -id WHERE loud IS NULL AND id > $rows - 100" "loud IS NULL"
on "UPDATE ev SET loud = NULL WHERE id = 1"
run verify -u "$url"
exits 0
rm app.db*
split "head || tail"
on "$table"
over "head IS NOT NULL" "UPDATE ev SET rowid = -id WHERE head IS NULL AND id > $rows - 100" "tail IS NULL"

# Numbered anew by VACUUM: nothing tells that, but the rows are looked for.
rm app.db*
derived
on "$table; ALTER TABLE ev RENAME TO was; CREATE TABLE ev (note TEXT NOT NULL);
    INSERT INTO ev (rowid, note) SELECT id, note FROM was; DROP TABLE was; DELETE FROM ev WHERE rowid % 4 <> 0"
half "loud IS NOT NULL"
on "VACUUM"
run backfill -u "$url"
exits 4
err_has "MIG-VERIFY-DIFFERS"
run backfill -u "$url"
exits 0
equal "$(on "SELECT count(*) FROM ev WHERE loud IS NULL")" 0
finish
