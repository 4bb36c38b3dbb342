#!/usr/bin/env bash
# What others changed past the tool is named, object by object; what the tool changed is not drift.
. "$(dirname "$0")/lib.sh"
sample 3
run drift -u "$url"
refused 2 MIG-DRIFT-NOTHING
err_has "migrate drift --accept"

run expand -u "$url"
exits 0
run drift -u "$url"
exits 0
out_empty
err_has "as recorded"
run backfill -u "$url"
exits 0
run drift -u "$url"
exits 0

sql "CREATE INDEX by_hand ON users (name)"
sql "ALTER TABLE users ADD COLUMN shoe_size INTEGER DEFAULT 42"
sql "CREATE TABLE made_by_hand (a)"
run drift -u "$url"
exits 4
out_has "added    users: index by_hand"
out_has "added    users: column shoe_size (INTEGER default 42)"
out_has "added    table made_by_hand"
run drift -u "$url" --format json
exits 4
is_json
json '$.differences[0].table' made_by_hand
json '$.differences[2].object' 'index by_hand'
json '$.differences[2].change' added

# Accepted: what is there becomes what is recorded, and what has not run stays pending.
cat >migrations/20260102000000_email.yaml <<'YAML'
operations:
  - add_column: {table: users, column: {name: email, type: text, nullable: true}}
YAML
run baseline -u "$url"
refused 2 MIG-BASELINE-PENDING
err_has 20260102000000_email
err_has "migrate drift --accept"
run drift -u "$url" --accept
exits 0
out_has "added    users: index by_hand"
err_has "accepted"
equal "$(sql "SELECT count(*) FROM migrate_event WHERE kind = 'drift accepted'")" 1
run drift -u "$url" --accept
exits 0
out_empty
run drift -u "$url"
exits 0
run up -u "$url"
exits 0
out_is "moved 20260102000000_email"
equal "$(sql "SELECT count(*) FROM pragma_table_info('users') WHERE name = 'email'")" 1
rm migrations/20260102000000_email.yaml
sql "DROP INDEX by_hand"
sql "DROP TABLE made_by_hand"
run drift -u "$url"
exits 4
out_has "missing  users: index by_hand"
out_has "missing  table made_by_hand"
sql "CREATE INDEX by_hand ON users (name DESC)"
run drift -u "$url"
exits 4
out_has "changed  users: index by_hand: was"

# What views, triggers and constraints say. `named LINE…`: each is a difference, and there is no other.
named() {
  run drift -u "$url"
  exits 4
  equal "$(wc -l <out)" $#
  local line
  for line in "$@"; do out_has "$line"; done
}
as_recorded() {
  run drift -u "$url"
  exits 0
  out_empty
}
# A rename of parents.code, which the server carries into what reads it, or a new column.
migrated() {
  rm -rf migrations
  mkdir migrations
  printf 'operations:\n  - %s\n' "$1" >migrations/20260101000000_parents.yaml
  local phase
  for phase in expand backfill "contract --force-gate test"; do
    # shellcheck disable=SC2086
    run $phase -u "$url"
    exits 0
    as_recorded
  done
}
renamed='rename_column: {table: parents, from: code, to: word}'

rm app.db
sql "CREATE TABLE parents (id INTEGER PRIMARY KEY, code TEXT);
  CREATE TABLE children (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED);
  CREATE VIEW families AS SELECT p.code AS code, c.id FROM parents p JOIN children c ON c.parent = p.id;
  CREATE TRIGGER follow AFTER INSERT ON children BEGIN UPDATE parents SET code = 'x' WHERE id = NEW.parent; END;
  CREATE TABLE others (id INTEGER PRIMARY KEY);
  CREATE TABLE more (id INTEGER PRIMARY KEY);
  CREATE VIEW pairs AS SELECT p.code AS code, m.id FROM parents p JOIN more m ON m.id = p.id;
  CREATE TRIGGER elsewhere AFTER INSERT ON others BEGIN UPDATE Parents SET code = 'x'; END"
run baseline -u "$url"
exits 0
migrated "$renamed"
sql "DROP TRIGGER follow; DROP VIEW families;
  CREATE TRIGGER follow AFTER INSERT ON children BEGIN UPDATE parents SET word = 'y' WHERE id = NEW.parent; END;
  CREATE VIEW families AS SELECT p.word, c.id + 1 AS id FROM parents p JOIN children c ON c.parent = p.id"
named "changed  children: trigger follow: was CREATE TRIGGER follow" "changed  children: view families: was" \
  "changed  parents: view families: was"
