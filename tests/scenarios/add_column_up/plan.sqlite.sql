-- migration: add_column_up
-- description: A NOT NULL column derived from others until somebody sets it
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

-- ==== expand
-- [expand-1] add orders.total, filled by triggers where old code leaves it out
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: nullable until contract: old code does not know the column
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__orders__total__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__orders__total__update"
--   undo: ALTER TABLE "orders" DROP COLUMN "total"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of orders.total that are not what `up` gives, counted by SELECT count(*) FROM (SELECT 1 FROM "orders" WHERE "total" IS NOT NULL AND "total" COLLATE BINARY IS NOT (price * quantity
--     ) LIMIT 1000)
ALTER TABLE "orders" ADD COLUMN "total" INTEGER /*migrate_pending__orders__total*/;
CREATE TRIGGER "migrate_derive__orders__total__insert" AFTER INSERT ON "orders"
WHEN NEW."total" IS NULL
BEGIN
  UPDATE "orders" SET "total" = (price * quantity
) WHERE "id" = NEW."id" AND "total" IS NULL;
END;
CREATE TRIGGER "migrate_derive__orders__total__update" AFTER UPDATE ON "orders"
WHEN (NOT (NEW."total" COLLATE BINARY IS NOT OLD."total") AND (OLD."total" IS NULL OR OLD."total" COLLATE BINARY IS (SELECT (price * quantity
) FROM (SELECT OLD."price" AS "price", OLD."quantity" AS "quantity") AS "orders")))
BEGIN
  UPDATE "orders" SET "total" = (price * quantity
) WHERE "id" = NEW."id" AND NOT (NEW."total" COLLATE BINARY IS NOT OLD."total") AND (OLD."total" IS NULL OR OLD."total" COLLATE BINARY IS (SELECT (price * quantity
) FROM (SELECT OLD."price" AS "price", OLD."quantity" AS "quantity") AS "orders"))
    AND "total" COLLATE BINARY IS NOT (price * quantity
);
END;

-- ==== backfill
-- [backfill-1] fill orders.total
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "orders" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "orders" SET "total" = (price * quantity
) WHERE "id" >= ?1 AND "id" <= ?2 AND "total" IS NULL;

-- [backfill-2] look for rows without orders.total
--   lock: none on orders; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "orders" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "orders" WHERE "id" >= ?1 AND "id" <= ?2 AND "total" IS NULL LIMIT 5;

-- [backfill-3] the triggers refuse NULL in orders.total
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: new code may rely on it; the NOT NULL itself comes with contract
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__orders__total__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__orders__total__update"
--   undo: CREATE TRIGGER "migrate_derive__orders__total__insert" AFTER INSERT ON "orders"
--     WHEN NEW."total" IS NULL
--     BEGIN
--       UPDATE "orders" SET "total" = (price * quantity
--     ) WHERE "id" = NEW."id" AND "total" IS NULL;
--     END
--   undo: CREATE TRIGGER "migrate_derive__orders__total__update" AFTER UPDATE ON "orders"
--     WHEN (NOT (NEW."total" COLLATE BINARY IS NOT OLD."total") AND (OLD."total" IS NULL OR OLD."total" COLLATE BINARY IS (SELECT (price * quantity
--     ) FROM (SELECT OLD."price" AS "price", OLD."quantity" AS "quantity") AS "orders")))
--     BEGIN
--       UPDATE "orders" SET "total" = (price * quantity
--     ) WHERE "id" = NEW."id" AND NOT (NEW."total" COLLATE BINARY IS NOT OLD."total") AND (OLD."total" IS NULL OR OLD."total" COLLATE BINARY IS (SELECT (price * quantity
--     ) FROM (SELECT OLD."price" AS "price", OLD."quantity" AS "quantity") AS "orders"))
--         AND "total" COLLATE BINARY IS NOT (price * quantity
--     );
--     END
DROP TRIGGER IF EXISTS "migrate_derive__orders__total__insert";
DROP TRIGGER IF EXISTS "migrate_derive__orders__total__update";
CREATE TRIGGER "migrate_derive__orders__total__insert" AFTER INSERT ON "orders"
WHEN NEW."total" IS NULL
BEGIN
  UPDATE "orders" SET "total" = (price * quantity
) WHERE "id" = NEW."id" AND "total" IS NULL;
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: orders.total') FROM "orders" WHERE "id" = NEW."id" AND "total" IS NULL;
END;
CREATE TRIGGER "migrate_derive__orders__total__update" AFTER UPDATE ON "orders"
WHEN (NOT (NEW."total" COLLATE BINARY IS NOT OLD."total") AND (OLD."total" IS NULL OR OLD."total" COLLATE BINARY IS (SELECT (price * quantity
) FROM (SELECT OLD."price" AS "price", OLD."quantity" AS "quantity") AS "orders"))) OR (NEW."total" IS NULL AND OLD."total" IS NOT NULL)
BEGIN
  UPDATE "orders" SET "total" = (price * quantity
) WHERE "id" = NEW."id" AND NOT (NEW."total" COLLATE BINARY IS NOT OLD."total") AND (OLD."total" IS NULL OR OLD."total" COLLATE BINARY IS (SELECT (price * quantity
) FROM (SELECT OLD."price" AS "price", OLD."quantity" AS "quantity") AS "orders"))
    AND "total" COLLATE BINARY IS NOT (price * quantity
);
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: orders.total') FROM "orders" WHERE "id" = NEW."id" AND "total" IS NULL AND OLD."total" IS NOT NULL;
END;

-- ==== contract
-- [contract-1] end the filling of orders.total
--   strategy: in place
--   lock: write lock on the database file, one read of the table, then milliseconds; proof and NOT NULL belong in one transaction
--   why: old code, which leaves the column out, is gone
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'no row of orders has a NULL in total', holds = (NOT EXISTS (SELECT 1 FROM "orders" WHERE "total" IS NULL));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_pending__orders__total*/', 'NOT NULL')
WHERE type = 'table' AND name = 'orders' AND length(sql) - length(replace(sql, '/*migrate_pending__orders__total*/', '')) = length('/*migrate_pending__orders__total*/');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'orders.total is as it was asked for', holds = (SELECT "notnull" = 1 FROM pragma_table_info('orders') WHERE name = 'total');
DROP TRIGGER IF EXISTS "migrate_derive__orders__total__insert";
DROP TRIGGER IF EXISTS "migrate_derive__orders__total__update";
