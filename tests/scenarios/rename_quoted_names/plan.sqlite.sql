-- migration: rename_quoted_names
-- description: Names with spaces, quotes, reserved words and Unicode
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract order items; -- ünï has one more column: INSERT INTO order items; -- ünï VALUES (…) without a column list fails

-- ==== expand
-- [expand-1] add order items; -- ünï.from "λ" `where` beside order items; -- ünï.it's a "name", kept in step by triggers
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a second column; the NOT NULL of the first one is enforced by the triggers until contract, because new code leaves it out
--   runs: in one transaction with its record
--   undo: UPDATE migrate_guard SET expectation = 'no row of order items; -- ünï has a NULL in it''s a "name"', holds = (NOT EXISTS (SELECT 1 FROM "order items; -- ünï" WHERE "it's a ""name""" IS NULL))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__order items; -- ünï__it''s a "name"*/', 'NOT NULL')
--     WHERE type = 'table' AND name = 'order items; -- ünï' AND length(sql) - length(replace(sql, '/*migrate_not_null__order items; -- ünï__it''s a "name"*/', '')) = length('/*migrate_not_null__order items; -- ünï__it''s a "name"*/')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'order items; -- ünï.it''s a "name" is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('order items; -- ünï') WHERE name = 'it''s a "name"')
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__order items; -- ünï__it's a ""name""__from ""λ"" `where`__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__order items; -- ünï__it's a ""name""__from ""λ"" `where`__update"
--   undo: ALTER TABLE "order items; -- ünï" DROP COLUMN "from ""λ"" `where`"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ',
  "it''s a ""name""" VARCHAR(100) NOT NULL', ',
  "it''s a ""name""" VARCHAR(100) /*migrate_not_null__order items; -- ünï__it''s a "name"*/')
