-- migration: merge_columns
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: places.zip, city into address: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ

-- ==== expand
-- [expand-1] add the columns of places.zip, city into address, kept in step both ways
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code writes the old columns, new code the new ones; where a statement writes both, both are kept; a NOT NULL that one version cannot meet is enforced by the triggers
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_map__places__zip__address__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_map__places__zip__address__update"
--   undo: ALTER TABLE "places" DROP COLUMN "address"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of places.zip, city into address that the old columns do not give again, counted by SELECT count(*) FROM (SELECT 1 FROM "places" WHERE NOT ("address" IS NULL) AND (("address" COLLATE BINARY IS NOT (zip || coalesce(' ' || city, '')
--     ))) LIMIT 1000)
ALTER TABLE "places" ADD COLUMN "address" text /*migrate_pending__places__address*/;
CREATE TRIGGER "migrate_map__places__zip__address__insert" AFTER INSERT ON "places"
WHEN (NEW."address" IS NULL) OR (NEW."zip" COLLATE BINARY IS ('00000') AND NEW."city" COLLATE BINARY IS NULL)
BEGIN
  UPDATE "places" SET "address" = (zip || coalesce(' ' || city, '')
) WHERE "id" = NEW."id" AND (NEW."address" IS NULL) AND ("address" IS NULL) AND ((zip || coalesce(' ' || city, '')
) IS NOT NULL);
  UPDATE "places" SET "zip" = (substr(address, 1, instr(address || ' ', ' ') - 1)
), "city" = (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
) WHERE "id" = NEW."id" AND NOT (NEW."address" IS NULL) AND (NEW."zip" COLLATE BINARY IS ('00000') AND NEW."city" COLLATE BINARY IS NULL) AND ("zip" COLLATE BINARY IS ('00000') AND "city" COLLATE BINARY IS NULL) AND NOT (("address" COLLATE BINARY IS (zip || coalesce(' ' || city, '')
))) AND (("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
)) OR ("city" COLLATE BINARY IS NOT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
)));
  DELETE FROM "places" WHERE "id" = NEW."id" AND NOT (NEW."address" IS NULL) AND (NEW."zip" COLLATE BINARY IS ('00000') AND NEW."city" COLLATE BINARY IS NULL) AND ("zip" COLLATE BINARY IS ('00000') AND "city" COLLATE BINARY IS NULL) AND NOT (("address" COLLATE BINARY IS (zip || coalesce(' ' || city, '')
))) AND (("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
)) OR ("city" COLLATE BINARY IS NOT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
)));
END;
CREATE TRIGGER "migrate_map__places__zip__address__update" AFTER UPDATE OF "zip", "city", "address", "id", rowid, _rowid_, oid ON "places"
WHEN ((NEW."address" COLLATE BINARY IS NOT OLD."address")) <> ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) OR ((OLD."address" IS NULL) AND (((NEW."address" COLLATE BINARY IS NOT OLD."address")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id")))
BEGIN
  UPDATE "places" SET "address" = coalesce("address", (SELECT (zip || coalesce(' ' || city, '')
) FROM (SELECT OLD."zip" AS "zip", OLD."city" AS "city") AS "places")) WHERE "id" = NEW."id" AND ((NEW."address" COLLATE BINARY IS NOT OLD."address")) AND NOT ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) AND (OLD."address" IS NULL)
    AND (("address" IS NULL AND (SELECT (zip || coalesce(' ' || city, '')
) FROM (SELECT OLD."zip" AS "zip", OLD."city" AS "city") AS "places") IS NOT NULL));
  UPDATE "places" SET "address" = (zip || coalesce(' ' || city, '')
) WHERE "id" = NEW."id" AND ((NEW."address" COLLATE BINARY IS NOT OLD."address")) = ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) AND (((NEW."address" COLLATE BINARY IS NOT OLD."address")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id")) AND (OLD."address" IS NULL)
    AND (("address" IS NULL OR "address" COLLATE BINARY IS (zip || coalesce(' ' || city, '')
))) AND (("address" IS NULL AND (zip || coalesce(' ' || city, '')
) IS NOT NULL));
  UPDATE "places" SET "zip" = (substr(address, 1, instr(address || ' ', ' ') - 1)
), "city" = (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
) WHERE "id" = NEW."id" AND ((NEW."address" COLLATE BINARY IS NOT OLD."address")) AND NOT ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) AND NOT (("address" COLLATE BINARY IS (zip || coalesce(' ' || city, '')
))) AND (("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
)) OR ("city" COLLATE BINARY IS NOT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
))) AND NOT ((NEW."address" IS NULL) AND NOT ((OLD."address" COLLATE BINARY IS (SELECT (zip || coalesce(' ' || city, '')
) FROM (SELECT OLD."zip" AS "zip", OLD."city" AS "city") AS "places"))) AND ((OLD."zip" COLLATE BINARY IS NOT (SELECT (substr(address, 1, instr(address || ' ', ' ') - 1)
) FROM (SELECT OLD."address" AS "address") AS "places")) OR (OLD."city" COLLATE BINARY IS NOT (SELECT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
) FROM (SELECT OLD."address" AS "address") AS "places"))));
  UPDATE "places" SET "address" = OLD."address" WHERE "id" = NEW."id" AND ((NEW."address" COLLATE BINARY IS NOT OLD."address")) AND NOT ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) AND NOT (("address" COLLATE BINARY IS (zip || coalesce(' ' || city, '')
))) AND (("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
)) OR ("city" COLLATE BINARY IS NOT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
))) AND NOT ((NEW."address" IS NULL) AND NOT ((OLD."address" COLLATE BINARY IS (SELECT (zip || coalesce(' ' || city, '')
) FROM (SELECT OLD."zip" AS "zip", OLD."city" AS "city") AS "places"))) AND ((OLD."zip" COLLATE BINARY IS NOT (SELECT (substr(address, 1, instr(address || ' ', ' ') - 1)
) FROM (SELECT OLD."address" AS "address") AS "places")) OR (OLD."city" COLLATE BINARY IS NOT (SELECT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
) FROM (SELECT OLD."address" AS "address") AS "places"))))
    AND (NOT ("zip" COLLATE BINARY IS NOT OLD."zip") AND NOT ("city" COLLATE BINARY IS NOT OLD."city"));
  UPDATE "places" SET "address" = (zip || coalesce(' ' || city, '')
) WHERE "id" = NEW."id" AND ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) AND NOT ((NEW."address" COLLATE BINARY IS NOT OLD."address")) AND (("address" COLLATE BINARY IS NOT (zip || coalesce(' ' || city, '')
)))
    AND ((("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
)) OR ("city" COLLATE BINARY IS NOT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
))) OR ((OLD."address" COLLATE BINARY IS (SELECT (zip || coalesce(' ' || city, '')
) FROM (SELECT OLD."zip" AS "zip", OLD."city" AS "city") AS "places"))));
END;

