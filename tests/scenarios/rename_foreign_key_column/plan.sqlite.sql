-- migration: rename_foreign_key_column
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract books has one more column: INSERT INTO books VALUES (…) without a column list fails

-- ==== expand
-- [expand-1] add books.author_id beside books.author, kept in step by triggers
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a second column; the NOT NULL of the first one is enforced by the triggers until contract, because new code leaves it out
--   runs: in one transaction with its record
--   undo: UPDATE migrate_guard SET expectation = 'no row of books has a NULL in author', holds = (NOT EXISTS (SELECT 1 FROM "books" WHERE "author" IS NULL))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__books__author*/', 'NOT NULL')
--     WHERE type = 'table' AND name = 'books' AND length(sql) - length(replace(sql, '/*migrate_not_null__books__author*/', '')) = length('/*migrate_not_null__books__author*/')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'books.author is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('books') WHERE name = 'author')
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__books__author__author_id__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__books__author__author_id__update"
--   undo: ALTER TABLE "books" DROP COLUMN "author_id"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ',
  author INTEGER NOT NULL', ',
  author INTEGER /*migrate_not_null__books__author*/')
WHERE type = 'table' AND name = 'books' AND length(sql) - length(replace(sql, ',
  author INTEGER NOT NULL', '')) = length(',
  author INTEGER NOT NULL');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'books.author accepts NULL; its triggers refuse it from here on', holds = (SELECT "notnull" = 0 FROM pragma_table_info('books') WHERE name = 'author');
ALTER TABLE "books" ADD COLUMN "author_id" INTEGER;
CREATE TRIGGER "migrate_sync__books__author__author_id__insert" AFTER INSERT ON "books"
WHEN (NEW."author_id" COLLATE BINARY IS NOT NEW."author") OR NEW."author" IS NULL
BEGIN
  UPDATE "books" SET "author" = "author_id" WHERE "id" = NEW."id" AND (NEW."author_id" COLLATE BINARY IS NOT NULL) AND ("author" COLLATE BINARY IS NOT "author_id");
  UPDATE "books" SET "author_id" = "author" WHERE "id" = NEW."id" AND NOT (NEW."author_id" COLLATE BINARY IS NOT NULL) AND ("author" COLLATE BINARY IS NOT "author_id");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: books.author') FROM "books" WHERE "id" = NEW."id" AND "author" IS NULL;
END;
CREATE TRIGGER "migrate_sync__books__author__author_id__update" AFTER UPDATE OF "author", "author_id" ON "books"
WHEN (NEW."author_id" COLLATE BINARY IS NOT NEW."author") OR NEW."author" IS NULL
BEGIN
  UPDATE "books" SET "author" = "author_id" WHERE "id" = NEW."id" AND ("author" COLLATE BINARY IS NOT "author_id") AND ((NEW."author_id" COLLATE BINARY IS NOT OLD."author_id")
    OR (NOT (NEW."author" COLLATE BINARY IS NOT OLD."author") AND (NEW."author_id" COLLATE BINARY IS NOT NULL) AND NOT (NEW."author" COLLATE BINARY IS NOT NULL)));
  UPDATE "books" SET "author_id" = "author" WHERE "id" = NEW."id" AND ("author" COLLATE BINARY IS NOT "author_id");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: books.author') FROM "books" WHERE "id" = NEW."id" AND "author" IS NULL;
END;

-- ==== backfill
-- [backfill-1] fill books.author_id from author
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table books by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "books" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "books" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "books" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "books" SET "author_id" = "author" WHERE "id" >= ?1 AND "id" <= ?2 AND ("author" COLLATE BINARY IS NOT "author_id");

-- [backfill-2] compare books.author_id with books.author
--   lock: none on books; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table books by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "books" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "books" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "books" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "books" WHERE "id" >= ?1 AND "id" <= ?2 AND ("author" COLLATE BINARY IS NOT "author_id") LIMIT 5;

-- ==== contract
-- [contract-1] compare books.author_id with books.author again
--   lock: none on books; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table books by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "books" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "books" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "books" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "books" WHERE "id" >= ?1 AND "id" <= ?2 AND ("author" COLLATE BINARY IS NOT "author_id") LIMIT 5;

-- [contract-2] drop the second column, rename books.author to author_id
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'books.author and books.author_id hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "books" WHERE ("author" COLLATE BINARY IS NOT "author_id")));
UPDATE migrate_guard SET expectation = 'no row of books has a NULL in author', holds = (NOT EXISTS (SELECT 1 FROM "books" WHERE "author" IS NULL));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__books__author*/', 'NOT NULL')
WHERE type = 'table' AND name = 'books' AND length(sql) - length(replace(sql, '/*migrate_not_null__books__author*/', '')) = length('/*migrate_not_null__books__author*/');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'books.author is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('books') WHERE name = 'author');
DROP TRIGGER IF EXISTS "migrate_sync__books__author__author_id__insert";
DROP TRIGGER IF EXISTS "migrate_sync__books__author__author_id__update";
ALTER TABLE "books" DROP COLUMN "author_id";
ALTER TABLE "books" RENAME COLUMN "author" TO "author_id";
