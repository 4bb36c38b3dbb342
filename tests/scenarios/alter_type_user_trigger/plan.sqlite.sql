-- migration: alter_type_user_trigger
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

-- ==== expand
-- [expand-1] let counters.hits be of type bigint
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: SQLite stores the values of both types in the same way
--   runs: in one transaction with its record
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, ', hits bigint', ', hits integer')
--     WHERE type = 'table' AND name = 'counters' AND length(sql) - length(replace(sql, ', hits bigint', '')) = length(', hits bigint')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'counters.hits is of the type it had', holds = (changes() = 1)
--   undo: CREATE VIEW migrate_definition_changed AS SELECT 1
--   undo: DROP VIEW migrate_definition_changed
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', hits integer', ', hits bigint')
WHERE type = 'table' AND name = 'counters' AND length(sql) - length(replace(sql, ', hits integer', '')) = length(', hits integer');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'counters.hits is of type bigint', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
