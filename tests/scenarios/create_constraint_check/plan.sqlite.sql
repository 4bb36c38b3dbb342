-- migration: create_constraint_check
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: CHECK tickets_seat of tickets holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows

-- ==== expand
-- [expand-1] mark the place of CHECK tickets_seat of tickets
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a comment in the definition, for contract
--   runs: in one transaction with its record
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, ', title TEXT /*migrate_rule__tickets__tickets_seat*/', ', title TEXT')
--     WHERE type = 'table' AND name = 'tickets' AND length(sql) - length(replace(sql, ', title TEXT /*migrate_rule__tickets__tickets_seat*/', '')) = length(', title TEXT /*migrate_rule__tickets__tickets_seat*/')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'no place of CHECK tickets_seat of tickets', holds = (changes() = 1)
--   undo: CREATE VIEW migrate_definition_changed AS SELECT 1
--   undo: DROP VIEW migrate_definition_changed
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', title TEXT', ', title TEXT /*migrate_rule__tickets__tickets_seat*/')
WHERE type = 'table' AND name = 'tickets' AND length(sql) - length(replace(sql, ', title TEXT', '')) = length(', title TEXT');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'the place of CHECK tickets_seat of tickets', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- ==== backfill
-- [backfill-1] look for rows that CHECK tickets_seat of tickets would refuse
--   lock: none on tickets; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "tickets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "tickets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "tickets" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "tickets" WHERE "id" >= ?1 AND "id" <= ?2 AND NOT (seat < places
) LIMIT 5;

-- ==== contract
-- [contract-1] look for rows that CHECK tickets_seat of tickets would refuse, again
--   lock: none on tickets; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "tickets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "tickets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "tickets" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "tickets" WHERE "id" >= ?1 AND "id" <= ?2 AND NOT (seat < places
) LIMIT 5;

-- [contract-2] require CHECK tickets_seat of tickets
--   strategy: instant
--   lock: write lock on the database file, one read of the table, then milliseconds; proof and rule belong in one transaction
--   why: old code, which may break it, is gone; the stored definition alone changes
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'no row breaks CHECK tickets_seat of tickets', holds = (NOT EXISTS (SELECT 1 FROM "tickets" WHERE NOT (seat < places
)));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ' /*migrate_rule__tickets__tickets_seat*/', ', CONSTRAINT "tickets_seat" CHECK (seat < places
)')
WHERE type = 'table' AND name = 'tickets' AND length(sql) - length(replace(sql, ' /*migrate_rule__tickets__tickets_seat*/', '')) = length(' /*migrate_rule__tickets__tickets_seat*/');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'CHECK tickets_seat of tickets is in the definition', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;
