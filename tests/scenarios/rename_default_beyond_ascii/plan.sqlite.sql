-- migration: rename_default_beyond_ascii
-- description: Defaults that are expressions with text beyond ASCII
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract shops has one more column: INSERT INTO shops VALUES (…) without a column list fails

-- ==== expand
-- [expand-1] add shops.city beside shops.town, kept in step by triggers
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a second column that both versions may write
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__shops__town__city__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__shops__town__city__update"
--   undo: ALTER TABLE "shops" DROP COLUMN "city"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
ALTER TABLE "shops" ADD COLUMN "city" VARCHAR(20) DEFAULT 'Zürich';
CREATE TRIGGER "migrate_sync__shops__town__city__insert" AFTER INSERT ON "shops"
WHEN (NEW."city" COLLATE BINARY IS NOT NEW."town")
BEGIN
  UPDATE "shops" SET "town" = "city" WHERE "id" = NEW."id" AND (NEW."city" COLLATE BINARY IS NOT ('Zürich')) AND ("town" COLLATE BINARY IS NOT "city");
  UPDATE "shops" SET "city" = "town" WHERE "id" = NEW."id" AND NOT (NEW."city" COLLATE BINARY IS NOT ('Zürich')) AND ("town" COLLATE BINARY IS NOT "city");
  DELETE FROM "shops" WHERE "id" = NEW."id" AND ("town" COLLATE BINARY IS NOT "city") AND "town" COLLATE BINARY IS NEW."town";
END;
CREATE TRIGGER "migrate_sync__shops__town__city__update" AFTER UPDATE OF "town", "city" ON "shops"
WHEN (NEW."city" COLLATE BINARY IS NOT NEW."town")
BEGIN
  UPDATE "shops" SET "town" = "city" WHERE "id" = NEW."id" AND ("town" COLLATE BINARY IS NOT "city") AND ((NEW."city" COLLATE BINARY IS NOT OLD."city")
    OR (NOT (NEW."town" COLLATE BINARY IS NOT OLD."town") AND (NEW."city" COLLATE BINARY IS NOT ('Zürich')) AND NOT (NEW."town" COLLATE BINARY IS NOT ('Zürich'))));
  UPDATE "shops" SET "city" = "town" WHERE "id" = NEW."id" AND ("town" COLLATE BINARY IS NOT "city");
END;

-- [expand-2] add shops.road beside shops.street, kept in step by triggers
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a second column that both versions may write
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__shops__street__road__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__shops__street__road__update"
--   undo: ALTER TABLE "shops" DROP COLUMN "road"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
ALTER TABLE "shops" ADD COLUMN "road" VARCHAR(40);
CREATE TRIGGER "migrate_sync__shops__street__road__insert" AFTER INSERT ON "shops"
WHEN (NEW."road" COLLATE BINARY IS NOT NEW."street")
BEGIN
  UPDATE "shops" SET "street" = "road" WHERE "id" = NEW."id" AND (NEW."road" COLLATE BINARY IS NOT NULL) AND ("street" COLLATE BINARY IS NOT "road");
  UPDATE "shops" SET "road" = "street" WHERE "id" = NEW."id" AND NOT (NEW."road" COLLATE BINARY IS NOT NULL) AND ("street" COLLATE BINARY IS NOT "road");
END;
CREATE TRIGGER "migrate_sync__shops__street__road__update" AFTER UPDATE OF "street", "road" ON "shops"
WHEN (NEW."road" COLLATE BINARY IS NOT NEW."street")
BEGIN
  UPDATE "shops" SET "street" = "road" WHERE "id" = NEW."id" AND ("street" COLLATE BINARY IS NOT "road") AND ((NEW."road" COLLATE BINARY IS NOT OLD."road")
    OR (NOT (NEW."street" COLLATE BINARY IS NOT OLD."street") AND (NEW."road" COLLATE BINARY IS NOT NULL) AND NOT (NEW."street" COLLATE BINARY IS NOT NULL)));
  UPDATE "shops" SET "road" = "street" WHERE "id" = NEW."id" AND ("street" COLLATE BINARY IS NOT "road");
END;

-- ==== backfill
-- [backfill-1] fill shops.city from town
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "shops" SET "city" = "town" WHERE "id" >= ?1 AND "id" <= ?2 AND ("town" COLLATE BINARY IS NOT "city");

-- [backfill-2] compare shops.city with shops.town
--   lock: none on shops; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 AND ("town" COLLATE BINARY IS NOT "city") LIMIT 5;

-- [backfill-3] fill shops.road from street
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "shops" SET "road" = "street" WHERE "id" >= ?1 AND "id" <= ?2 AND ("street" COLLATE BINARY IS NOT "road");

-- [backfill-4] compare shops.road with shops.street
--   lock: none on shops; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 AND ("street" COLLATE BINARY IS NOT "road") LIMIT 5;

-- ==== contract
-- [contract-1] compare shops.city with shops.town again
--   lock: none on shops; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 AND ("town" COLLATE BINARY IS NOT "city") LIMIT 5;

-- [contract-2] compare shops.road with shops.street again
--   lock: none on shops; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 AND ("street" COLLATE BINARY IS NOT "road") LIMIT 5;

-- [contract-3] drop the second column, rename shops.town to city
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'shops.town and shops.city hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "shops" WHERE ("town" COLLATE BINARY IS NOT "city")));
DROP TRIGGER IF EXISTS "migrate_sync__shops__town__city__insert";
DROP TRIGGER IF EXISTS "migrate_sync__shops__town__city__update";
ALTER TABLE "shops" DROP COLUMN "city";
ALTER TABLE "shops" RENAME COLUMN "town" TO "city";

-- [contract-4] drop the second column, rename shops.street to road
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'shops.street and shops.road hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "shops" WHERE ("street" COLLATE BINARY IS NOT "road")));
DROP TRIGGER IF EXISTS "migrate_sync__shops__street__road__insert";
DROP TRIGGER IF EXISTS "migrate_sync__shops__street__road__update";
ALTER TABLE "shops" DROP COLUMN "road";
ALTER TABLE "shops" RENAME COLUMN "street" TO "road";
