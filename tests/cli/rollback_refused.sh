#!/usr/bin/env bash
# A rollback whose first undo the server refuses, in a transaction, was not begun: the migration is what it was.
. "$(dirname "$0")/lib.sh"
stage() { sql "SELECT stage FROM migrate_migration"; }
again="\`migrate rollback 20260101000000_nick\`"
mkdir migrations
cat >migrations/20260101000000_nick.yaml <<'YAML'
operations:
  - add_column: {table: users, column: {name: nick, type: text, nullable: true}}
YAML
sql "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO users VALUES (1, 'Ada')"
run expand -u "$url"
exits 0
sql "CREATE VIEW nicks AS SELECT nick FROM users"
for _ in 1 2; do
  run rollback -u "$url"
  exits 1
  err_has "error MIG-STEP-FAILED: "
  err_has "state: nothing was undone: 20260101000000_nick is expanded, as before"
  err_has "next:  mend the cause, then $again again"
  equal "$(stage)" "expanded"
done
# It can go either way from there.
run backfill -u "$url"
exits 0
equal "$(stage)" "backfilled"
equal "$(sql "SELECT count(*) FROM pragma_table_info('users') WHERE name = 'nick'")" 1

sql "DROP VIEW nicks"
run rollback -u "$url"
exits 0
equal "$(stage)" "rolled back"
equal "$(sql "SELECT count(*) FROM pragma_table_info('users') WHERE name = 'nick'")" 0
run expand -u "$url"
exits 0
finish
