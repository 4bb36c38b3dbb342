-- migration: rename_column_composite_key
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract prices has one more column: INSERT INTO prices VALUES (…) without a column list fails

-- ==== expand
-- [expand-1] add prices.price beside prices.amount, kept in step by triggers
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a second column; the NOT NULL of the first one is enforced by the triggers until contract, because new code leaves it out
--   runs: in one transaction with its record
--   undo: UPDATE migrate_guard SET expectation = 'no row of prices has a NULL in amount', holds = (NOT EXISTS (SELECT 1 FROM "prices" WHERE "amount" IS NULL))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__prices__amount*/', 'NOT NULL')
--     WHERE type = 'table' AND name = 'prices' AND length(sql) - length(replace(sql, '/*migrate_not_null__prices__amount*/', '')) = length('/*migrate_not_null__prices__amount*/')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'prices.amount is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('prices') WHERE name = 'amount')
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__prices__amount__price__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__prices__amount__price__update"
--   undo: ALTER TABLE "prices" DROP COLUMN "price"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ',
  amount DECIMAL(10,2) NOT NULL', ',
  amount DECIMAL(10,2) /*migrate_not_null__prices__amount*/')
WHERE type = 'table' AND name = 'prices' AND length(sql) - length(replace(sql, ',
  amount DECIMAL(10,2) NOT NULL', '')) = length(',
  amount DECIMAL(10,2) NOT NULL');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'prices.amount accepts NULL; its triggers refuse it from here on', holds = (SELECT "notnull" = 0 FROM pragma_table_info('prices') WHERE name = 'amount');
ALTER TABLE "prices" ADD COLUMN "price" DECIMAL(10,2);
CREATE TRIGGER "migrate_sync__prices__amount__price__insert" AFTER INSERT ON "prices"
WHEN (NEW."price" COLLATE BINARY IS NOT NEW."amount") OR NEW."amount" IS NULL
BEGIN
  UPDATE "prices" SET "amount" = "price" WHERE "rowid" = NEW."rowid" AND (NEW."price" COLLATE BINARY IS NOT NULL) AND ("amount" COLLATE BINARY IS NOT "price");
  UPDATE "prices" SET "price" = "amount" WHERE "rowid" = NEW."rowid" AND NOT (NEW."price" COLLATE BINARY IS NOT NULL) AND ("amount" COLLATE BINARY IS NOT "price");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: prices.amount') FROM "prices" WHERE "rowid" = NEW."rowid" AND "amount" IS NULL;
END;
CREATE TRIGGER "migrate_sync__prices__amount__price__update" AFTER UPDATE OF "amount", "price" ON "prices"
WHEN (NEW."price" COLLATE BINARY IS NOT NEW."amount") OR NEW."amount" IS NULL
BEGIN
  UPDATE "prices" SET "amount" = "price" WHERE "rowid" = NEW."rowid" AND ("amount" COLLATE BINARY IS NOT "price") AND ((NEW."price" COLLATE BINARY IS NOT OLD."price")
    OR (NOT (NEW."amount" COLLATE BINARY IS NOT OLD."amount") AND (NEW."price" COLLATE BINARY IS NOT NULL) AND NOT (NEW."amount" COLLATE BINARY IS NOT NULL)));
  UPDATE "prices" SET "price" = "amount" WHERE "rowid" = NEW."rowid" AND ("amount" COLLATE BINARY IS NOT "price");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: prices.amount') FROM "prices" WHERE "rowid" = NEW."rowid" AND "amount" IS NULL;
END;

-- ==== backfill
-- [backfill-1] fill prices.price from amount
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table prices by shop, sku; each commits together with its checkpoint
--   first key, once:
SELECT "shop", "sku" FROM "prices" ORDER BY "shop", "sku" LIMIT 1;
--   last key, once:
SELECT "shop", "sku" FROM "prices" ORDER BY "shop" DESC, "sku" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.shop, ?2 = from.sku, ?3 = end.shop, ?4 = end.sku, ?5 = batch size - 1
SELECT "shop", "sku" FROM "prices" WHERE ("shop", "sku") >= (?1, ?2) AND ("shop", "sku") <= (?3, ?4) ORDER BY "shop", "sku" LIMIT 2 OFFSET ?5;
--   the batch:
--     ?1 = from.shop, ?2 = from.sku, ?3 = to.shop, ?4 = to.sku
UPDATE "prices" SET "price" = "amount" WHERE ("shop", "sku") >= (?1, ?2) AND ("shop", "sku") <= (?3, ?4) AND ("amount" COLLATE BINARY IS NOT "price");

-- [backfill-2] compare prices.price with prices.amount
--   lock: none on prices; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table prices by shop, sku; each commits together with its checkpoint
--   first key, once:
SELECT "shop", "sku" FROM "prices" ORDER BY "shop", "sku" LIMIT 1;
--   last key, once:
SELECT "shop", "sku" FROM "prices" ORDER BY "shop" DESC, "sku" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.shop, ?2 = from.sku, ?3 = end.shop, ?4 = end.sku, ?5 = batch size - 1
SELECT "shop", "sku" FROM "prices" WHERE ("shop", "sku") >= (?1, ?2) AND ("shop", "sku") <= (?3, ?4) ORDER BY "shop", "sku" LIMIT 2 OFFSET ?5;
--   the batch (a row returned is a difference):
--     ?1 = from.shop, ?2 = from.sku, ?3 = to.shop, ?4 = to.sku
SELECT "shop", "sku" FROM "prices" WHERE ("shop", "sku") >= (?1, ?2) AND ("shop", "sku") <= (?3, ?4) AND ("amount" COLLATE BINARY IS NOT "price") LIMIT 5;

-- ==== contract
-- [contract-1] compare prices.price with prices.amount again
--   lock: none on prices; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table prices by shop, sku; each commits together with its checkpoint
--   first key, once:
SELECT "shop", "sku" FROM "prices" ORDER BY "shop", "sku" LIMIT 1;
--   last key, once:
SELECT "shop", "sku" FROM "prices" ORDER BY "shop" DESC, "sku" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.shop, ?2 = from.sku, ?3 = end.shop, ?4 = end.sku, ?5 = batch size - 1
SELECT "shop", "sku" FROM "prices" WHERE ("shop", "sku") >= (?1, ?2) AND ("shop", "sku") <= (?3, ?4) ORDER BY "shop", "sku" LIMIT 2 OFFSET ?5;
--   the batch (a row returned is a difference):
--     ?1 = from.shop, ?2 = from.sku, ?3 = to.shop, ?4 = to.sku
SELECT "shop", "sku" FROM "prices" WHERE ("shop", "sku") >= (?1, ?2) AND ("shop", "sku") <= (?3, ?4) AND ("amount" COLLATE BINARY IS NOT "price") LIMIT 5;

-- [contract-2] drop the second column, rename prices.amount to price
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'prices.amount and prices.price hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "prices" WHERE ("amount" COLLATE BINARY IS NOT "price")));
UPDATE migrate_guard SET expectation = 'no row of prices has a NULL in amount', holds = (NOT EXISTS (SELECT 1 FROM "prices" WHERE "amount" IS NULL));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__prices__amount*/', 'NOT NULL')
WHERE type = 'table' AND name = 'prices' AND length(sql) - length(replace(sql, '/*migrate_not_null__prices__amount*/', '')) = length('/*migrate_not_null__prices__amount*/');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'prices.amount is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('prices') WHERE name = 'amount');
DROP TRIGGER IF EXISTS "migrate_sync__prices__amount__price__insert";
DROP TRIGGER IF EXISTS "migrate_sync__prices__amount__price__update";
ALTER TABLE "prices" DROP COLUMN "price";
ALTER TABLE "prices" RENAME COLUMN "amount" TO "price";
