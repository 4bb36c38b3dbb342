-- migration: rename_key_column
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract stock has one more column: INSERT INTO stock VALUES (…) without a column list fails
-- note: UNIQUE (warehouse, code) of stock: an UPDATE of new code that changes other columns of it, too, is looked at once before a trigger has written stock.code: where another row has those values it fails, and UPDATE OR REPLACE takes that row away

-- ==== expand
-- [expand-1] add stock.sku beside stock.code, kept in step by triggers
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a second column; the NOT NULL of the first one is enforced by the triggers until contract, because new code leaves it out
--   runs: in one transaction with its record
--   undo: UPDATE migrate_guard SET expectation = 'no row of stock has a NULL in code', holds = (NOT EXISTS (SELECT 1 FROM "stock" WHERE "code" IS NULL))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__stock__code*/', 'NOT NULL')
--     WHERE type = 'table' AND name = 'stock' AND length(sql) - length(replace(sql, '/*migrate_not_null__stock__code*/', '')) = length('/*migrate_not_null__stock__code*/')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'stock.code is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('stock') WHERE name = 'code')
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__stock__code__sku__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__stock__code__sku__update"
--   undo: ALTER TABLE "stock" DROP COLUMN "sku"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ',
  code VARCHAR(20) NOT NULL', ',
  code VARCHAR(20) /*migrate_not_null__stock__code*/')
