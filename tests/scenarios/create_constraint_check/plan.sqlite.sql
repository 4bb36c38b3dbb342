-- migration: create_constraint_check
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: CHECK tickets_seat of tickets holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows

-- ==== expand
-- nothing to do

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
UPDATE sqlite_schema SET sql = substr(sql, 1, length(sql) - length(')')) || ', CONSTRAINT "tickets_seat" CHECK (seat < places
))'
WHERE type = 'table' AND name = 'tickets' AND substr(sql, -length(')')) = ')';
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'CHECK tickets_seat of tickets is in the definition', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;
