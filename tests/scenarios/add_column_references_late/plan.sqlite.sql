-- migration: add_column_references_late
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

-- ==== expand
-- [expand-1] add shops.region, filled by triggers where old code leaves it out
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: nullable until contract: old code does not know the column
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__shops__region__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__shops__region__update"
--   undo: ALTER TABLE "shops" DROP COLUMN "region"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of shops.region that are not what `up` gives, counted by SELECT count(*) FROM (SELECT 1 FROM "shops" WHERE "region" IS NOT NULL AND "region" COLLATE BINARY IS NOT (CASE WHEN id = 1 THEN 'w' ELSE 's' END
--     ) LIMIT 1000)
ALTER TABLE "shops" ADD COLUMN "region" varchar(5) /*migrate_pending__shops__region*/ CONSTRAINT "shops_region" REFERENCES "regions" ("code") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE TRIGGER "migrate_derive__shops__region__insert" AFTER INSERT ON "shops"
WHEN NEW."region" IS NULL
BEGIN
  UPDATE "shops" SET "region" = (CASE WHEN id = 1 THEN 'w' ELSE 's' END
) WHERE "id" = NEW."id" AND "region" IS NULL;
END;
CREATE TRIGGER "migrate_derive__shops__region__update" AFTER UPDATE ON "shops"
WHEN (NOT (NEW."region" COLLATE BINARY IS NOT OLD."region") AND (OLD."region" IS NULL OR OLD."region" COLLATE BINARY IS (SELECT (CASE WHEN id = 1 THEN 'w' ELSE 's' END
) FROM (SELECT OLD."id" AS "id") AS "shops")))
BEGIN
  UPDATE "shops" SET "region" = (CASE WHEN id = 1 THEN 'w' ELSE 's' END
) WHERE "id" = NEW."id" AND NOT (NEW."region" COLLATE BINARY IS NOT OLD."region") AND (OLD."region" IS NULL OR OLD."region" COLLATE BINARY IS (SELECT (CASE WHEN id = 1 THEN 'w' ELSE 's' END
) FROM (SELECT OLD."id" AS "id") AS "shops"))
    AND "region" COLLATE BINARY IS NOT (CASE WHEN id = 1 THEN 'w' ELSE 's' END
);
END;

-- [expand-2] add shops.second
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: changes the stored definition only; rows get the default when they are read
--   runs: in one transaction with its record
--   undo: ALTER TABLE "shops" DROP COLUMN "second"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of shops.second, counted by SELECT count(*) FROM (SELECT 1 FROM "shops" WHERE "second" COLLATE BINARY IS NOT NULL LIMIT 1000)
ALTER TABLE "shops" ADD COLUMN "second" varchar(5) CONSTRAINT "shops_second" REFERENCES "regions" ("code") ON DELETE SET NULL;

-- ==== backfill
-- [backfill-1] fill shops.region
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
UPDATE "shops" SET "region" = (CASE WHEN id = 1 THEN 'w' ELSE 's' END
) WHERE "id" >= ?1 AND "id" <= ?2 AND "region" IS NULL;

-- [backfill-2] look for rows without shops.region
--   lock: none on shops; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 AND "region" IS NULL LIMIT 5;