WHERE type = 'table' AND name = 'stock' AND length(sql) - length(replace(sql, ',
  code VARCHAR(20) NOT NULL', '')) = length(',
  code VARCHAR(20) NOT NULL');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'stock.code accepts NULL; its triggers refuse it from here on', holds = (SELECT "notnull" = 0 FROM pragma_table_info('stock') WHERE name = 'code');
ALTER TABLE "stock" ADD COLUMN "sku" VARCHAR(20);
CREATE TRIGGER "migrate_sync__stock__code__sku__insert" AFTER INSERT ON "stock"
WHEN (NEW."sku" COLLATE BINARY IS NOT NEW."code") OR NEW."code" IS NULL
BEGIN
  UPDATE "stock" SET "code" = "sku" WHERE "rowid" = NEW."rowid" AND (NEW."sku" COLLATE BINARY IS NOT NULL) AND ("code" COLLATE BINARY IS NOT "sku");
  UPDATE "stock" SET "sku" = "code" WHERE "rowid" = NEW."rowid" AND NOT (NEW."sku" COLLATE BINARY IS NOT NULL) AND ("code" COLLATE BINARY IS NOT "sku");
  DELETE FROM "stock" WHERE "rowid" = NEW."rowid" AND ("code" COLLATE BINARY IS NOT "sku") AND "code" COLLATE BINARY IS NEW."code";
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: stock.code') FROM "stock" WHERE "rowid" = NEW."rowid" AND "code" IS NULL;
END;
CREATE TRIGGER "migrate_sync__stock__code__sku__update" AFTER UPDATE OF "code", "sku" ON "stock"
WHEN (NEW."sku" COLLATE BINARY IS NOT NEW."code") OR NEW."code" IS NULL
BEGIN
  UPDATE "stock" SET "code" = "sku" WHERE "rowid" = NEW."rowid" AND ("code" COLLATE BINARY IS NOT "sku") AND ((NEW."sku" COLLATE BINARY IS NOT OLD."sku")
    OR (NOT (NEW."code" COLLATE BINARY IS NOT OLD."code") AND (NEW."sku" COLLATE BINARY IS NOT NULL) AND NOT (NEW."code" COLLATE BINARY IS NOT NULL)));
  UPDATE "stock" SET "sku" = "code" WHERE "rowid" = NEW."rowid" AND ("code" COLLATE BINARY IS NOT "sku");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: stock.code') FROM "stock" WHERE "rowid" = NEW."rowid" AND "code" IS NULL;
END;

-- ==== backfill
-- [backfill-1] fill stock.sku from code
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table stock by warehouse, code; each commits together with its checkpoint
--   first key, once:
SELECT "warehouse", "code" FROM "stock" ORDER BY "warehouse", "code" LIMIT 1;
--   last key, once:
SELECT "warehouse", "code" FROM "stock" ORDER BY "warehouse" DESC, "code" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.warehouse, ?2 = from.code, ?3 = end.warehouse, ?4 = end.code, ?5 = batch size - 1
SELECT "warehouse", "code" FROM "stock" WHERE ("warehouse", "code") >= (?1, ?2) AND ("warehouse", "code") <= (?3, ?4) ORDER BY "warehouse", "code" LIMIT 2 OFFSET ?5;
--   the batch:
--     ?1 = from.warehouse, ?2 = from.code, ?3 = to.warehouse, ?4 = to.code
UPDATE "stock" SET "sku" = "code" WHERE ("warehouse", "code") >= (?1, ?2) AND ("warehouse", "code") <= (?3, ?4) AND ("code" COLLATE BINARY IS NOT "sku");

-- [backfill-2] index stock.sku as the primary key is
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: the index is built in one go; SQLite has no other way; readers go on in WAL mode, a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: new code reads by the new name before contract
--   runs: in one transaction with its record
--   undo: DROP INDEX IF EXISTS "migrate_copy__stock__sqlite_autoindex_stock_1__sku"
CREATE UNIQUE INDEX "migrate_copy__stock__sqlite_autoindex_stock_1__sku" ON "stock" ("warehouse", "sku");

-- [backfill-3] compare stock.sku with stock.code
--   lock: none on stock; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table stock by warehouse, code; each commits together with its checkpoint
--   first key, once:
SELECT "warehouse", "code" FROM "stock" ORDER BY "warehouse", "code" LIMIT 1;
--   last key, once:
SELECT "warehouse", "code" FROM "stock" ORDER BY "warehouse" DESC, "code" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.warehouse, ?2 = from.code, ?3 = end.warehouse, ?4 = end.code, ?5 = batch size - 1
SELECT "warehouse", "code" FROM "stock" WHERE ("warehouse", "code") >= (?1, ?2) AND ("warehouse", "code") <= (?3, ?4) ORDER BY "warehouse", "code" LIMIT 2 OFFSET ?5;
--   the batch (a row returned is a difference):
--     ?1 = from.warehouse, ?2 = from.code, ?3 = to.warehouse, ?4 = to.code
SELECT "warehouse", "code" FROM "stock" WHERE ("warehouse", "code") >= (?1, ?2) AND ("warehouse", "code") <= (?3, ?4) AND ("code" COLLATE BINARY IS NOT "sku") LIMIT 5;

-- ==== contract
-- [contract-1] compare stock.sku with stock.code again
--   lock: none on stock; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table stock by warehouse, code; each commits together with its checkpoint
--   first key, once:
SELECT "warehouse", "code" FROM "stock" ORDER BY "warehouse", "code" LIMIT 1;
--   last key, once:
SELECT "warehouse", "code" FROM "stock" ORDER BY "warehouse" DESC, "code" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.warehouse, ?2 = from.code, ?3 = end.warehouse, ?4 = end.code, ?5 = batch size - 1
SELECT "warehouse", "code" FROM "stock" WHERE ("warehouse", "code") >= (?1, ?2) AND ("warehouse", "code") <= (?3, ?4) ORDER BY "warehouse", "code" LIMIT 2 OFFSET ?5;
--   the batch (a row returned is a difference):
--     ?1 = from.warehouse, ?2 = from.code, ?3 = to.warehouse, ?4 = to.code
SELECT "warehouse", "code" FROM "stock" WHERE ("warehouse", "code") >= (?1, ?2) AND ("warehouse", "code") <= (?3, ?4) AND ("code" COLLATE BINARY IS NOT "sku") LIMIT 5;

-- [contract-2] drop the second column, rename stock.code to sku
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'stock.code and stock.sku hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "stock" WHERE ("code" COLLATE BINARY IS NOT "sku")));
UPDATE migrate_guard SET expectation = 'no row of stock has a NULL in code', holds = (NOT EXISTS (SELECT 1 FROM "stock" WHERE "code" IS NULL));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__stock__code*/', 'NOT NULL')
WHERE type = 'table' AND name = 'stock' AND length(sql) - length(replace(sql, '/*migrate_not_null__stock__code*/', '')) = length('/*migrate_not_null__stock__code*/');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'stock.code is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('stock') WHERE name = 'code');
DROP TRIGGER IF EXISTS "migrate_sync__stock__code__sku__insert";
DROP TRIGGER IF EXISTS "migrate_sync__stock__code__sku__update";
DROP INDEX IF EXISTS "migrate_copy__stock__sqlite_autoindex_stock_1__sku";
ALTER TABLE "stock" DROP COLUMN "sku";
ALTER TABLE "stock" RENAME COLUMN "code" TO "sku";