run baseline -u "$url"
exits 0
# Another layout is no other text.
sql "DROP VIEW families;
  CREATE VIEW families AS SELECT p.word, c.id + 1 AS id
    FROM parents p -- theirs
    JOIN children c ON c.parent = p.id"
as_recorded
sql "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, ' DEFERRABLE INITIALLY DEFERRED', '') WHERE name = 'children'"
named "changed  children: foreign key"
# As it was recorded before there were details.
sql "UPDATE migrate_schema_fact SET definition = '' WHERE object = 'table' OR object LIKE 'view %' OR object LIKE 'trigger %';
  UPDATE migrate_schema_fact SET definition = replace(definition, ', deferrable initially deferred', '')"
as_recorded
run baseline -u "$url"
exits 0
as_recorded

# On the servers that MIGRATE_TEST_…_URL name.
# shellcheck source=tests/cli/lib_servers.sh
. "$(dirname "$0")/lib_servers.sh"
if [ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ]; then
  begin_database "$MIGRATE_TEST_POSTGRES_URL" drift_$$
  postgres "$url" "CREATE TYPE mood AS ENUM ('glad', 'sad'); CREATE TYPE gone AS ENUM ('x'); CREATE TABLE t (m mood)"
  rm -rf migrations
  mkdir migrations
  cat >migrations/20260101000000_mood.yaml <<'YAML'
operations:
  - alter_enum: {name: mood, add: [{value: calm, after: glad}]}
YAML
  run up -u "$url" --force-gate test
  exits 0
  run drift -u "$url"
  exits 0
  out_empty
  postgres "$url" "ALTER TYPE mood ADD VALUE 'tired'; DROP TYPE gone; CREATE TYPE since AS ENUM ('y')"
  run drift -u "$url"
  exits 4
  out_has "changed  type mood: was 'glad', 'calm', 'sad'; is 'glad', 'calm', 'sad', 'tired'"
  out_has "missing  type gone ('x')"
  out_has "added    type since ('y')"
  run drift -u "$url" --accept
  exits 0
  as_recorded

  on "CREATE TABLE parents (id int PRIMARY KEY, code text);
    CREATE TABLE others (id int PRIMARY KEY, parent int, n int, CONSTRAINT often UNIQUE (n));
    CREATE VIEW pairs AS SELECT p.code, o.n FROM parents p JOIN others o ON o.id = p.id;
    CREATE TABLE children (id int PRIMARY KEY, parent int, n int,
      CONSTRAINT of_parent FOREIGN KEY (parent) REFERENCES parents (id), CONSTRAINT positive CHECK (n > 0));
    CREATE VIEW families AS SELECT p.code, c.n FROM parents p JOIN children c ON c.parent = p.id;
    CREATE VIEW all_of_them AS SELECT f.code, o.n FROM families f JOIN others o ON o.n = f.n;
    CREATE SCHEMA lib;
    CREATE FUNCTION lib.stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER stamped BEFORE INSERT ON children FOR EACH ROW EXECUTE FUNCTION lib.stamp();
    CREATE TRIGGER turned_off BEFORE INSERT ON others FOR EACH ROW EXECUTE FUNCTION lib.stamp();
    ALTER TABLE others ENABLE ROW LEVEL SECURITY;
    CREATE POLICY seen ON others USING (n > 1)"
  run baseline -u "$url"
  exits 0
  migrated "$renamed"
  # Whatever the session has set.
  PGOPTIONS='-c search_path=public,lib' as_recorded
  on "CREATE OR REPLACE VIEW families AS SELECT p.word AS code, c.n + 1 AS n FROM parents p JOIN children c ON c.parent = p.id"
  named "changed  children: view families: was SELECT p.word AS code, c.n FROM" "changed  parents: view families: was"
  run baseline -u "$url"
  exits 0
  on "CREATE OR REPLACE FUNCTION lib.stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.n = 1; RETURN NEW; END'"
  named "changed  children: trigger stamped" "changed  others: trigger turned_off"
  run baseline -u "$url"
  exits 0
  on "DROP TRIGGER stamped ON children;
    CREATE TRIGGER stamped BEFORE UPDATE ON children FOR EACH ROW EXECUTE FUNCTION lib.stamp();
    ALTER TABLE others DISABLE TRIGGER turned_off, FORCE ROW LEVEL SECURITY, DROP CONSTRAINT often,
      ADD CONSTRAINT often UNIQUE (n) DEFERRABLE;
    ALTER POLICY seen ON others USING (n > 2);
    CREATE POLICY unseen ON others AS RESTRICTIVE FOR SELECT TO PUBLIC USING (n > 0);
    COMMENT ON TABLE parents IS 'They have children.';
    ALTER TABLE children DROP CONSTRAINT positive, ADD CONSTRAINT positive CHECK (n > 0) NOT VALID,
      ALTER CONSTRAINT of_parent DEFERRABLE INITIALLY DEFERRED"
  changes=("changed  children: check positive: was (n > 0); is (n > 0) NOT VALID"
    "on update NO ACTION, deferrable initially deferred" "changed  children: trigger stamped: was CREATE TRIGGER stamped BEFORE INSERT ON"
    "changed  others: index often" "changed  others: trigger turned_off"
    "changed  table others: was row security on; is row security forced"
    "changed  others: policy seen: was permissive for all to public using ((n > 1)); is"
    "added    others: policy unseen (restrictive for select to public using ((n > 0)))"
    "changed  table parents: was row security off; is row security off, comment They have children.")
  named "${changes[@]}"
  # As it was recorded before there were details: no more is known.
  on "DELETE FROM migrate.schema_fact WHERE object LIKE 'policy %';
    UPDATE migrate.schema_fact SET definition = '' WHERE object = 'table' OR object LIKE 'view %' OR object LIKE 'trigger %';
    UPDATE migrate.schema_fact SET definition = 'integer default none carried=ALTER POLICY seen ON public.others USING ((n > 2))'
      || chr(30) || 'ALTER POLICY unseen ON public.others USING ((n > 0)) rehearsed=policy seen' || chr(29)
      || 'CREATE POLICY seen ON pg_temp.others USING ((n > 2))' || chr(30) || 'policy unseen' || chr(29)
      || 'CREATE POLICY unseen ON pg_temp.others USING ((n > 0)) views=all_of_them, pairs'
      WHERE table_name = 'others' AND object = 'column n'"
  named "${changes[0]}"
  run baseline -u "$url"
  exits 0
  as_recorded
  on "ALTER TABLE children DROP CONSTRAINT of_parent,
    ADD CONSTRAINT of_parent FOREIGN KEY (parent) REFERENCES parents (id) MATCH FULL NOT VALID"
  named "changed  children: foreign key of_parent: was children(parent) -> parents(id) on delete NO ACTION on update NO ACTION, deferrable"
  out_has "on update NO ACTION, match full not valid"
  on "DROP VIEW all_of_them, families, pairs; DROP TRIGGER stamped ON children; DROP POLICY seen ON others"
  run drift -u "$url"
  exits 4
  out_has "missing  children: view families"
  out_has "missing  children: trigger stamped"
  out_has "missing  others: policy seen"
  end_database
