#!/usr/bin/env bash
# Several operations in one file, and several files on one table: contract never stops half-way.
. "$(dirname "$0")/lib.sh"
mkdir migrations
cat >migrations/01_both.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: id, to: uid}
  - rename_column: {table: users, from: name, to: full_name}
YAML
sql "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
     INSERT INTO users VALUES (1, 'Ada'), (2, 'Bob')"
run up -u "$url"
exits 0

# A write past the trigger of the second rename: found while nothing is taken away yet.
trigger=$(sql "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%name%update'")
name=$(sql "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%name%update'")
sql "DROP TRIGGER \"$name\"; UPDATE users SET name = 'Cy' WHERE id = 2; $trigger;"
run contract -u "$url" --force-gate "test"
refused 4 MIG-VERIFY-DIFFERS
equal "$(sql "SELECT group_concat(name) FROM pragma_table_info('users')")" id,name,uid,full_name
run backfill -u "$url"
exits 0
equal "$(sql 'SELECT full_name FROM users WHERE uid = 2')" Cy

# The key that the second comparison walks by is renamed by the first operation.
run contract -u "$url" --force-gate "test"
exits 0
equal "$(sql "SELECT group_concat(name) FROM pragma_table_info('users')")" uid,full_name

# A trigger's expression reads full_name: its rename has to wait.
cat >migrations/02_slug.yaml <<'YAML'
operations:
  - add_column: {table: users, column: {name: slug, type: TEXT, nullable: true}, up: lower(full_name)}
YAML
cat >migrations/03_rename.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: full_name, to: display}
YAML
run up -u "$url" 02
exits 0
run plan -u "$url" 03
refused 2 MIG-OVERLAP
run expand -u "$url" 03
refused 2 MIG-OVERLAP
run contract -u "$url" 02 --force-gate "test"
exits 0
run up -u "$url" 03
exits 0
run contract -u "$url" 03 --force-gate "test"
exits 0
equal "$(sql "INSERT INTO users (uid, display) VALUES (3, 'Di'); SELECT count(*) FROM users")" 3

# In one file, too.
cat >migrations/04_order.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: display, to: shown}
  - add_column: {table: users, column: {name: slug2, type: TEXT, nullable: true}, up: lower(display)}
YAML
run plan -u "$url" 04
refused 2 MIG-PLAN-UNSUPPORTED
rm migrations/04_order.yaml

# What a contracted migration was built on has no way back either.
cat >migrations/05_add.yaml <<'YAML'
operations:
  - add_column: {table: users, column: {name: nick, type: TEXT, nullable: true}}
YAML
cat >migrations/06_rename.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: nick, to: alias}
YAML
run up -u "$url"
exits 0
run contract -u "$url" 06 --force-gate "test"
exits 0
run rollback -u "$url" 05
refused 2 MIG-ROLLBACK-ORDER

finish
