-- migration: generated_column_read
-- description: Expressions that read a column which the server itself computes
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract a NULL in boxes.painted means "not filled yet" and is filled from `up`

-- ==== expand
-- [expand-1] fill parcels.price by triggers where new code leaves it out
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code still reads the column
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__parcels__price__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__parcels__price__update"
CREATE TRIGGER "migrate_derive__parcels__price__insert" AFTER INSERT ON "parcels"
WHEN NEW."price" IS NULL
BEGIN
  UPDATE "parcels" SET "price" = (doubled
) WHERE "id" = NEW."id" AND "price" IS NULL;
END;
CREATE TRIGGER "migrate_derive__parcels__price__update" AFTER UPDATE ON "parcels"
WHEN (NOT (NEW."price" COLLATE BINARY IS NOT OLD."price") AND OLD."price" COLLATE BINARY IS (SELECT (doubled
) FROM (SELECT OLD."doubled" AS "doubled") AS "parcels"))
BEGIN
  UPDATE "parcels" SET "price" = (doubled
) WHERE "id" = NEW."id" AND NOT (NEW."price" COLLATE BINARY IS NOT OLD."price") AND OLD."price" COLLATE BINARY IS (SELECT (doubled
) FROM (SELECT OLD."doubled" AS "doubled") AS "parcels")
    AND "price" COLLATE BINARY IS NOT (doubled
);
END;

-- [expand-2] add boxes.painted, filled by triggers where old code leaves it out
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: nullable until contract: old code does not know the column
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__boxes__painted__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__boxes__painted__update"
--   undo: ALTER TABLE "boxes" DROP COLUMN "painted"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of boxes.painted that are not what `up` gives, counted by SELECT count(*) FROM (SELECT 1 FROM "boxes" WHERE "painted" IS NOT NULL AND "painted" COLLATE BINARY IS NOT (area + 1
--     ) LIMIT 1000)
ALTER TABLE "boxes" ADD COLUMN "painted" INTEGER;
CREATE TRIGGER "migrate_derive__boxes__painted__insert" AFTER INSERT ON "boxes"
WHEN NEW."painted" IS NULL
BEGIN
  UPDATE "boxes" SET "painted" = (area + 1
) WHERE "id" = NEW."id" AND "painted" IS NULL;
END;
CREATE TRIGGER "migrate_derive__boxes__painted__update" AFTER UPDATE ON "boxes"
WHEN (NOT (NEW."painted" COLLATE BINARY IS NOT OLD."painted") AND (OLD."painted" IS NULL OR OLD."painted" COLLATE BINARY IS (SELECT (area + 1
) FROM (SELECT OLD."area" AS "area") AS "boxes")))
BEGIN
  UPDATE "boxes" SET "painted" = (area + 1
) WHERE "id" = NEW."id" AND NOT (NEW."painted" COLLATE BINARY IS NOT OLD."painted") AND (OLD."painted" IS NULL OR OLD."painted" COLLATE BINARY IS (SELECT (area + 1
) FROM (SELECT OLD."area" AS "area") AS "boxes"))
    AND "painted" COLLATE BINARY IS NOT (area + 1
);
END;

-- ==== backfill
-- [backfill-1] fill boxes.painted
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table boxes by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "boxes" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "boxes" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "boxes" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "boxes" SET "painted" = (area + 1
) WHERE "id" >= ?1 AND "id" <= ?2 AND "painted" IS NULL;

-- [backfill-2] look for rows not filled: boxes.painted
--   lock: none on boxes; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table boxes by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "boxes" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "boxes" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "boxes" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "boxes" WHERE "id" >= ?1 AND "id" <= ?2 AND "painted" IS NULL AND (area + 1
) IS NOT NULL LIMIT 5;

-- ==== contract
-- [contract-1] drop parcels.price
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: old code, which reads the column, is gone
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_derive__parcels__price__insert";
DROP TRIGGER IF EXISTS "migrate_derive__parcels__price__update";
ALTER TABLE "parcels" DROP COLUMN "price";

-- [contract-2] end the filling of boxes.painted
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code, which leaves the column out, is gone
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_derive__boxes__painted__insert";
DROP TRIGGER IF EXISTS "migrate_derive__boxes__painted__update";
