#!/usr/bin/env bash
# contract hides first and drops later: status, gate, wait and rollback in between.
. "$(dirname "$0")/lib.sh"

sql() { sqlite3 app.db "$1"; }
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
contract: {quarantine: 1h, soak: 0s}
YAML
sql "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL); INSERT INTO users VALUES (1, 'Ada'), (2, 'Grace')"
first=$(sql "SELECT sql FROM sqlite_schema WHERE name = 'users'")

# Said before anything runs.
run plan -u "$url"
exits 0
out_has "-- ---- hidden first: \`migrate rollback\` brings it back"
out_has "-- ---- after 1h in quarantine"
out_has 'ALTER TABLE "users" RENAME COLUMN "name" TO migrate_hidden__users__name;'

run up -u "$url"
exits 0
run contract -u "$url"
refused 7 MIG-GATE-CLOSED
run app heartbeat -u "$url" --app web --instance web-1 --app-version 2 --schema 20260101000000_full_name --ttl 24h
exits 0
run contract -u "$url" --dry-run
exits 0
equal "$(sql "SELECT stage FROM migrate_migration")" backfilled

run contract -u "$url"
exits 0
out_is "hidden 20260101000000_full_name"
err_has "the old shape is hidden until"
equal "$(sql "SELECT stage FROM migrate_migration")" quarantined
sql "INSERT INTO users (id, full_name) VALUES (3, 'Edsger')"
sql "SELECT name FROM users" >/dev/null 2>&1 && fail "the old name still answers"

# Again: nothing to do, and until when.
run contract -u "$url"
exits 0
out_empty
err_has "the old shape is hidden until"
err_has "left"
run gate -u "$url"
exits 7
out_has "quarantine"
run gate -u "$url" --format json
exits 7
is_json
run status -u "$url"
exits 0
out_has quarantined
out_has "the old shape is hidden until"
run status -u "$url" --exit-code
exits 4
run drift -u "$url"
exits 0
run wait -u "$url" --for quarantined --timeout 1s
exits 0
run wait -u "$url" --for backfilled --timeout 1s
exits 0
run wait -u "$url" --for contracted --timeout 10ms
exits 1

# Another migration of the column has to wait.
cat >migrations/20260102000000_drop.yaml <<'YAML'
operations:
  - drop_column: {table: users, column: full_name, down: "'x'"}
YAML
run expand -u "$url"
refused 2 MIG-OVERLAP
rm migrations/20260102000000_drop.yaml

# Old code was seen: the gate says so, whatever the time.
run app heartbeat -u "$url" --app web --instance web-0 --app-version 1 --schema 0 --ttl 24h
run contract -u "$url"
refused 7 MIG-GATE-CLOSED
err_has "web-0"
err_has "nothing was dropped"
run app retire -u "$url" --app web --instance web-0

# Back into sight, for both versions.
run rollback -u "$url" --unhide --dry-run
exits 0
out_has 'RENAME COLUMN "migrate_hidden__users__name" TO name;'
run rollback -u "$url" --unhide
exits 0
out_is "brought back 20260101000000_full_name"
equal "$(sql "SELECT stage FROM migrate_migration")" backfilled
equal "$(sql "SELECT name FROM users ORDER BY id" | paste -sd,)" Ada,Grace,Edsger
sql "INSERT INTO users (id, name) VALUES (4, 'Old again')"
run rollback -u "$url" --unhide
refused 2 MIG-ROLLBACK-NOT-HIDDEN

# What stops the way back does not make the next contract hide again: old code may have come by then.
run contract -u "$url"
exits 0
sql "ALTER TABLE users ADD COLUMN name TEXT"
run rollback -u "$url" --unhide
exits 1
equal "$(sql "SELECT stage FROM migrate_migration")" unhiding
run app heartbeat -u "$url" --app web --instance web-0 --app-version 1 --schema 0 --ttl 24h
for force in "" "--force-gate=in vain"; do
  run contract -u "$url" ${force:+"$force"}
  refused 2 MIG-ROLLBACK-UNFINISHED
  err_has "migrate rollback 20260101000000_full_name --unhide"
