-- migration: rename_column_default
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract tickets has one more column: INSERT INTO tickets VALUES (…) without a column list fails

-- ==== expand
-- [expand-1] add tickets.state beside tickets.status, kept in step by triggers
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a second column that both versions may write
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__tickets__status__state__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__tickets__status__state__update"
--   undo: ALTER TABLE "tickets" DROP COLUMN "state"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
ALTER TABLE "tickets" ADD COLUMN "state" VARCHAR(20) DEFAULT 'new';
CREATE TRIGGER "migrate_sync__tickets__status__state__insert" AFTER INSERT ON "tickets"
WHEN (NEW."state" COLLATE BINARY IS NOT NEW."status")
BEGIN
  UPDATE "tickets" SET "status" = "state" WHERE "id" = NEW."id" AND (NEW."state" COLLATE BINARY IS NOT ('new')) AND ("status" COLLATE BINARY IS NOT "state");
  UPDATE "tickets" SET "state" = "status" WHERE "id" = NEW."id" AND NOT (NEW."state" COLLATE BINARY IS NOT ('new')) AND ("status" COLLATE BINARY IS NOT "state");
  DELETE FROM "tickets" WHERE "id" = NEW."id" AND ("status" COLLATE BINARY IS NOT "state") AND "status" COLLATE BINARY IS NEW."status";
END;
CREATE TRIGGER "migrate_sync__tickets__status__state__update" AFTER UPDATE OF "status", "state" ON "tickets"
WHEN (NEW."state" COLLATE BINARY IS NOT NEW."status")
BEGIN
  UPDATE "tickets" SET "status" = "state" WHERE "id" = NEW."id" AND ("status" COLLATE BINARY IS NOT "state") AND ((NEW."state" COLLATE BINARY IS NOT OLD."state")
    OR (NOT (NEW."status" COLLATE BINARY IS NOT OLD."status") AND (NEW."state" COLLATE BINARY IS NOT ('new')) AND NOT (NEW."status" COLLATE BINARY IS NOT ('new'))));
  UPDATE "tickets" SET "state" = "status" WHERE "id" = NEW."id" AND ("status" COLLATE BINARY IS NOT "state");
END;

-- [expand-2] add tickets.urgency beside tickets.priority, kept in step by triggers
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a second column that both versions may write
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__tickets__priority__urgency__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__tickets__priority__urgency__update"
--   undo: ALTER TABLE "tickets" DROP COLUMN "urgency"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
ALTER TABLE "tickets" ADD COLUMN "urgency" INTEGER DEFAULT 3;
CREATE TRIGGER "migrate_sync__tickets__priority__urgency__insert" AFTER INSERT ON "tickets"
WHEN (NEW."urgency" COLLATE BINARY IS NOT NEW."priority")
BEGIN
  UPDATE "tickets" SET "priority" = "urgency" WHERE "id" = NEW."id" AND (NEW."urgency" COLLATE BINARY IS NOT (3)) AND ("priority" COLLATE BINARY IS NOT "urgency");
  UPDATE "tickets" SET "urgency" = "priority" WHERE "id" = NEW."id" AND NOT (NEW."urgency" COLLATE BINARY IS NOT (3)) AND ("priority" COLLATE BINARY IS NOT "urgency");
END;
CREATE TRIGGER "migrate_sync__tickets__priority__urgency__update" AFTER UPDATE OF "priority", "urgency" ON "tickets"
WHEN (NEW."urgency" COLLATE BINARY IS NOT NEW."priority")
BEGIN
  UPDATE "tickets" SET "priority" = "urgency" WHERE "id" = NEW."id" AND ("priority" COLLATE BINARY IS NOT "urgency") AND ((NEW."urgency" COLLATE BINARY IS NOT OLD."urgency")
    OR (NOT (NEW."priority" COLLATE BINARY IS NOT OLD."priority") AND (NEW."urgency" COLLATE BINARY IS NOT (3)) AND NOT (NEW."priority" COLLATE BINARY IS NOT (3))));
  UPDATE "tickets" SET "urgency" = "priority" WHERE "id" = NEW."id" AND ("priority" COLLATE BINARY IS NOT "urgency");
END;

-- ==== backfill
-- [backfill-1] fill tickets.state from status
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "tickets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "tickets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "tickets" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "tickets" SET "state" = "status" WHERE "id" >= ?1 AND "id" <= ?2 AND ("status" COLLATE BINARY IS NOT "state");

-- [backfill-2] compare tickets.state with tickets.status
--   lock: none on tickets; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "tickets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "tickets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "tickets" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "tickets" WHERE "id" >= ?1 AND "id" <= ?2 AND ("status" COLLATE BINARY IS NOT "state") LIMIT 5;

-- [backfill-3] fill tickets.urgency from priority
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "tickets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "tickets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "tickets" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "tickets" SET "urgency" = "priority" WHERE "id" >= ?1 AND "id" <= ?2 AND ("priority" COLLATE BINARY IS NOT "urgency");

-- [backfill-4] compare tickets.urgency with tickets.priority
--   lock: none on tickets; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "tickets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "tickets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "tickets" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "tickets" WHERE "id" >= ?1 AND "id" <= ?2 AND ("priority" COLLATE BINARY IS NOT "urgency") LIMIT 5;

-- ==== contract
-- [contract-1] compare tickets.state with tickets.status again
--   lock: none on tickets; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "tickets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "tickets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "tickets" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "tickets" WHERE "id" >= ?1 AND "id" <= ?2 AND ("status" COLLATE BINARY IS NOT "state") LIMIT 5;

-- [contract-2] compare tickets.urgency with tickets.priority again
--   lock: none on tickets; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "tickets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "tickets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "tickets" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "tickets" WHERE "id" >= ?1 AND "id" <= ?2 AND ("priority" COLLATE BINARY IS NOT "urgency") LIMIT 5;

-- [contract-3] drop the second column, rename tickets.status to state
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'tickets.status and tickets.state hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "tickets" WHERE ("status" COLLATE BINARY IS NOT "state")));
DROP TRIGGER IF EXISTS "migrate_sync__tickets__status__state__insert";
DROP TRIGGER IF EXISTS "migrate_sync__tickets__status__state__update";
ALTER TABLE "tickets" DROP COLUMN "state";
ALTER TABLE "tickets" RENAME COLUMN "status" TO "state";

-- [contract-4] drop the second column, rename tickets.priority to urgency
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'tickets.priority and tickets.urgency hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "tickets" WHERE ("priority" COLLATE BINARY IS NOT "urgency")));
DROP TRIGGER IF EXISTS "migrate_sync__tickets__priority__urgency__insert";
DROP TRIGGER IF EXISTS "migrate_sync__tickets__priority__urgency__update";
ALTER TABLE "tickets" DROP COLUMN "urgency";
ALTER TABLE "tickets" RENAME COLUMN "priority" TO "urgency";
