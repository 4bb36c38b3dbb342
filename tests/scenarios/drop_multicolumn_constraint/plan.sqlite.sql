-- migration: drop_multicolumn_constraint
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: old code reads what new code writes against tickets_seat of tickets; `down` replaces it when it is rolled back, in one statement

-- ==== expand
-- [expand-1] no longer require tickets_seat of tickets
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: new code may break it; the stored definition alone changes
--   runs: in one transaction with its record
--   undo: UPDATE "tickets" SET "rows" = (seat + 1
--     ) WHERE (NOT (seat < rows
--     )
--     ) AND (("rows" COLLATE BINARY IS NOT (seat + 1
--     )))
--   undo: UPDATE migrate_guard SET expectation = 'no row breaks tickets_seat of tickets', holds = (NOT EXISTS (SELECT 1 FROM "tickets" WHERE NOT (seat < rows
--     )))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, ', CONSTRAINT "migrate_rule__tickets__tickets_seat" CHECK (1)', ', CONSTRAINT tickets_seat CHECK (seat < rows)')
--     WHERE type = 'table' AND name = 'tickets' AND length(sql) - length(replace(sql, ', CONSTRAINT "migrate_rule__tickets__tickets_seat" CHECK (1)', '')) = length(', CONSTRAINT "migrate_rule__tickets__tickets_seat" CHECK (1)')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'tickets_seat of tickets is in the definition again', holds = (changes() = 1)
--   undo: CREATE VIEW migrate_definition_changed AS SELECT 1
--   undo: DROP VIEW migrate_definition_changed
--   lock of undo: write lock on the database file, one read of the table, then milliseconds; proof and rule belong in one transaction
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', CONSTRAINT tickets_seat CHECK (seat < rows)', ', CONSTRAINT "migrate_rule__tickets__tickets_seat" CHECK (1)')
WHERE type = 'table' AND name = 'tickets' AND length(sql) - length(replace(sql, ', CONSTRAINT tickets_seat CHECK (seat < rows)', '')) = length(', CONSTRAINT tickets_seat CHECK (seat < rows)');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'tickets_seat of tickets is out of the definition', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] forget the place of tickets_seat of tickets
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a rollback needs it no more
--   runs: in one transaction with its record
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', CONSTRAINT "migrate_rule__tickets__tickets_seat" CHECK (1)', '')
WHERE type = 'table' AND name = 'tickets' AND length(sql) - length(replace(sql, ', CONSTRAINT "migrate_rule__tickets__tickets_seat" CHECK (1)', '')) = length(', CONSTRAINT "migrate_rule__tickets__tickets_seat" CHECK (1)');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'the definition has no place of tickets_seat of tickets', holds = (NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'tickets' AND instr(sql, ', CONSTRAINT "migrate_rule__tickets__tickets_seat" CHECK (1)')));
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;
