#!/usr/bin/env bash
# A contract that was stopped before its first change can be rolled back; after that it cannot.
. "$(dirname "$0")/lib.sh"
stage() { sql "SELECT stage FROM migrate_migration"; }
columns() { sql "SELECT group_concat(name, ' ') FROM pragma_table_info('users')"; }
begin() { # YAML that follows the operations
  rm -rf app.db* migrations
  mkdir migrations
  printf 'operations:\n  - drop_column: {table: users, column: nick}\n  - drop_column: {table: users, column: note}\n%s\n' \
    "${1:-}" >migrations/20260101000000_gone.yaml
  sql "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, nick TEXT, note TEXT);
       INSERT INTO users VALUES (1, 'Ada', 'countess', 'first')"
  run up -u "$url"
  exits 0
  run app heartbeat -u "$url" --app web --instance web-1 --ttl 24h
  exits 0
}
stopped() {
  run contract -u "$url" "$@"
  exits 1
  equal "$(stage)" contracting
}

# Somebody's view reads the first column that is to go.
begin
sql "CREATE VIEW nicks AS SELECT nick FROM users"
stopped
run rollback -u "$url" --dry-run
exits 0
run rollback -u "$url"
exits 0
out_is "rolled back 20260101000000_gone"
equal "$(stage)" "rolled back"
equal "$(columns)" "id name nick note"
equal "$(sql "SELECT nick FROM nicks")" countess
# And again, all the way.
sql "DROP VIEW nicks"
run up -u "$url"
run contract -u "$url"
exits 0
equal "$(columns)" "id name"

# The second one: the first is gone by then.
begin
sql "CREATE VIEW notes AS SELECT note FROM users"
stopped
equal "$(columns)" "id name note"
run rollback -u "$url"
refused 2 MIG-ROLLBACK-CONTRACTED
err_has "migrate contract 20260101000000_gone"
sql "DROP VIEW notes"
run contract -u "$url"
exits 0

# In quarantine: brought back into sight first.
for how in --unhide ""; do
  begin 'contract: {quarantine: 1h}'
  run contract -u "$url"
  exits 0
  equal "$(stage)" quarantined
  sql "CREATE VIEW nicks AS SELECT migrate_hidden__users__nick AS nick FROM users"
  stopped --force-gate "nobody waits here"
  # shellcheck disable=SC2086
  run rollback -u "$url" $how
  exits 0
  equal "$(columns)" "id name nick note"
  equal "$(sql "SELECT nick, note FROM users")" "countess|first"
done
equal "$(stage)" "rolled back"
finish
