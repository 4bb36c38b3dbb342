-- migration: alter_column_drop_default
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

-- ==== expand
-- nothing to do

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] drop the default of users.plan
--   strategy: in place
--   lock: write lock on the database file, in proportion to the rows that hold the present default; those from before ADD COLUMN read it in the definition: each is written
--   why: old code may leave the column out
--   runs: in one transaction with its record
UPDATE "users" SET "plan" = "plan" WHERE "plan" COLLATE BINARY IS ('free');
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', plan VARCHAR(20) NOT NULL DEFAULT ''free''', ', plan VARCHAR(20) NOT NULL')
WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, ', plan VARCHAR(20) NOT NULL DEFAULT ''free''', '')) = length(', plan VARCHAR(20) NOT NULL DEFAULT ''free''');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'the default of users.plan is gone', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;