WHERE type = 'table' AND name = 'order items; -- ünï' AND length(sql) - length(replace(sql, ',
  "it''s a ""name""" VARCHAR(100) NOT NULL', '')) = length(',
  "it''s a ""name""" VARCHAR(100) NOT NULL');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'order items; -- ünï.it''s a "name" accepts NULL; its triggers refuse it from here on', holds = (SELECT "notnull" = 0 FROM pragma_table_info('order items; -- ünï') WHERE name = 'it''s a "name"')
;
ALTER TABLE "order items; -- ünï" ADD COLUMN "from ""λ"" `where`" VARCHAR(100)
;
CREATE TRIGGER "migrate_sync__order items; -- ünï__it's a ""name""__from ""λ"" `where`__insert" AFTER INSERT ON "order items; -- ünï"
WHEN (NEW."from ""λ"" `where`" COLLATE BINARY IS NOT NEW."it's a ""name""") OR NEW."it's a ""name""" IS NULL
BEGIN
  UPDATE "order items; -- ünï" SET "it's a ""name""" = "from ""λ"" `where`" WHERE "select" = NEW."select" AND (NEW."from ""λ"" `where`" COLLATE BINARY IS NOT NULL) AND ("it's a ""name""" COLLATE BINARY IS NOT "from ""λ"" `where`");
  UPDATE "order items; -- ünï" SET "from ""λ"" `where`" = "it's a ""name""" WHERE "select" = NEW."select" AND NOT (NEW."from ""λ"" `where`" COLLATE BINARY IS NOT NULL) AND ("it's a ""name""" COLLATE BINARY IS NOT "from ""λ"" `where`");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: order items; -- ünï.it''s a "name"') FROM "order items; -- ünï" WHERE "select" = NEW."select" AND "it's a ""name""" IS NULL;
END;
CREATE TRIGGER "migrate_sync__order items; -- ünï__it's a ""name""__from ""λ"" `where`__update" AFTER UPDATE OF "it's a ""name""", "from ""λ"" `where`" ON "order items; -- ünï"
WHEN (NEW."from ""λ"" `where`" COLLATE BINARY IS NOT NEW."it's a ""name""") OR NEW."it's a ""name""" IS NULL
BEGIN
  UPDATE "order items; -- ünï" SET "it's a ""name""" = "from ""λ"" `where`" WHERE "select" = NEW."select" AND ("it's a ""name""" COLLATE BINARY IS NOT "from ""λ"" `where`") AND ((NEW."from ""λ"" `where`" COLLATE BINARY IS NOT OLD."from ""λ"" `where`")
    OR (NOT (NEW."it's a ""name""" COLLATE BINARY IS NOT OLD."it's a ""name""") AND (NEW."from ""λ"" `where`" COLLATE BINARY IS NOT NULL) AND NOT (NEW."it's a ""name""" COLLATE BINARY IS NOT NULL)));
  UPDATE "order items; -- ünï" SET "from ""λ"" `where`" = "it's a ""name""" WHERE "select" = NEW."select" AND ("it's a ""name""" COLLATE BINARY IS NOT "from ""λ"" `where`");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: order items; -- ünï.it''s a "name"') FROM "order items; -- ünï" WHERE "select" = NEW."select" AND "it's a ""name""" IS NULL;
END;

-- [expand-2] add order items; -- ünï.mixed ${case} beside order items; -- ünï.Mixed Case, kept in step by triggers
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a second column that both versions may write
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__order items; -- ünï__Mixed Case__mixed ${case}__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__order items; -- ünï__Mixed Case__mixed ${case}__update"
--   undo: ALTER TABLE "order items; -- ünï" DROP COLUMN "mixed ${case}"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
ALTER TABLE "order items; -- ünï" ADD COLUMN "mixed ${case}" VARCHAR(100)
;
CREATE TRIGGER "migrate_sync__order items; -- ünï__Mixed Case__mixed ${case}__insert" AFTER INSERT ON "order items; -- ünï"
WHEN (NEW."mixed ${case}" COLLATE BINARY IS NOT NEW."Mixed Case")
BEGIN
  UPDATE "order items; -- ünï" SET "Mixed Case" = "mixed ${case}" WHERE "select" = NEW."select" AND (NEW."mixed ${case}" COLLATE BINARY IS NOT NULL) AND ("Mixed Case" COLLATE BINARY IS NOT "mixed ${case}");
  UPDATE "order items; -- ünï" SET "mixed ${case}" = "Mixed Case" WHERE "select" = NEW."select" AND NOT (NEW."mixed ${case}" COLLATE BINARY IS NOT NULL) AND ("Mixed Case" COLLATE BINARY IS NOT "mixed ${case}");
END;
CREATE TRIGGER "migrate_sync__order items; -- ünï__Mixed Case__mixed ${case}__update" AFTER UPDATE OF "Mixed Case", "mixed ${case}" ON "order items; -- ünï"
WHEN (NEW."mixed ${case}" COLLATE BINARY IS NOT NEW."Mixed Case")
BEGIN
  UPDATE "order items; -- ünï" SET "Mixed Case" = "mixed ${case}" WHERE "select" = NEW."select" AND ("Mixed Case" COLLATE BINARY IS NOT "mixed ${case}") AND ((NEW."mixed ${case}" COLLATE BINARY IS NOT OLD."mixed ${case}")
    OR (NOT (NEW."Mixed Case" COLLATE BINARY IS NOT OLD."Mixed Case") AND (NEW."mixed ${case}" COLLATE BINARY IS NOT NULL) AND NOT (NEW."Mixed Case" COLLATE BINARY IS NOT NULL)));
  UPDATE "order items; -- ünï" SET "mixed ${case}" = "Mixed Case" WHERE "select" = NEW."select" AND ("Mixed Case" COLLATE BINARY IS NOT "mixed ${case}");
END;

-- ==== backfill
-- [backfill-1] fill order items; -- ünï.from "λ" `where` from it's a "name"
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table order items; -- ünï by select; each commits together with its checkpoint
--   first key, once:
SELECT "select" FROM "order items; -- ünï" ORDER BY "select" LIMIT 1
;
--   last key, once:
SELECT "select" FROM "order items; -- ünï" ORDER BY "select" DESC LIMIT 1
;
--   end of this batch and start of the next:
--     ?1 = from.select, ?2 = end.select, ?3 = batch size - 1
SELECT "select" FROM "order items; -- ünï" WHERE "select" >= ?1 AND "select" <= ?2 ORDER BY "select" LIMIT 2 OFFSET ?3
;
--   the batch:
--     ?1 = from.select, ?2 = to.select
UPDATE "order items; -- ünï" SET "from ""λ"" `where`" = "it's a ""name""" WHERE "select" >= ?1 AND "select" <= ?2 AND ("it's a ""name""" COLLATE BINARY IS NOT "from ""λ"" `where`")
;

-- [backfill-2] compare order items; -- ünï.from "λ" `where` with order items; -- ünï.it's a "name"
--   lock: none on order items; -- ünï; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table order items; -- ünï by select; each commits together with its checkpoint
--   first key, once:
SELECT "select" FROM "order items; -- ünï" ORDER BY "select" LIMIT 1
;
--   last key, once:
SELECT "select" FROM "order items; -- ünï" ORDER BY "select" DESC LIMIT 1
;
--   end of this batch and start of the next:
--     ?1 = from.select, ?2 = end.select, ?3 = batch size - 1
SELECT "select" FROM "order items; -- ünï" WHERE "select" >= ?1 AND "select" <= ?2 ORDER BY "select" LIMIT 2 OFFSET ?3
;
--   the batch (a row returned is a difference):
--     ?1 = from.select, ?2 = to.select
SELECT "select" FROM "order items; -- ünï" WHERE "select" >= ?1 AND "select" <= ?2 AND ("it's a ""name""" COLLATE BINARY IS NOT "from ""λ"" `where`") LIMIT 5
;

-- [backfill-3] fill order items; -- ünï.mixed ${case} from Mixed Case
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table order items; -- ünï by select; each commits together with its checkpoint
--   first key, once:
SELECT "select" FROM "order items; -- ünï" ORDER BY "select" LIMIT 1
;
--   last key, once:
SELECT "select" FROM "order items; -- ünï" ORDER BY "select" DESC LIMIT 1
;
--   end of this batch and start of the next:
--     ?1 = from.select, ?2 = end.select, ?3 = batch size - 1
SELECT "select" FROM "order items; -- ünï" WHERE "select" >= ?1 AND "select" <= ?2 ORDER BY "select" LIMIT 2 OFFSET ?3
;
--   the batch:
--     ?1 = from.select, ?2 = to.select
UPDATE "order items; -- ünï" SET "mixed ${case}" = "Mixed Case" WHERE "select" >= ?1 AND "select" <= ?2 AND ("Mixed Case" COLLATE BINARY IS NOT "mixed ${case}")
;

-- [backfill-4] compare order items; -- ünï.mixed ${case} with order items; -- ünï.Mixed Case
--   lock: none on order items; -- ünï; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table order items; -- ünï by select; each commits together with its checkpoint
--   first key, once:
SELECT "select" FROM "order items; -- ünï" ORDER BY "select" LIMIT 1
;
--   last key, once:
SELECT "select" FROM "order items; -- ünï" ORDER BY "select" DESC LIMIT 1
;
--   end of this batch and start of the next:
--     ?1 = from.select, ?2 = end.select, ?3 = batch size - 1
SELECT "select" FROM "order items; -- ünï" WHERE "select" >= ?1 AND "select" <= ?2 ORDER BY "select" LIMIT 2 OFFSET ?3
;
--   the batch (a row returned is a difference):
--     ?1 = from.select, ?2 = to.select
SELECT "select" FROM "order items; -- ünï" WHERE "select" >= ?1 AND "select" <= ?2 AND ("Mixed Case" COLLATE BINARY IS NOT "mixed ${case}") LIMIT 5
;

-- ==== contract
-- [contract-1] compare order items; -- ünï.from "λ" `where` with order items; -- ünï.it's a "name" again
--   lock: none on order items; -- ünï; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table order items; -- ünï by select; each commits together with its checkpoint
--   first key, once:
SELECT "select" FROM "order items; -- ünï" ORDER BY "select" LIMIT 1
;
--   last key, once:
SELECT "select" FROM "order items; -- ünï" ORDER BY "select" DESC LIMIT 1
;
--   end of this batch and start of the next:
--     ?1 = from.select, ?2 = end.select, ?3 = batch size - 1
SELECT "select" FROM "order items; -- ünï" WHERE "select" >= ?1 AND "select" <= ?2 ORDER BY "select" LIMIT 2 OFFSET ?3
;
--   the batch (a row returned is a difference):
--     ?1 = from.select, ?2 = to.select
SELECT "select" FROM "order items; -- ünï" WHERE "select" >= ?1 AND "select" <= ?2 AND ("it's a ""name""" COLLATE BINARY IS NOT "from ""λ"" `where`") LIMIT 5
;

-- [contract-2] compare order items; -- ünï.mixed ${case} with order items; -- ünï.Mixed Case again
--   lock: none on order items; -- ünï; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table order items; -- ünï by select; each commits together with its checkpoint
--   first key, once:
SELECT "select" FROM "order items; -- ünï" ORDER BY "select" LIMIT 1
;
--   last key, once:
SELECT "select" FROM "order items; -- ünï" ORDER BY "select" DESC LIMIT 1
;
--   end of this batch and start of the next:
--     ?1 = from.select, ?2 = end.select, ?3 = batch size - 1
SELECT "select" FROM "order items; -- ünï" WHERE "select" >= ?1 AND "select" <= ?2 ORDER BY "select" LIMIT 2 OFFSET ?3
;
--   the batch (a row returned is a difference):
--     ?1 = from.select, ?2 = to.select
SELECT "select" FROM "order items; -- ünï" WHERE "select" >= ?1 AND "select" <= ?2 AND ("Mixed Case" COLLATE BINARY IS NOT "mixed ${case}") LIMIT 5
;

-- [contract-3] drop the second column, rename order items; -- ünï.it's a "name" to from "λ" `where`
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'order items; -- ünï.it''s a "name" and order items; -- ünï.from "λ" `where` hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "order items; -- ünï" WHERE ("it's a ""name""" COLLATE BINARY IS NOT "from ""λ"" `where`")))
;
UPDATE migrate_guard SET expectation = 'no row of order items; -- ünï has a NULL in it''s a "name"', holds = (NOT EXISTS (SELECT 1 FROM "order items; -- ünï" WHERE "it's a ""name""" IS NULL))
;
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__order items; -- ünï__it''s a "name"*/', 'NOT NULL')
WHERE type = 'table' AND name = 'order items; -- ünï' AND length(sql) - length(replace(sql, '/*migrate_not_null__order items; -- ünï__it''s a "name"*/', '')) = length('/*migrate_not_null__order items; -- ünï__it''s a "name"*/')
;
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'order items; -- ünï.it''s a "name" is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('order items; -- ünï') WHERE name = 'it''s a "name"')
;
DROP TRIGGER IF EXISTS "migrate_sync__order items; -- ünï__it's a ""name""__from ""λ"" `where`__insert"
;
DROP TRIGGER IF EXISTS "migrate_sync__order items; -- ünï__it's a ""name""__from ""λ"" `where`__update"
;
ALTER TABLE "order items; -- ünï" DROP COLUMN "from ""λ"" `where`"
;
ALTER TABLE "order items; -- ünï" RENAME COLUMN "it's a ""name""" TO "from ""λ"" `where`"
;

-- [contract-4] drop the second column, rename order items; -- ünï.Mixed Case to mixed ${case}
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'order items; -- ünï.Mixed Case and order items; -- ünï.mixed ${case} hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "order items; -- ünï" WHERE ("Mixed Case" COLLATE BINARY IS NOT "mixed ${case}")))
;
DROP TRIGGER IF EXISTS "migrate_sync__order items; -- ünï__Mixed Case__mixed ${case}__insert"
;
DROP TRIGGER IF EXISTS "migrate_sync__order items; -- ünï__Mixed Case__mixed ${case}__update"
;
ALTER TABLE "order items; -- ünï" DROP COLUMN "mixed ${case}"
;
ALTER TABLE "order items; -- ünï" RENAME COLUMN "Mixed Case" TO "mixed ${case}"
;
