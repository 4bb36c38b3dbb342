-- migration: rename_empty_table
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract inbox has one more column: INSERT INTO inbox VALUES (…) without a column list fails

-- ==== expand
-- [expand-1] add inbox.content beside inbox.body, kept in step by triggers
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a second column; the NOT NULL of the first one is enforced by the triggers until contract, because new code leaves it out
--   runs: in one transaction with its record
--   undo: UPDATE migrate_guard SET expectation = 'no row of inbox has a NULL in body', holds = (NOT EXISTS (SELECT 1 FROM "inbox" WHERE "body" IS NULL))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__inbox__body*/', 'NOT NULL')
--     WHERE type = 'table' AND name = 'inbox' AND length(sql) - length(replace(sql, '/*migrate_not_null__inbox__body*/', '')) = length('/*migrate_not_null__inbox__body*/')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'inbox.body is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('inbox') WHERE name = 'body')
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__inbox__body__content__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__inbox__body__content__update"
--   undo: ALTER TABLE "inbox" DROP COLUMN "content"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', body VARCHAR(200) NOT NULL', ', body VARCHAR(200) /*migrate_not_null__inbox__body*/')
WHERE type = 'table' AND name = 'inbox' AND length(sql) - length(replace(sql, ', body VARCHAR(200) NOT NULL', '')) = length(', body VARCHAR(200) NOT NULL');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'inbox.body accepts NULL; its triggers refuse it from here on', holds = (SELECT "notnull" = 0 FROM pragma_table_info('inbox') WHERE name = 'body');
ALTER TABLE "inbox" ADD COLUMN "content" VARCHAR(200);
CREATE TRIGGER "migrate_sync__inbox__body__content__insert" AFTER INSERT ON "inbox"
WHEN (NEW."content" COLLATE BINARY IS NOT NEW."body") OR NEW."body" IS NULL
BEGIN
  UPDATE "inbox" SET "body" = "content" WHERE "id" = NEW."id" AND (NEW."content" COLLATE BINARY IS NOT NULL) AND ("body" COLLATE BINARY IS NOT "content");
  UPDATE "inbox" SET "content" = "body" WHERE "id" = NEW."id" AND NOT (NEW."content" COLLATE BINARY IS NOT NULL) AND ("body" COLLATE BINARY IS NOT "content");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: inbox.body') FROM "inbox" WHERE "id" = NEW."id" AND "body" IS NULL;
END;
CREATE TRIGGER "migrate_sync__inbox__body__content__update" AFTER UPDATE OF "body", "content" ON "inbox"
WHEN (NEW."content" COLLATE BINARY IS NOT NEW."body") OR NEW."body" IS NULL
BEGIN
  UPDATE "inbox" SET "body" = "content" WHERE "id" = NEW."id" AND ("body" COLLATE BINARY IS NOT "content") AND ((NEW."content" COLLATE BINARY IS NOT OLD."content")
    OR (NOT (NEW."body" COLLATE BINARY IS NOT OLD."body") AND (NEW."content" COLLATE BINARY IS NOT NULL) AND NOT (NEW."body" COLLATE BINARY IS NOT NULL)));
  UPDATE "inbox" SET "content" = "body" WHERE "id" = NEW."id" AND ("body" COLLATE BINARY IS NOT "content");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: inbox.body') FROM "inbox" WHERE "id" = NEW."id" AND "body" IS NULL;
END;

-- ==== backfill
-- [backfill-1] fill inbox.content from body
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table inbox by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "inbox" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "inbox" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "inbox" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "inbox" SET "content" = "body" WHERE "id" >= ?1 AND "id" <= ?2 AND ("body" COLLATE BINARY IS NOT "content");

-- [backfill-2] compare inbox.content with inbox.body
--   lock: none on inbox; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table inbox by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "inbox" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "inbox" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "inbox" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "inbox" WHERE "id" >= ?1 AND "id" <= ?2 AND ("body" COLLATE BINARY IS NOT "content") LIMIT 5;

-- ==== contract
-- [contract-1] compare inbox.content with inbox.body again
--   lock: none on inbox; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table inbox by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "inbox" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "inbox" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "inbox" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "inbox" WHERE "id" >= ?1 AND "id" <= ?2 AND ("body" COLLATE BINARY IS NOT "content") LIMIT 5;

-- [contract-2] drop the second column, rename inbox.body to content
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'inbox.body and inbox.content hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "inbox" WHERE ("body" COLLATE BINARY IS NOT "content")));
UPDATE migrate_guard SET expectation = 'no row of inbox has a NULL in body', holds = (NOT EXISTS (SELECT 1 FROM "inbox" WHERE "body" IS NULL));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__inbox__body*/', 'NOT NULL')
WHERE type = 'table' AND name = 'inbox' AND length(sql) - length(replace(sql, '/*migrate_not_null__inbox__body*/', '')) = length('/*migrate_not_null__inbox__body*/');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'inbox.body is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('inbox') WHERE name = 'body');
DROP TRIGGER IF EXISTS "migrate_sync__inbox__body__content__insert";
DROP TRIGGER IF EXISTS "migrate_sync__inbox__body__content__update";
ALTER TABLE "inbox" DROP COLUMN "content";
ALTER TABLE "inbox" RENAME COLUMN "body" TO "content";
