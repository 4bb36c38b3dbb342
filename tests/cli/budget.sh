#!/usr/bin/env bash
# A step that holds its locks for longer than its budget is taken back, tried again, and given up.
. "$(dirname "$0")/lib.sh"
sample 3
run up -u "$url"
exits 0
# The last step as recorded, with a budget and a statement that takes longer.
last="migration = (SELECT max(id) FROM migrate_migration) AND step = 'contract-2'"
sql "CREATE TABLE keep AS SELECT definition FROM migrate_step WHERE $last"
sql "UPDATE migrate_step SET definition = json_set(definition, '$.budget_ms', 1, '$.sql[#]',
  'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT count(*) FROM n') WHERE $last"
run contract -u "$url" --force-gate test --lock-wait-total 1s
refused 1 MIG-LOCK-TIMEOUT
err_has "longer than its budget of 1ms"
err_has "was not done within its budget, for "
err_lacks "sessions named"
equal "$(sql "SELECT count(*) FROM pragma_table_info('users') WHERE name = 'name'")" 1
sql "UPDATE migrate_step SET definition = json_set((SELECT definition FROM keep), '$.budget_ms', 60000) WHERE $last"
sql "DROP TABLE keep"
run contract -u "$url" --force-gate test
exits 0
equal "$(sql "SELECT count(*) FROM migrate_event WHERE kind = 'locks held'")" 1
finish
