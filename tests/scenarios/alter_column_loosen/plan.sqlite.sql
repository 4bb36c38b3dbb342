-- migration: alter_column_loosen
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: SQLite keeps no column comments: the comment stays in the file
-- note: old code reads what new code writes against NOT NULL of users.name; `down` replaces it when it is rolled back, in one statement
-- note: from expand on, inserts of old code that leave users.plan out get the new default too
-- note: from expand on, inserts of old code that leave users.seats out get the new default too

-- ==== expand
-- [expand-1] no longer require NOT NULL of users.name
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: new code may break it; the stored definition alone changes
--   runs: in one transaction with its record
--   undo: UPDATE "users" SET "name" = ('user ' || id
--     ) WHERE ("name" IS NULL
--     ) AND (("name" COLLATE BINARY IS NOT ('user ' || id
--     )))
--   undo: UPDATE migrate_guard SET expectation = 'no row breaks NOT NULL of users.name', holds = (NOT EXISTS (SELECT 1 FROM "users" WHERE "name" IS NULL))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, ', name VARCHAR(50)', ', name VARCHAR(50) NOT NULL')
--     WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, ', name VARCHAR(50)', '')) = length(', name VARCHAR(50)')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'NOT NULL of users.name is in the definition again', holds = (changes() = 1)
--   undo: CREATE VIEW migrate_definition_changed AS SELECT 1
--   undo: DROP VIEW migrate_definition_changed
--   lock of undo: write lock on the database file, one read of the table, then milliseconds; proof and rule belong in one transaction
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', name VARCHAR(50) NOT NULL', ', name VARCHAR(50)')
WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, ', name VARCHAR(50) NOT NULL', '')) = length(', name VARCHAR(50) NOT NULL');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'NOT NULL of users.name is out of the definition', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- [expand-2] set the default of users.plan
--   strategy: in place
--   lock: write lock on the database file, in proportion to the rows that hold the present default; those from before ADD COLUMN read it in the definition: each is written
--   why: rows that exist keep the value that they have
--   runs: in one transaction with its record
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, ', plan VARCHAR(20) DEFAULT ''trial''', ', plan VARCHAR(20) DEFAULT ''free''')
--     WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, ', plan VARCHAR(20) DEFAULT ''trial''', '')) = length(', plan VARCHAR(20) DEFAULT ''trial''')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'the default of users.plan is as it was', holds = (changes() = 1)
--   undo: CREATE VIEW migrate_definition_changed AS SELECT 1
--   undo: DROP VIEW migrate_definition_changed
UPDATE "users" SET "plan" = "plan" WHERE "plan" COLLATE BINARY IS ('free');
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', plan VARCHAR(20) DEFAULT ''free''', ', plan VARCHAR(20) DEFAULT ''trial''')
WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, ', plan VARCHAR(20) DEFAULT ''free''', '')) = length(', plan VARCHAR(20) DEFAULT ''free''');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'the default of users.plan is set', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- [expand-3] set the default of users.seats
--   strategy: in place
--   lock: write lock on the database file, in proportion to the rows that hold the present default; those from before ADD COLUMN read it in the definition: each is written
--   why: rows that exist keep the value that they have
--   runs: in one transaction with its record
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, ', seats INTEGER DEFAULT 1', ', seats INTEGER')
--     WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, ', seats INTEGER DEFAULT 1', '')) = length(', seats INTEGER DEFAULT 1')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'the default of users.seats is as it was', holds = (changes() = 1)
--   undo: CREATE VIEW migrate_definition_changed AS SELECT 1
--   undo: DROP VIEW migrate_definition_changed
UPDATE "users" SET "seats" = "seats" WHERE "seats" COLLATE BINARY IS NULL;
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', seats INTEGER', ', seats INTEGER DEFAULT 1')
WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, ', seats INTEGER', '')) = length(', seats INTEGER');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'the default of users.seats is set', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
