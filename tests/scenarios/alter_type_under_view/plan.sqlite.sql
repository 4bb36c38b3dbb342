-- migration: alter_type_under_view
-- description: A view goes on reading a column whose type changes
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

-- ==== expand
-- [expand-1] let parts.code be of type bigint
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: SQLite stores the values of both types in the same way
--   runs: in one transaction with its record
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, ', code bigint', ', code INTEGER')
--     WHERE type = 'table' AND name = 'parts' AND length(sql) - length(replace(sql, ', code bigint', '')) = length(', code bigint')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'parts.code is of the type it had', holds = (changes() = 1)
--   undo: CREATE VIEW migrate_definition_changed AS SELECT 1
--   undo: DROP VIEW migrate_definition_changed
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', code INTEGER', ', code bigint')
WHERE type = 'table' AND name = 'parts' AND length(sql) - length(replace(sql, ', code INTEGER', '')) = length(', code INTEGER');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'parts.code is of type bigint', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
