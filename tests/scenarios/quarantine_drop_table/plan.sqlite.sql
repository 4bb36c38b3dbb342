-- migration: quarantine_drop_table
-- description: Drop a table, which is hidden for a day before it goes
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

-- ==== expand
-- nothing to do

-- ==== backfill
-- nothing to do

-- ==== contract
-- ---- hidden first: `migrate rollback` brings it back
-- [contract-1] nothing refers to visits
--   lock: none on visits; reads only
--   expects: no row
SELECT 'foreign key of', m.name FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS k
WHERE m.type = 'table' AND lower(k."table") = lower('visits') AND lower(m.name) <> lower('visits')
UNION ALL
SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger')
  AND lower(tbl_name) <> lower('visits') AND ' ' || lower(sql) || ' ' GLOB '*[^a-z0-9_$]visits[^a-z0-9_$]*';

-- [contract-2] hide table visits
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: who still uses it meets an error while it can be brought back, with its rows
--   runs: in one transaction with its record
--   undo: PRAGMA legacy_alter_table=OFF
--   undo: ALTER TABLE "migrate_hidden__visits" RENAME TO "visits"
PRAGMA legacy_alter_table=OFF;
ALTER TABLE "visits" RENAME TO "migrate_hidden__visits";

-- ---- after 1d in quarantine
-- [contract-3] nothing refers to migrate_hidden__visits
--   lock: none on visits; reads only
--   expects: no row
SELECT 'foreign key of', m.name FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS k
WHERE m.type = 'table' AND lower(k."table") = lower('migrate_hidden__visits') AND lower(m.name) <> lower('migrate_hidden__visits')
UNION ALL
SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger')
  AND lower(tbl_name) <> lower('migrate_hidden__visits') AND ' ' || lower(sql) || ' ' GLOB '*[^a-z0-9_$]migrate_hidden__visits[^a-z0-9_$]*';

-- [contract-4] drop table visits
--   strategy: instant
--   lock: write lock on the database file, in proportion to the table: its pages go to the free list; foreign_keys is off on this connection: no row of another table is touched
--   why: old code, which uses the table, is gone
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE "migrate_hidden__visits";
