#!/usr/bin/env bash
# A prepared transaction holds its locks without a session, through a restart of the server too: it is named, not
# ended, and what it prepared is kept. On servers of this script's own, which take prepared transactions.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib_servers.sh"
[ -n "${MIGRATE_TEST_POSTGRES_URL:-}" ] || skip "no PostgreSQL"

ran=""
mkdir migrations
cat >migrations/20260101000000_full_name.yaml <<'YAML'
operations:
  - rename_column: {table: users, from: name, to: full_name}
YAML
own_server POSTGRES --set 'max_prepared_transactions = 5' || finish
postgres "$url" "CREATE TABLE users (id int PRIMARY KEY, name text); INSERT INTO users VALUES (1, 'Ada')"
postgres "$url" "BEGIN; INSERT INTO users VALUES (2, 'prepared'); SAVEPOINT s; INSERT INTO users VALUES (3, 'in it');
  PREPARE TRANSACTION 'left behind'"
exits_locked() {
  exits 1
  err_has 'error MIG-LOCK-TIMEOUT: '
  err_has 'prepared transaction "left behind" of postgres'
  err_has 'holds RowExclusive: COMMIT PREPARED or ROLLBACK PREPARED ends it'
}
run expand -u "$url" --lock-wait-total 1s --terminate-blockers 1ms
exits_locked
"$(dirname "$0")/../../scripts/servers" crash "$work/server-POSTGRES" >crash.log 2>&1 || fail "no crash: $(tail -n 3 crash.log)"
run expand -u "$url" --lock-wait-total 1s
exits_locked
postgres "$url" "COMMIT PREPARED 'left behind'"
run up -u "$url"
exits 0
equal "$(postgres "$url" "SELECT string_agg(full_name, ',' ORDER BY id) FROM users")" 'Ada,prepared,in it'
finish