-- ==== backfill
-- [backfill-1] fill places.zip, city into address
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; rows that have values already are left alone
--   batches: table places by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "places" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "places" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "places" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "places" SET "address" = (zip || coalesce(' ' || city, '')
) WHERE "id" >= ?1 AND "id" <= ?2 AND ("address" IS NULL) AND ((zip || coalesce(' ' || city, '')
) IS NOT NULL);

-- [backfill-2] look for rows not filled: places.zip, city into address
--   lock: none on places; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table places by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "places" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "places" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "places" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "places" WHERE "id" >= ?1 AND "id" <= ?2 AND ("address" IS NULL) AND ((zip || coalesce(' ' || city, '')
) IS NOT NULL) LIMIT 5;

-- [backfill-3] look for rows without places.address
--   lock: none on places; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table places by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "places" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "places" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "places" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "places" WHERE "id" >= ?1 AND "id" <= ?2 AND "address" IS NULL LIMIT 5;

-- [backfill-4] the triggers refuse NULL in the columns of places.zip, city into address
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: new code may rely on it; the NOT NULL itself comes with contract
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_map__places__zip__address__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_map__places__zip__address__update"
--   undo: CREATE TRIGGER "migrate_map__places__zip__address__insert" AFTER INSERT ON "places"
--     WHEN (NEW."address" IS NULL) OR (NEW."zip" COLLATE BINARY IS ('00000') AND NEW."city" COLLATE BINARY IS NULL)
--     BEGIN
--       UPDATE "places" SET "address" = (zip || coalesce(' ' || city, '')
--     ) WHERE "id" = NEW."id" AND (NEW."address" IS NULL) AND ("address" IS NULL) AND ((zip || coalesce(' ' || city, '')
--     ) IS NOT NULL);
--       UPDATE "places" SET "zip" = (substr(address, 1, instr(address || ' ', ' ') - 1)
--     ), "city" = (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
--     ) WHERE "id" = NEW."id" AND NOT (NEW."address" IS NULL) AND (NEW."zip" COLLATE BINARY IS ('00000') AND NEW."city" COLLATE BINARY IS NULL) AND ("zip" COLLATE BINARY IS ('00000') AND "city" COLLATE BINARY IS NULL) AND NOT (("address" COLLATE BINARY IS (zip || coalesce(' ' || city, '')
--     ))) AND (("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
--     )) OR ("city" COLLATE BINARY IS NOT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
--     )));
--       DELETE FROM "places" WHERE "id" = NEW."id" AND NOT (NEW."address" IS NULL) AND (NEW."zip" COLLATE BINARY IS ('00000') AND NEW."city" COLLATE BINARY IS NULL) AND ("zip" COLLATE BINARY IS ('00000') AND "city" COLLATE BINARY IS NULL) AND NOT (("address" COLLATE BINARY IS (zip || coalesce(' ' || city, '')
--     ))) AND (("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
--     )) OR ("city" COLLATE BINARY IS NOT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
--     )));
--     END
--   undo: CREATE TRIGGER "migrate_map__places__zip__address__update" AFTER UPDATE OF "zip", "city", "address", "id", rowid, _rowid_, oid ON "places"
--     WHEN ((NEW."address" COLLATE BINARY IS NOT OLD."address")) <> ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) OR ((OLD."address" IS NULL) AND (((NEW."address" COLLATE BINARY IS NOT OLD."address")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id")))
--     BEGIN
--       UPDATE "places" SET "address" = coalesce("address", (SELECT (zip || coalesce(' ' || city, '')
--     ) FROM (SELECT OLD."zip" AS "zip", OLD."city" AS "city") AS "places")) WHERE "id" = NEW."id" AND ((NEW."address" COLLATE BINARY IS NOT OLD."address")) AND NOT ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) AND (OLD."address" IS NULL)
--         AND (("address" IS NULL AND (SELECT (zip || coalesce(' ' || city, '')
--     ) FROM (SELECT OLD."zip" AS "zip", OLD."city" AS "city") AS "places") IS NOT NULL));
--       UPDATE "places" SET "address" = (zip || coalesce(' ' || city, '')
--     ) WHERE "id" = NEW."id" AND ((NEW."address" COLLATE BINARY IS NOT OLD."address")) = ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) AND (((NEW."address" COLLATE BINARY IS NOT OLD."address")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id")) AND (OLD."address" IS NULL)
--         AND (("address" IS NULL OR "address" COLLATE BINARY IS (zip || coalesce(' ' || city, '')
--     ))) AND (("address" IS NULL AND (zip || coalesce(' ' || city, '')
--     ) IS NOT NULL));
--       UPDATE "places" SET "zip" = (substr(address, 1, instr(address || ' ', ' ') - 1)
--     ), "city" = (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
--     ) WHERE "id" = NEW."id" AND ((NEW."address" COLLATE BINARY IS NOT OLD."address")) AND NOT ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) AND NOT (("address" COLLATE BINARY IS (zip || coalesce(' ' || city, '')
--     ))) AND (("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
--     )) OR ("city" COLLATE BINARY IS NOT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
--     ))) AND NOT ((NEW."address" IS NULL) AND NOT ((OLD."address" COLLATE BINARY IS (SELECT (zip || coalesce(' ' || city, '')
--     ) FROM (SELECT OLD."zip" AS "zip", OLD."city" AS "city") AS "places"))) AND ((OLD."zip" COLLATE BINARY IS NOT (SELECT (substr(address, 1, instr(address || ' ', ' ') - 1)
--     ) FROM (SELECT OLD."address" AS "address") AS "places")) OR (OLD."city" COLLATE BINARY IS NOT (SELECT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
--     ) FROM (SELECT OLD."address" AS "address") AS "places"))));
--       UPDATE "places" SET "address" = OLD."address" WHERE "id" = NEW."id" AND ((NEW."address" COLLATE BINARY IS NOT OLD."address")) AND NOT ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) AND NOT (("address" COLLATE BINARY IS (zip || coalesce(' ' || city, '')
--     ))) AND (("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
--     )) OR ("city" COLLATE BINARY IS NOT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
--     ))) AND NOT ((NEW."address" IS NULL) AND NOT ((OLD."address" COLLATE BINARY IS (SELECT (zip || coalesce(' ' || city, '')
--     ) FROM (SELECT OLD."zip" AS "zip", OLD."city" AS "city") AS "places"))) AND ((OLD."zip" COLLATE BINARY IS NOT (SELECT (substr(address, 1, instr(address || ' ', ' ') - 1)
--     ) FROM (SELECT OLD."address" AS "address") AS "places")) OR (OLD."city" COLLATE BINARY IS NOT (SELECT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
--     ) FROM (SELECT OLD."address" AS "address") AS "places"))))
--         AND (NOT ("zip" COLLATE BINARY IS NOT OLD."zip") AND NOT ("city" COLLATE BINARY IS NOT OLD."city"));
--       UPDATE "places" SET "address" = (zip || coalesce(' ' || city, '')
--     ) WHERE "id" = NEW."id" AND ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) AND NOT ((NEW."address" COLLATE BINARY IS NOT OLD."address")) AND (("address" COLLATE BINARY IS NOT (zip || coalesce(' ' || city, '')
--     )))
--         AND ((("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
--     )) OR ("city" COLLATE BINARY IS NOT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
--     ))) OR ((OLD."address" COLLATE BINARY IS (SELECT (zip || coalesce(' ' || city, '')
--     ) FROM (SELECT OLD."zip" AS "zip", OLD."city" AS "city") AS "places"))));
--     END
DROP TRIGGER IF EXISTS "migrate_map__places__zip__address__insert";
DROP TRIGGER IF EXISTS "migrate_map__places__zip__address__update";
CREATE TRIGGER "migrate_map__places__zip__address__insert" AFTER INSERT ON "places"
WHEN (NEW."address" IS NULL) OR (NEW."zip" COLLATE BINARY IS ('00000') AND NEW."city" COLLATE BINARY IS NULL) OR NEW."address" IS NULL
BEGIN
  UPDATE "places" SET "address" = (zip || coalesce(' ' || city, '')
) WHERE "id" = NEW."id" AND (NEW."address" IS NULL) AND ("address" IS NULL) AND ((zip || coalesce(' ' || city, '')
) IS NOT NULL);
  UPDATE "places" SET "zip" = (substr(address, 1, instr(address || ' ', ' ') - 1)
), "city" = (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
) WHERE "id" = NEW."id" AND NOT (NEW."address" IS NULL) AND (NEW."zip" COLLATE BINARY IS ('00000') AND NEW."city" COLLATE BINARY IS NULL) AND ("zip" COLLATE BINARY IS ('00000') AND "city" COLLATE BINARY IS NULL) AND NOT (("address" COLLATE BINARY IS (zip || coalesce(' ' || city, '')
))) AND (("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
)) OR ("city" COLLATE BINARY IS NOT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
)));
  DELETE FROM "places" WHERE "id" = NEW."id" AND NOT (NEW."address" IS NULL) AND (NEW."zip" COLLATE BINARY IS ('00000') AND NEW."city" COLLATE BINARY IS NULL) AND ("zip" COLLATE BINARY IS ('00000') AND "city" COLLATE BINARY IS NULL) AND NOT (("address" COLLATE BINARY IS (zip || coalesce(' ' || city, '')
))) AND (("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
)) OR ("city" COLLATE BINARY IS NOT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
)));
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: places.address') FROM "places" WHERE "id" = NEW."id" AND "address" IS NULL;
END;
CREATE TRIGGER "migrate_map__places__zip__address__update" AFTER UPDATE OF "zip", "city", "address", "id", rowid, _rowid_, oid ON "places"
WHEN ((NEW."address" COLLATE BINARY IS NOT OLD."address")) <> ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) OR ((OLD."address" IS NULL) AND (((NEW."address" COLLATE BINARY IS NOT OLD."address")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id"))) OR (NEW."address" IS NULL AND OLD."address" IS NOT NULL)
BEGIN
  UPDATE "places" SET "address" = coalesce("address", (SELECT (zip || coalesce(' ' || city, '')
) FROM (SELECT OLD."zip" AS "zip", OLD."city" AS "city") AS "places")) WHERE "id" = NEW."id" AND ((NEW."address" COLLATE BINARY IS NOT OLD."address")) AND NOT ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) AND (OLD."address" IS NULL)
    AND (("address" IS NULL AND (SELECT (zip || coalesce(' ' || city, '')
) FROM (SELECT OLD."zip" AS "zip", OLD."city" AS "city") AS "places") IS NOT NULL));
  UPDATE "places" SET "address" = (zip || coalesce(' ' || city, '')
) WHERE "id" = NEW."id" AND ((NEW."address" COLLATE BINARY IS NOT OLD."address")) = ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) AND (((NEW."address" COLLATE BINARY IS NOT OLD."address")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id")) AND (OLD."address" IS NULL)
    AND (("address" IS NULL OR "address" COLLATE BINARY IS (zip || coalesce(' ' || city, '')
))) AND (("address" IS NULL AND (zip || coalesce(' ' || city, '')
) IS NOT NULL));
  UPDATE "places" SET "zip" = (substr(address, 1, instr(address || ' ', ' ') - 1)
), "city" = (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
) WHERE "id" = NEW."id" AND ((NEW."address" COLLATE BINARY IS NOT OLD."address")) AND NOT ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) AND NOT (("address" COLLATE BINARY IS (zip || coalesce(' ' || city, '')
))) AND (("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
)) OR ("city" COLLATE BINARY IS NOT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
))) AND NOT ((NEW."address" IS NULL) AND NOT ((OLD."address" COLLATE BINARY IS (SELECT (zip || coalesce(' ' || city, '')
) FROM (SELECT OLD."zip" AS "zip", OLD."city" AS "city") AS "places"))) AND ((OLD."zip" COLLATE BINARY IS NOT (SELECT (substr(address, 1, instr(address || ' ', ' ') - 1)
) FROM (SELECT OLD."address" AS "address") AS "places")) OR (OLD."city" COLLATE BINARY IS NOT (SELECT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
) FROM (SELECT OLD."address" AS "address") AS "places"))));
  UPDATE "places" SET "address" = OLD."address" WHERE "id" = NEW."id" AND ((NEW."address" COLLATE BINARY IS NOT OLD."address")) AND NOT ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) AND NOT (("address" COLLATE BINARY IS (zip || coalesce(' ' || city, '')
))) AND (("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
)) OR ("city" COLLATE BINARY IS NOT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
))) AND NOT ((NEW."address" IS NULL) AND NOT ((OLD."address" COLLATE BINARY IS (SELECT (zip || coalesce(' ' || city, '')
) FROM (SELECT OLD."zip" AS "zip", OLD."city" AS "city") AS "places"))) AND ((OLD."zip" COLLATE BINARY IS NOT (SELECT (substr(address, 1, instr(address || ' ', ' ') - 1)
) FROM (SELECT OLD."address" AS "address") AS "places")) OR (OLD."city" COLLATE BINARY IS NOT (SELECT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
) FROM (SELECT OLD."address" AS "address") AS "places"))))
    AND (NOT ("zip" COLLATE BINARY IS NOT OLD."zip") AND NOT ("city" COLLATE BINARY IS NOT OLD."city"));
  UPDATE "places" SET "address" = (zip || coalesce(' ' || city, '')
) WHERE "id" = NEW."id" AND ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) AND NOT ((NEW."address" COLLATE BINARY IS NOT OLD."address")) AND (("address" COLLATE BINARY IS NOT (zip || coalesce(' ' || city, '')
)))
    AND ((("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
)) OR ("city" COLLATE BINARY IS NOT (nullif(substr(address, instr(address || ' ', ' ') + 1), '')
))) OR ((OLD."address" COLLATE BINARY IS (SELECT (zip || coalesce(' ' || city, '')
) FROM (SELECT OLD."zip" AS "zip", OLD."city" AS "city") AS "places"))));
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: places.address') FROM "places" WHERE "id" = NEW."id" AND "address" IS NULL AND OLD."address" IS NOT NULL;
END;

