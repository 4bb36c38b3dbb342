-- migration: alter_type_widen
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: SQLite keeps values of any length, whatever length a type names

-- ==== expand
-- [expand-1] let users.name be of type varchar(60)
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: SQLite stores the values of both types in the same way
--   runs: in one transaction with its record
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, ', name varchar(60)', ', name VARCHAR(20)')
--     WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, ', name varchar(60)', '')) = length(', name varchar(60)')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'users.name is of the type it had', holds = (changes() = 1)
--   undo: CREATE VIEW migrate_definition_changed AS SELECT 1
--   undo: DROP VIEW migrate_definition_changed
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', name VARCHAR(20)', ', name varchar(60)')
WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, ', name VARCHAR(20)', '')) = length(', name VARCHAR(20)');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'users.name is of type varchar(60)', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
