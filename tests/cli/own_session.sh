#!/usr/bin/env bash
# What SQL of the user's sets for its session holds for the statements of its own section, also on a run that begins
# between two of them, and for nothing behind it.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
begin_anew() { rm -rf migrations && mkdir migrations; }

# SQLite: foreign keys are off unless the section says so; a run that begins behind the PRAGMA has it, too.
begin_anew
sql "CREATE TABLE parent (id INTEGER PRIMARY KEY); INSERT INTO parent VALUES (1), (2);
  CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id) ON DELETE CASCADE);
  INSERT INTO child VALUES (1, 1), (2, 2); CREATE TABLE once (id INTEGER PRIMARY KEY);
  CREATE TRIGGER never BEFORE DELETE ON parent BEGIN SELECT RAISE(ABORT, 'not yet'); END"
cat >migrations/1_a.sql <<'SQL'
-- migrate:up
INSERT INTO once VALUES (1);
PRAGMA foreign_keys = ON;
DELETE FROM parent WHERE id = 1;
PRAGMA foreign_keys = OFF;
SQL
cat >migrations/2_b.sql <<'SQL'
-- migrate:up
DELETE FROM parent WHERE id = 2;
SQL
run plan -u "$url"
exits 0
equal "$(grep -A 1 -F "PRAGMA foreign_keys = ON;" out | tail -n 1)" "DELETE FROM parent WHERE id = 1;"
out_has "note: the last settings of the SQL at migrations/1_a.sql:1 have no statement behind them"
out_lacks "PRAGMA foreign_keys = OFF"
run up -u "$url"
refused 1 MIG-STEP-FAILED
equal "$(sql "SELECT count(*) FROM once")" 1
sql "DROP TRIGGER never"
run up -u "$url"
exits 0
equal "$(sql "SELECT group_concat(id) FROM child")" 2 "of 1 by its cascade, of 2 not"

for kind in MYSQL MARIADB; do
  server=MIGRATE_TEST_${kind}_URL
  [ -n "${!server:-}" ] || continue
  begin_database "${!server}" "own_session_${kind,,}_$$"
  begin_anew
  on "CREATE TABLE items (id INT PRIMARY KEY, name VARCHAR(20)); INSERT INTO items VALUES (1, 'abcdef');
    CREATE TABLE pay (id INT PRIMARY KEY, n INT); INSERT INTO pay VALUES (1, 0);
    CREATE TABLE told (mode VARCHAR(200), zone VARCHAR(20))"
  cat >migrations/1_a.sql <<'SQL'
-- migrate:up
/*!40101 SET @old_sql_mode = @@sql_mode, sql_mode = 'NO_AUTO_VALUE_ON_ZERO' */;
SET time_zone = '+02:00';
CREATE TABLE thing (id int primary key);
INSERT INTO told VALUES (@@sql_mode, @@time_zone);
/*!40101 SET sql_mode = @old_sql_mode */;
SQL
  cat >migrations/2_b.yaml <<'YAML'
operations:
  - add_column: {table: items, column: {name: short, type: varchar(3), nullable: true}, up: name}
YAML
  run up -u "$url"
  exits 1
  err_has "error MIG-STEP-FAILED: "
  out_has "moved 1_a"
  err_has "short"
  equal "$(on "SELECT * FROM told")" "NO_AUTO_VALUE_ON_ZERO	+02:00" "$kind"
  run rollback -u "$url" 2_b
  exits 0
  rm migrations/2_b.yaml

  # The variable is set again for the statement that failed.
  cat >migrations/3_c.sql <<'SQL'
-- migrate:up
SET @v = 5;
INSERT INTO pay VALUES (2, @v);
SET @sql = IF((SELECT COUNT(*) FROM pay) = 2, 'UPDATE pay SET n = ?, m = m WHERE id = 1', 'DO 0');
PREPARE later FROM @sql;
EXECUTE later USING @v;
DEALLOCATE PREPARE later;
-- migrate:down
SET @gone = 2;
DELETE FROM pay WHERE id = @gone;
SQL
  run up -u "$url"
  refused 1 MIG-STEP-FAILED
  on "ALTER TABLE pay ADD COLUMN m INT"
  run up -u "$url"
  exits 0
  equal "$(on "SELECT GROUP_CONCAT(n ORDER BY id) FROM pay")" "5,5" "$kind"
  run rollback -u "$url" 3_c
  exits 0
  equal "$(on "SELECT GROUP_CONCAT(id) FROM pay")" 1 "$kind"
  end_database
done

if [ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ]; then
  begin_database "$MIGRATE_TEST_POSTGRES_URL" "own_session_$$"
  begin_anew
  on "CREATE SCHEMA app; CREATE TABLE users (id int PRIMARY KEY, name text); CREATE TABLE app.users (LIKE users);
    INSERT INTO users VALUES (1, 'public'); INSERT INTO app.users VALUES (1, 'app');
    CREATE TABLE t (id int PRIMARY KEY, u int, n int); CREATE TABLE app.t (LIKE t);
    INSERT INTO t VALUES (1, 1, 0); INSERT INTO app.t VALUES (1, 1, 0), (2, 1, 0);
    CREATE TABLE told (who text)"
  cat >migrations/1_a.sql <<'SQL'
-- migrate:up
SELECT pg_catalog.set_config('search_path', '', false);
CREATE FUNCTION public.elsewhere() RETURNS text LANGUAGE sql AS $$ SELECT set_config('search_path', 'app', false) $$;
CREATE TEMP TABLE told AS SELECT 1 AS one;
SQL
  cat >migrations/2_b.sql <<'SQL'
-- migrate:up
SELECT elsewhere();
SQL
  cat >migrations/3_c.sql <<'SQL'
-- migrate:up
UPDATE users SET name = name || '!';
SET ROLE pg_monitor;
INSERT INTO told VALUES (current_user);
SQL
  on "GRANT INSERT ON told TO pg_monitor"
  run up -u "$url"
  exits 0
  equal "$(on "SELECT string_agg(name, ',') FROM (SELECT name FROM users UNION ALL SELECT name FROM app.users) AS u")" \
    "public!,app"
  equal "$(on "SELECT who FROM told")" pg_monitor

  cat >migrations/4_d.sql <<'SQL'
-- migrate:up
SET search_path = app;
CREATE UNIQUE INDEX CONCURRENTLY t_u ON app.t (u);
UPDATE t SET n = 1;
-- migrate:down
SET search_path = app;
UPDATE t SET n = 2;
DROP INDEX t_u;
SQL
  run up -u "$url"
  refused 1 MIG-STEP-FAILED
  on "DROP INDEX IF EXISTS app.t_u; DELETE FROM app.t WHERE id = 2"
  run up -u "$url"
  exits 0
  equal "$(on "SELECT (SELECT n FROM t), (SELECT n FROM app.t)")" "0|1"
  run rollback -u "$url" 4_d
  exits 0
  equal "$(on "SELECT (SELECT n FROM t), (SELECT n FROM app.t)")" "0|2"
  end_database
fi
finish