-- ==== contract
-- [contract-1] look for rows not filled: places.zip, city into address, again
--   lock: none on places; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table places by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "places" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "places" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "places" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "places" WHERE "id" >= ?1 AND "id" <= ?2 AND ("address" IS NULL) AND ((zip || coalesce(' ' || city, '')
) IS NOT NULL) LIMIT 5;

-- [contract-2] drop the old columns of places.zip, city into address
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: no live code uses them; proof, NOT NULL and the drop are one transaction
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'every row of places is filled', holds = (NOT EXISTS (SELECT 1 FROM "places" WHERE ("address" IS NULL) AND ((zip || coalesce(' ' || city, '')
) IS NOT NULL)));
UPDATE migrate_guard SET expectation = 'no row of places has a NULL in address', holds = (NOT EXISTS (SELECT 1 FROM "places" WHERE "address" IS NULL));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_pending__places__address*/', 'NOT NULL DEFAULT ''00000 nowhere''')
WHERE type = 'table' AND name = 'places' AND length(sql) - length(replace(sql, '/*migrate_pending__places__address*/', '')) = length('/*migrate_pending__places__address*/');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'places.address is as it was asked for', holds = (SELECT "notnull" = 1 FROM pragma_table_info('places') WHERE name = 'address');
DROP TRIGGER IF EXISTS "migrate_map__places__zip__address__insert";
DROP TRIGGER IF EXISTS "migrate_map__places__zip__address__update";
ALTER TABLE "places" DROP COLUMN "zip";
ALTER TABLE "places" DROP COLUMN "city";
