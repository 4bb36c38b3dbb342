-- migration: rename_column_case_insensitive
-- description: A change of case alone is a change, whatever the collation says
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract tags has one more column: INSERT INTO tags VALUES (…) without a column list fails

-- ==== expand
-- [expand-1] add tags.title beside tags.label, kept in step by triggers
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a second column; the NOT NULL of the first one is enforced by the triggers until contract, because new code leaves it out
--   runs: in one transaction with its record
--   undo: UPDATE migrate_guard SET expectation = 'no row of tags has a NULL in label', holds = (NOT EXISTS (SELECT 1 FROM "tags" WHERE "label" IS NULL))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__tags__label*/', 'NOT NULL')
--     WHERE type = 'table' AND name = 'tags' AND length(sql) - length(replace(sql, '/*migrate_not_null__tags__label*/', '')) = length('/*migrate_not_null__tags__label*/')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'tags.label is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('tags') WHERE name = 'label')
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__tags__label__title__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__tags__label__title__update"
--   undo: ALTER TABLE "tags" DROP COLUMN "title"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', label VARCHAR(50) COLLATE NOCASE NOT NULL', ', label VARCHAR(50) COLLATE NOCASE /*migrate_not_null__tags__label*/')
WHERE type = 'table' AND name = 'tags' AND length(sql) - length(replace(sql, ', label VARCHAR(50) COLLATE NOCASE NOT NULL', '')) = length(', label VARCHAR(50) COLLATE NOCASE NOT NULL');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'tags.label accepts NULL; its triggers refuse it from here on', holds = (SELECT "notnull" = 0 FROM pragma_table_info('tags') WHERE name = 'label');
ALTER TABLE "tags" ADD COLUMN "title" VARCHAR(50) COLLATE "NOCASE";
CREATE TRIGGER "migrate_sync__tags__label__title__insert" AFTER INSERT ON "tags"
WHEN (NEW."title" COLLATE BINARY IS NOT NEW."label") OR NEW."label" IS NULL
BEGIN
  UPDATE "tags" SET "label" = "title" WHERE "id" = NEW."id" AND (NEW."title" COLLATE BINARY IS NOT NULL) AND ("label" COLLATE BINARY IS NOT "title");
  UPDATE "tags" SET "title" = "label" WHERE "id" = NEW."id" AND NOT (NEW."title" COLLATE BINARY IS NOT NULL) AND ("label" COLLATE BINARY IS NOT "title");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: tags.label') FROM "tags" WHERE "id" = NEW."id" AND "label" IS NULL;
END;
CREATE TRIGGER "migrate_sync__tags__label__title__update" AFTER UPDATE OF "label", "title" ON "tags"
WHEN (NEW."title" COLLATE BINARY IS NOT NEW."label") OR NEW."label" IS NULL
BEGIN
  UPDATE "tags" SET "label" = "title" WHERE "id" = NEW."id" AND ("label" COLLATE BINARY IS NOT "title") AND ((NEW."title" COLLATE BINARY IS NOT OLD."title")
    OR (NOT (NEW."label" COLLATE BINARY IS NOT OLD."label") AND (NEW."title" COLLATE BINARY IS NOT NULL) AND NOT (NEW."label" COLLATE BINARY IS NOT NULL)));
  UPDATE "tags" SET "title" = "label" WHERE "id" = NEW."id" AND ("label" COLLATE BINARY IS NOT "title");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: tags.label') FROM "tags" WHERE "id" = NEW."id" AND "label" IS NULL;
END;

-- ==== backfill
-- [backfill-1] fill tags.title from label
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table tags by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "tags" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "tags" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "tags" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "tags" SET "title" = "label" WHERE "id" >= ?1 AND "id" <= ?2 AND ("label" COLLATE BINARY IS NOT "title");

-- [backfill-2] compare tags.title with tags.label
--   lock: none on tags; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table tags by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "tags" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "tags" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "tags" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "tags" WHERE "id" >= ?1 AND "id" <= ?2 AND ("label" COLLATE BINARY IS NOT "title") LIMIT 5;

-- ==== contract
-- [contract-1] compare tags.title with tags.label again
--   lock: none on tags; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table tags by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "tags" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "tags" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "tags" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "tags" WHERE "id" >= ?1 AND "id" <= ?2 AND ("label" COLLATE BINARY IS NOT "title") LIMIT 5;

-- [contract-2] drop the second column, rename tags.label to title
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'tags.label and tags.title hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "tags" WHERE ("label" COLLATE BINARY IS NOT "title")));
UPDATE migrate_guard SET expectation = 'no row of tags has a NULL in label', holds = (NOT EXISTS (SELECT 1 FROM "tags" WHERE "label" IS NULL));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__tags__label*/', 'NOT NULL')
WHERE type = 'table' AND name = 'tags' AND length(sql) - length(replace(sql, '/*migrate_not_null__tags__label*/', '')) = length('/*migrate_not_null__tags__label*/');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'tags.label is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('tags') WHERE name = 'label');
DROP TRIGGER IF EXISTS "migrate_sync__tags__label__title__insert";
DROP TRIGGER IF EXISTS "migrate_sync__tags__label__title__update";
ALTER TABLE "tags" DROP COLUMN "title";
ALTER TABLE "tags" RENAME COLUMN "label" TO "title";