done
run up -u "$url" --contract
refused 2 MIG-ROLLBACK-UNFINISHED
run gate -u "$url"
exits 7
out_has "is being brought back"
run status -u "$url"
out_has unhiding
run drift -u "$url"
refused 2 MIG-DRIFT-UNFINISHED
sql "ALTER TABLE users DROP COLUMN name"
run rollback -u "$url" --unhide
exits 0
out_is "brought back 20260101000000_full_name"
equal "$(sql "SELECT stage FROM migrate_migration")" backfilled
run contract -u "$url"
refused 7 MIG-GATE-CLOSED
run app retire -u "$url" --app web --instance web-0

# And all the way, also where the way back was begun.
run contract -u "$url"
exits 0
sql "ALTER TABLE users ADD COLUMN name TEXT"
run rollback -u "$url" --unhide
exits 1
sql "ALTER TABLE users DROP COLUMN name"
sql "UPDATE users SET full_name = 'Ada Lovelace' WHERE id = 1"
run rollback -u "$url"
exits 0
out_is "rolled back 20260101000000_full_name"
equal "$(sql "SELECT name FROM users ORDER BY id" | paste -sd,)" "Ada Lovelace,Grace,Edsger,Old again"
equal "$(sql "SELECT sql FROM sqlite_schema WHERE name = 'users'")" "$first"

# A difference that came while it was hidden is found before the drop, and stays for a person to mend.
run up -u "$url"
run contract -u "$url"
sql "DROP TRIGGER migrate_sync__users__name__full_name__update; UPDATE users SET full_name = 'Unseen' WHERE id = 2"
run contract -u "$url" --force-gate "the test has no time"
exits 4
err_has MIG-VERIFY-DIFFERS
err_has "rollback 20260101000000_full_name --unhide"
equal "$(sql "SELECT stage FROM migrate_migration")" quarantined
sql "UPDATE users SET migrate_hidden__users__name = full_name"
run contract -u "$url" --force-gate "the test has no time"
exits 0
out_is "contracted 20260101000000_full_name"
equal "$(sql "SELECT full_name FROM users WHERE id = 2")" Unseen
rm app.db
sql "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL); INSERT INTO users VALUES (1, 'Ada'), (2, 'Grace')"

# All evidence is asked for twice at most: before it hides, while it waits, before it drops.
cat >migrate.yaml <<'YAML'
contract:
  quarantine: 1h
  checks: [{command: echo asked >>asked}]
hooks:
  - {on: [gate_open, before_contract], command: "true"}
YAML
run app heartbeat -u "$url" --app web --instance web-1 --app-version 2 --schema 20270101000000_x --ttl 24h
run up -u "$url"
exits 0
for asked in 2 1; do
  rm -f asked
  run contract -u "$url"
  exits 0
  equal "$(wc -l <asked)" "$asked" "times that the check was asked"
done
rm -f asked
run contract -u "$url" --force-gate "the test has no time"
exits 0
out_is "contracted 20260101000000_full_name"
equal "$(wc -l <asked)" 2 "times that the check was asked"
rm app.db migrate.yaml
sql "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL); INSERT INTO users VALUES (1, 'Ada'), (2, 'Grace')"

# The time is over by itself.
cat >migrate.yaml <<'YAML'
contract: {quarantine: 2s}
YAML
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
run app heartbeat -u "$url" --app web --instance web-1 --app-version 2 --schema 20270101000000_x --ttl 24h
run up -u "$url"
exits 0
run contract -u "$url"
exits 0
out_is "hidden 20260101000000_full_name"
for _ in $(seq 200); do
  run contract -u "$url"
  exits 0
  [ "$(cat out)" = "contracted 20260101000000_full_name" ] && break
  sleep 0.1
done
out_is "contracted 20260101000000_full_name"
equal "$(sql "SELECT count(*) FROM pragma_table_info('users')")" 2
run rollback -u "$url" full_name
refused 2 MIG-ROLLBACK-CONTRACTED

# Forced: at once.
cat >migrations/20260103000000_gone.yaml <<'YAML'
operations:
  - drop_table: {name: gone}
contract: {quarantine: 1h}
YAML
sql "CREATE TABLE gone (id INTEGER PRIMARY KEY)"
run up -u "$url" --contract --force-gate "nobody knows it"
exits 0
equal "$(sql "SELECT stage FROM migrate_migration ORDER BY id DESC LIMIT 1")" quarantined
equal "$(sql "SELECT count(*) FROM gone" 2>&1 | grep -c 'no such table')" 1
run contract -u "$url" --force-gate "nobody missed it"
exits 0
out_is "contracted 20260103000000_gone"
equal "$(sql "SELECT message FROM migrate_event WHERE kind = 'gate forced against' ORDER BY id DESC LIMIT 1" | grep -c quarantine)" 1

