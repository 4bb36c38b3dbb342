-- migration: drop_table
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

-- ==== expand
-- nothing to do

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] nothing refers to legacy
--   lock: none on legacy; reads only
--   expects: no row
SELECT 'foreign key of', m.name FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS k
WHERE m.type = 'table' AND lower(k."table") = lower('legacy') AND lower(m.name) <> lower('legacy')
UNION ALL
SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger')
  AND lower(tbl_name) <> lower('legacy') AND ' ' || lower(sql) || ' ' GLOB '*[^a-z0-9_$]legacy[^a-z0-9_$]*';

-- [contract-2] drop table legacy
--   strategy: instant
--   lock: write lock on the database file, in proportion to the table: its pages go to the free list; foreign_keys is off on this connection: no row of another table is touched
--   why: old code, which uses the table, is gone
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE "legacy";