-- [backfill-3] the triggers refuse NULL in shops.region
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: new code may rely on it; the NOT NULL itself comes with contract
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__shops__region__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__shops__region__update"
--   undo: CREATE TRIGGER "migrate_derive__shops__region__insert" AFTER INSERT ON "shops"
--     WHEN NEW."region" IS NULL
--     BEGIN
--       UPDATE "shops" SET "region" = (CASE WHEN id = 1 THEN 'w' ELSE 's' END
--     ) WHERE "id" = NEW."id" AND "region" IS NULL;
--     END
--   undo: CREATE TRIGGER "migrate_derive__shops__region__update" AFTER UPDATE ON "shops"
--     WHEN (NOT (NEW."region" COLLATE BINARY IS NOT OLD."region") AND (OLD."region" IS NULL OR OLD."region" COLLATE BINARY IS (SELECT (CASE WHEN id = 1 THEN 'w' ELSE 's' END
--     ) FROM (SELECT OLD."id" AS "id") AS "shops")))
--     BEGIN
--       UPDATE "shops" SET "region" = (CASE WHEN id = 1 THEN 'w' ELSE 's' END
--     ) WHERE "id" = NEW."id" AND NOT (NEW."region" COLLATE BINARY IS NOT OLD."region") AND (OLD."region" IS NULL OR OLD."region" COLLATE BINARY IS (SELECT (CASE WHEN id = 1 THEN 'w' ELSE 's' END
--     ) FROM (SELECT OLD."id" AS "id") AS "shops"))
--         AND "region" COLLATE BINARY IS NOT (CASE WHEN id = 1 THEN 'w' ELSE 's' END
--     );
--     END
DROP TRIGGER IF EXISTS "migrate_derive__shops__region__insert";
DROP TRIGGER IF EXISTS "migrate_derive__shops__region__update";
CREATE TRIGGER "migrate_derive__shops__region__insert" AFTER INSERT ON "shops"
WHEN NEW."region" IS NULL
BEGIN
  UPDATE "shops" SET "region" = (CASE WHEN id = 1 THEN 'w' ELSE 's' END
) WHERE "id" = NEW."id" AND "region" IS NULL;
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: shops.region') FROM "shops" WHERE "id" = NEW."id" AND "region" IS NULL;
END;
CREATE TRIGGER "migrate_derive__shops__region__update" AFTER UPDATE ON "shops"
WHEN (NOT (NEW."region" COLLATE BINARY IS NOT OLD."region") AND (OLD."region" IS NULL OR OLD."region" COLLATE BINARY IS (SELECT (CASE WHEN id = 1 THEN 'w' ELSE 's' END
) FROM (SELECT OLD."id" AS "id") AS "shops"))) OR (NEW."region" IS NULL AND OLD."region" IS NOT NULL)
BEGIN
  UPDATE "shops" SET "region" = (CASE WHEN id = 1 THEN 'w' ELSE 's' END
) WHERE "id" = NEW."id" AND NOT (NEW."region" COLLATE BINARY IS NOT OLD."region") AND (OLD."region" IS NULL OR OLD."region" COLLATE BINARY IS (SELECT (CASE WHEN id = 1 THEN 'w' ELSE 's' END
) FROM (SELECT OLD."id" AS "id") AS "shops"))
    AND "region" COLLATE BINARY IS NOT (CASE WHEN id = 1 THEN 'w' ELSE 's' END
);
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: shops.region') FROM "shops" WHERE "id" = NEW."id" AND "region" IS NULL AND OLD."region" IS NOT NULL;
END;

-- [backfill-4] look for rows whose shops.region refers to no row
--   lock: none on shops; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 AND "region" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "regions" AS migrate_parent WHERE migrate_parent."code" = "shops"."region") LIMIT 5;

-- ==== contract
-- [contract-1] end the filling of shops.region
--   strategy: in place
--   lock: write lock on the database file, one read of the table, then milliseconds; proof and NOT NULL belong in one transaction
--   why: old code, which leaves the column out, is gone
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'no row of shops has a NULL in region', holds = (NOT EXISTS (SELECT 1 FROM "shops" WHERE "region" IS NULL));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_pending__shops__region*/', 'NOT NULL')
WHERE type = 'table' AND name = 'shops' AND length(sql) - length(replace(sql, '/*migrate_pending__shops__region*/', '')) = length('/*migrate_pending__shops__region*/');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'shops.region is as it was asked for', holds = (SELECT "notnull" = 1 FROM pragma_table_info('shops') WHERE name = 'region');
DROP TRIGGER IF EXISTS "migrate_derive__shops__region__insert";
DROP TRIGGER IF EXISTS "migrate_derive__shops__region__update";