# Asked for after expand, in migrate.yaml and by a repaired file: nothing is dropped without it, nor without its copy.
rm -f app.db* migrations/* migrate.yaml
sql "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, nick TEXT); INSERT INTO users VALUES (1, 'Ada', 'countess')"
for column in name nick; do
  cat >"migrations/20260104000000_$column.yaml" <<YAML
operations:
  - drop_column: {table: users, column: $column}
verify:
  - {name: somebody, sql: SELECT count(*) FROM users, expect: "> 0", after: contract}
YAML
done
run app heartbeat -u "$url" --app web --instance web-1 --app-version 2 --schema 20270101000000_x --ttl 24h
run up -u "$url"
exits 0
echo 'contract: {keep_copy: true, quarantine: 24h}' >migrate.yaml
# A person who has waited long enough, beside one who has not.
echo 'contract: {quarantine: 1ms}' >>migrations/20260104000000_nick.yaml
run contract -u "$url"
refused 4 MIG-FILE-EDITED
run repair -u "$url" nick
exits 0
run contract -u "$url" --dry-run
exits 0
out_has "-- ---- after 1d in quarantine"
out_has "keep the values of users.name"
run contract -u "$url"
exits 0
out_is "$(printf 'hidden %s\n' 20260104000000_name 20260104000000_nick)"
err_has "nothing of this can be hidden; contract waits 1d"
err_has "the old shape is kept until"
equal "$(sql "SELECT name, nick FROM users")" "Ada|countess"
run contract -u "$url"
exits 0
out_is "contracted 20260104000000_nick"
err_has "20260104000000_name: the old shape is kept until"
# Another time counts, too; and what was planned stays where none is asked for.
echo 'contract: {keep_copy: true, quarantine: 48h}' >migrate.yaml
run gate -u "$url" name
exits 7
out_has "the old shape is kept until"
grep " quarantine " out | grep -qF " 2d " || fail "it is not asked for 2 days"
echo 'contract: {keep_copy: true, quarantine: 0s}' >migrate.yaml
run contract -u "$url"
exits 0
err_has "the quarantine that is planned stays"
equal "$(sql "SELECT name FROM users")" Ada
run rollback -u "$url" --unhide name
exits 0
equal "$(sql "SELECT stage FROM migrate_migration WHERE id LIKE '%name'")" backfilled
for column in name nick; do
  run contract -u "$url" --force-gate "seen it" && run contract -u "$url" --force-gate "seen it"
  run restore -u "$url" "$column"
  exits 0
done
equal "$(sql "SELECT name, nick FROM users")" "Ada|countess"

# Of several that are closed the state says which are in quarantine; there old code does not work.
rm -f app.db* migrations/* migrate.yaml
sql "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE visits (id INTEGER PRIMARY KEY, at TEXT)"
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
contract: {quarantine: 1h}
YAML
echo 'operations: [{rename_column: {table: visits, from: at, to: seen}}]' >migrations/20260102000000_seen.yaml
run app heartbeat -u "$url" --app web --instance web-1 --app-version 2 --schema 20270101000000_x --ttl 24h
run up -u "$url"
exits 0
run contract -u "$url" full_name
exits 0
out_is "hidden 20260101000000_full_name"
run app heartbeat -u "$url" --app web --instance web-0 --app-version 1 --schema 0 --ttl 24h
run contract -u "$url"
refused 7 MIG-GATE-CLOSED
err_has "contract was refused"
err_has "old and new code both work, but for what is in quarantine (20260101000000_full_name): there new code works"
err_has "next:  \`migrate gate\` shows all evidence"
run contract -u "$url" seen
refused 7 MIG-GATE-CLOSED
err_has "state: unchanged: old and new code both work"
err_lacks "in quarantine"
err_has "next:  \`migrate gate 20260102000000_seen\` shows all evidence"
# One that was interrupted just before it dropped is hidden as well.
sql "UPDATE migrate_migration SET stage = 'contracting' WHERE id LIKE '%full_name'"
run contract -u "$url" full_name
refused 7 MIG-GATE-CLOSED
err_has "the old shape stays in quarantine: nothing was dropped"
err_has "state: unchanged: new code works, \`migrate rollback\` brings the old shape back"

finish