fi
for named_server in MIGRATE_TEST_MARIADB_URL MIGRATE_TEST_MYSQL_URL; do
  [ -n "${!named_server:-}" ] || continue
  begin_database "${!named_server}" drift_$$
  rm -f migrations/*
  on "CREATE TABLE parents (id int PRIMARY KEY, code varchar(20));
    CREATE TABLE children (id int PRIMARY KEY, parent int, n int, CONSTRAINT positive CHECK (n > 0));
    CREATE VIEW families AS SELECT p.code, c.n FROM parents p JOIN children c ON c.parent = p.id;
    CREATE TRIGGER stamped BEFORE INSERT ON children FOR EACH ROW SET NEW.n = 1"
  run baseline -u "$url"
  exits 0
  migrated 'add_column: {table: parents, column: {name: word, type: varchar(20), nullable: true}}'
  on "CREATE OR REPLACE VIEW families AS SELECT p.code, c.n + 1 AS n FROM parents p JOIN children c ON c.parent = p.id;
    DROP TRIGGER stamped; CREATE TRIGGER stamped BEFORE INSERT ON children FOR EACH ROW SET NEW.n = 2;
    ALTER TABLE parents COMMENT = 'They have children.'"
  changes=("changed  children: trigger stamped: was BEFORE INSERT SET NEW.n = 1" "changed  children: view families: was select"
    "changed  parents: view families: was select" "changed  table parents: was engine InnoDB")
  # MariaDB knows no such word.
  [[ $named_server != *MYSQL* ]] || {
    on "ALTER TABLE children ALTER CHECK positive NOT ENFORCED"
    changes+=("changed  children: check positive: was (\`n\` > 0); is (\`n\` > 0), not enforced")
  }
  named "${changes[@]}"
  on "UPDATE migrate_schema_fact SET definition = '' WHERE object = 'table' OR object LIKE 'view %' OR object LIKE 'trigger %'"
  as_recorded
  run baseline -u "$url"
  exits 0
  as_recorded
  end_database
done
finish
