-- migration: split_merge_fields
-- description: Defaults, comments and NULL of what columns are split and merged into
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: SQLite keeps no column comments: the comment stays in the file
-- note: people.name into first, last: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ
-- note: places.zip, city into address: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ

-- ==== expand
-- [expand-1] add the columns of people.name into first, last, kept in step both ways
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code writes the old columns, new code the new ones; where a statement writes both, both are kept; a NOT NULL that one version cannot meet is enforced by the triggers
--   runs: in one transaction with its record
--   undo: UPDATE migrate_guard SET expectation = 'no row of people has a NULL in name', holds = (NOT EXISTS (SELECT 1 FROM "people" WHERE "name" IS NULL))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__people__name*/', 'NOT NULL')
--     WHERE type = 'table' AND name = 'people' AND length(sql) - length(replace(sql, '/*migrate_not_null__people__name*/', '')) = length('/*migrate_not_null__people__name*/')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'people.name is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('people') WHERE name = 'name')
--   undo: DROP TRIGGER IF EXISTS "migrate_map__people__name__first__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_map__people__name__first__update"
--   undo: ALTER TABLE "people" DROP COLUMN "first"
--   undo: ALTER TABLE "people" DROP COLUMN "last"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of people.name into first, last that the old columns do not give again, counted by SELECT count(*) FROM (SELECT 1 FROM "people" WHERE NOT ("first" IS NULL AND "last" IS NULL) AND (("first" COLLATE BINARY IS NOT (substr(name, 1, instr(name || ' ', ' ') - 1)
--     )) OR ("last" COLLATE BINARY IS NOT (substr(name, instr(name || ' ', ' ') + 1)
--     ))) LIMIT 1000)
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', name text NOT NULL', ', name text /*migrate_not_null__people__name*/')
WHERE type = 'table' AND name = 'people' AND length(sql) - length(replace(sql, ', name text NOT NULL', '')) = length(', name text NOT NULL');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'people.name accepts NULL; its triggers refuse it from here on', holds = (SELECT "notnull" = 0 FROM pragma_table_info('people') WHERE name = 'name');
ALTER TABLE "people" ADD COLUMN "first" text /*migrate_pending__people__first*/;
ALTER TABLE "people" ADD COLUMN "last" text /*migrate_pending__people__last*/;
CREATE TRIGGER "migrate_map__people__name__first__insert" AFTER INSERT ON "people"
WHEN (NEW."first" IS NULL AND NEW."last" IS NULL) OR (NEW."name" COLLATE BINARY IS NULL) OR NEW."name" IS NULL
BEGIN
  UPDATE "people" SET "first" = (substr(name, 1, instr(name || ' ', ' ') - 1)
), "last" = (substr(name, instr(name || ' ', ' ') + 1)
) WHERE "id" = NEW."id" AND (NEW."first" IS NULL AND NEW."last" IS NULL) AND ("first" IS NULL AND "last" IS NULL) AND ((substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL OR (substr(name, instr(name || ' ', ' ') + 1)
) IS NOT NULL);
  UPDATE "people" SET "name" = (first || ' ' || last
) WHERE "id" = NEW."id" AND NOT (NEW."first" IS NULL AND NEW."last" IS NULL) AND (NEW."name" COLLATE BINARY IS NULL) AND ("name" COLLATE BINARY IS NULL) AND NOT (("first" COLLATE BINARY IS (substr(name, 1, instr(name || ' ', ' ') - 1)
) AND "last" COLLATE BINARY IS (substr(name, instr(name || ' ', ' ') + 1)
)) AND "name" IS NOT NULL) AND (("name" COLLATE BINARY IS NOT (first || ' ' || last
)));
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: people.name') FROM "people" WHERE "id" = NEW."id" AND "name" IS NULL;
END;
CREATE TRIGGER "migrate_map__people__name__first__update" AFTER UPDATE OF "name", "first", "last", "id", rowid, _rowid_, oid ON "people"
WHEN ((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) <> ((NEW."name" COLLATE BINARY IS NOT OLD."name")) OR ((OLD."first" IS NULL AND OLD."last" IS NULL) AND (((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id"))) OR (NEW."name" IS NULL AND OLD."name" IS NOT NULL)
BEGIN
  UPDATE "people" SET "first" = coalesce("first", (SELECT (substr(name, 1, instr(name || ' ', ' ') - 1)
) FROM (SELECT OLD."name" AS "name") AS "people")), "last" = coalesce("last", (SELECT (substr(name, instr(name || ' ', ' ') + 1)
) FROM (SELECT OLD."name" AS "name") AS "people")) WHERE "id" = NEW."id" AND ((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) AND NOT ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND (OLD."first" IS NULL AND OLD."last" IS NULL)
    AND (("first" IS NULL AND (SELECT (substr(name, 1, instr(name || ' ', ' ') - 1)
) FROM (SELECT OLD."name" AS "name") AS "people") IS NOT NULL) OR ("last" IS NULL AND (SELECT (substr(name, instr(name || ' ', ' ') + 1)
) FROM (SELECT OLD."name" AS "name") AS "people") IS NOT NULL));
  UPDATE "people" SET "first" = (substr(name, 1, instr(name || ' ', ' ') - 1)
), "last" = (substr(name, instr(name || ' ', ' ') + 1)
) WHERE "id" = NEW."id" AND ((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) = ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND (((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id")) AND (OLD."first" IS NULL AND OLD."last" IS NULL)
    AND (("first" IS NULL OR "first" COLLATE BINARY IS (substr(name, 1, instr(name || ' ', ' ') - 1)
)) AND ("last" IS NULL OR "last" COLLATE BINARY IS (substr(name, instr(name || ' ', ' ') + 1)
))) AND (("first" IS NULL AND (substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL) OR ("last" IS NULL AND (substr(name, instr(name || ' ', ' ') + 1)
) IS NOT NULL));
  UPDATE "people" SET "name" = (first || ' ' || last
) WHERE "id" = NEW."id" AND ((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) AND NOT ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND NOT (("first" COLLATE BINARY IS (substr(name, 1, instr(name || ' ', ' ') - 1)
) AND "last" COLLATE BINARY IS (substr(name, instr(name || ' ', ' ') + 1)
)) AND "name" IS NOT NULL) AND (("name" COLLATE BINARY IS NOT (first || ' ' || last
)));
  UPDATE "people" SET "first" = (substr(name, 1, instr(name || ' ', ' ') - 1)
), "last" = (substr(name, instr(name || ' ', ' ') + 1)
) WHERE "id" = NEW."id" AND ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND NOT ((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) AND (("first" COLLATE BINARY IS NOT (substr(name, 1, instr(name || ' ', ' ') - 1)
)) OR ("last" COLLATE BINARY IS NOT (substr(name, instr(name || ' ', ' ') + 1)
)))
    AND ((("name" COLLATE BINARY IS NOT (first || ' ' || last
))) OR ((OLD."first" COLLATE BINARY IS (SELECT (substr(name, 1, instr(name || ' ', ' ') - 1)
) FROM (SELECT OLD."name" AS "name") AS "people") AND OLD."last" COLLATE BINARY IS (SELECT (substr(name, instr(name || ' ', ' ') + 1)
) FROM (SELECT OLD."name" AS "name") AS "people")) AND OLD."name" IS NOT NULL));
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: people.name') FROM "people" WHERE "id" = NEW."id" AND "name" IS NULL AND OLD."name" IS NOT NULL;
END;

-- [expand-2] add the columns of places.zip, city into address, kept in step both ways
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code writes the old columns, new code the new ones; where a statement writes both, both are kept; a NOT NULL that one version cannot meet is enforced by the triggers
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_map__places__zip__address__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_map__places__zip__address__update"
--   undo: ALTER TABLE "places" DROP COLUMN "address"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of places.zip, city into address that the old columns do not give again, counted by SELECT count(*) FROM (SELECT 1 FROM "places" WHERE NOT ("address" IS NULL) AND (("address" COLLATE BINARY IS NOT (zip || ' ' || city
--     ))) LIMIT 1000)
ALTER TABLE "places" ADD COLUMN "address" text;
CREATE TRIGGER "migrate_map__places__zip__address__insert" AFTER INSERT ON "places"
WHEN (NEW."address" IS NULL) OR (NEW."zip" COLLATE BINARY IS NULL AND NEW."city" COLLATE BINARY IS NULL)
BEGIN
  UPDATE "places" SET "address" = (zip || ' ' || city
) WHERE "id" = NEW."id" AND (NEW."address" IS NULL) AND ("address" IS NULL) AND ((zip || ' ' || city
) IS NOT NULL);
  UPDATE "places" SET "zip" = (substr(address, 1, instr(address || ' ', ' ') - 1)
), "city" = (substr(address, instr(address || ' ', ' ') + 1)
) WHERE "id" = NEW."id" AND NOT (NEW."address" IS NULL) AND (NEW."zip" COLLATE BINARY IS NULL AND NEW."city" COLLATE BINARY IS NULL) AND ("zip" COLLATE BINARY IS NULL AND "city" COLLATE BINARY IS NULL) AND NOT (("address" COLLATE BINARY IS (zip || ' ' || city
))) AND (("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
)) OR ("city" COLLATE BINARY IS NOT (substr(address, instr(address || ' ', ' ') + 1)
)));
END;
CREATE TRIGGER "migrate_map__places__zip__address__update" AFTER UPDATE OF "zip", "city", "address", "id", rowid, _rowid_, oid ON "places"
WHEN ((NEW."address" COLLATE BINARY IS NOT OLD."address")) <> ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) OR ((OLD."address" IS NULL) AND ((OLD."zip" COLLATE BINARY IS NOT (SELECT (substr(address, 1, instr(address || ' ', ' ') - 1)
) FROM (SELECT OLD."address" AS "address") AS "places")) OR (OLD."city" COLLATE BINARY IS NOT (SELECT (substr(address, instr(address || ' ', ' ') + 1)
) FROM (SELECT OLD."address" AS "address") AS "places"))) AND (((NEW."address" COLLATE BINARY IS NOT OLD."address")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id")))
BEGIN
  UPDATE "places" SET "address" = coalesce("address", (SELECT (zip || ' ' || city
) FROM (SELECT OLD."zip" AS "zip", OLD."city" AS "city") AS "places")) WHERE "id" = NEW."id" AND ((NEW."address" COLLATE BINARY IS NOT OLD."address")) AND NOT ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) AND (OLD."address" IS NULL) AND ((OLD."zip" COLLATE BINARY IS NOT (SELECT (substr(address, 1, instr(address || ' ', ' ') - 1)
) FROM (SELECT OLD."address" AS "address") AS "places")) OR (OLD."city" COLLATE BINARY IS NOT (SELECT (substr(address, instr(address || ' ', ' ') + 1)
) FROM (SELECT OLD."address" AS "address") AS "places")))
    AND (("address" IS NULL AND (SELECT (zip || ' ' || city
) FROM (SELECT OLD."zip" AS "zip", OLD."city" AS "city") AS "places") IS NOT NULL));
  UPDATE "places" SET "address" = (zip || ' ' || city
) WHERE "id" = NEW."id" AND ((NEW."address" COLLATE BINARY IS NOT OLD."address")) = ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) AND (((NEW."address" COLLATE BINARY IS NOT OLD."address")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id")) AND (OLD."address" IS NULL) AND ((OLD."zip" COLLATE BINARY IS NOT (SELECT (substr(address, 1, instr(address || ' ', ' ') - 1)
) FROM (SELECT OLD."address" AS "address") AS "places")) OR (OLD."city" COLLATE BINARY IS NOT (SELECT (substr(address, instr(address || ' ', ' ') + 1)
) FROM (SELECT OLD."address" AS "address") AS "places")))
    AND (("address" IS NULL OR "address" COLLATE BINARY IS (zip || ' ' || city
))) AND (("address" IS NULL AND (zip || ' ' || city
) IS NOT NULL));
  UPDATE "places" SET "zip" = (substr(address, 1, instr(address || ' ', ' ') - 1)
), "city" = (substr(address, instr(address || ' ', ' ') + 1)
) WHERE "id" = NEW."id" AND ((NEW."address" COLLATE BINARY IS NOT OLD."address")) AND NOT ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) AND NOT (("address" COLLATE BINARY IS (zip || ' ' || city
))) AND (("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
)) OR ("city" COLLATE BINARY IS NOT (substr(address, instr(address || ' ', ' ') + 1)
)));
  UPDATE "places" SET "address" = (zip || ' ' || city
) WHERE "id" = NEW."id" AND ((NEW."zip" COLLATE BINARY IS NOT OLD."zip") OR (NEW."city" COLLATE BINARY IS NOT OLD."city")) AND NOT ((NEW."address" COLLATE BINARY IS NOT OLD."address")) AND (("address" COLLATE BINARY IS NOT (zip || ' ' || city
)))
    AND ((("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
)) OR ("city" COLLATE BINARY IS NOT (substr(address, instr(address || ' ', ' ') + 1)
))) OR ((OLD."address" COLLATE BINARY IS (SELECT (zip || ' ' || city
) FROM (SELECT OLD."zip" AS "zip", OLD."city" AS "city") AS "places"))));
END;

-- ==== backfill
-- [backfill-1] fill people.name into first, last
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; rows that have values already are left alone
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "people" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "people" SET "first" = (substr(name, 1, instr(name || ' ', ' ') - 1)
), "last" = (substr(name, instr(name || ' ', ' ') + 1)
) WHERE "id" >= ?1 AND "id" <= ?2 AND ("first" IS NULL AND "last" IS NULL) AND ((substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL OR (substr(name, instr(name || ' ', ' ') + 1)
) IS NOT NULL);

-- [backfill-2] look for rows not filled: people.name into first, last
--   lock: none on people; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "people" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "people" WHERE "id" >= ?1 AND "id" <= ?2 AND ("first" IS NULL AND "last" IS NULL) AND ((substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL OR (substr(name, instr(name || ' ', ' ') + 1)
) IS NOT NULL) LIMIT 5;

-- [backfill-3] look for rows without people.first
--   lock: none on people; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "people" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "people" WHERE "id" >= ?1 AND "id" <= ?2 AND "first" IS NULL LIMIT 5;

-- [backfill-4] look for rows without people.last
--   lock: none on people; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "people" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "people" WHERE "id" >= ?1 AND "id" <= ?2 AND "last" IS NULL LIMIT 5;

-- [backfill-5] the triggers refuse NULL in the columns of people.name into first, last
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: new code may rely on it; the NOT NULL itself comes with contract
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_map__people__name__first__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_map__people__name__first__update"
--   undo: CREATE TRIGGER "migrate_map__people__name__first__insert" AFTER INSERT ON "people"
--     WHEN (NEW."first" IS NULL AND NEW."last" IS NULL) OR (NEW."name" COLLATE BINARY IS NULL) OR NEW."name" IS NULL
--     BEGIN
--       UPDATE "people" SET "first" = (substr(name, 1, instr(name || ' ', ' ') - 1)
--     ), "last" = (substr(name, instr(name || ' ', ' ') + 1)
--     ) WHERE "id" = NEW."id" AND (NEW."first" IS NULL AND NEW."last" IS NULL) AND ("first" IS NULL AND "last" IS NULL) AND ((substr(name, 1, instr(name || ' ', ' ') - 1)
--     ) IS NOT NULL OR (substr(name, instr(name || ' ', ' ') + 1)
--     ) IS NOT NULL);
--       UPDATE "people" SET "name" = (first || ' ' || last
--     ) WHERE "id" = NEW."id" AND NOT (NEW."first" IS NULL AND NEW."last" IS NULL) AND (NEW."name" COLLATE BINARY IS NULL) AND ("name" COLLATE BINARY IS NULL) AND NOT (("first" COLLATE BINARY IS (substr(name, 1, instr(name || ' ', ' ') - 1)
--     ) AND "last" COLLATE BINARY IS (substr(name, instr(name || ' ', ' ') + 1)
--     )) AND "name" IS NOT NULL) AND (("name" COLLATE BINARY IS NOT (first || ' ' || last
--     )));
--       SELECT RAISE(ABORT, 'NOT NULL constraint failed: people.name') FROM "people" WHERE "id" = NEW."id" AND "name" IS NULL;
--     END
--   undo: CREATE TRIGGER "migrate_map__people__name__first__update" AFTER UPDATE OF "name", "first", "last", "id", rowid, _rowid_, oid ON "people"
--     WHEN ((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) <> ((NEW."name" COLLATE BINARY IS NOT OLD."name")) OR ((OLD."first" IS NULL AND OLD."last" IS NULL) AND (((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id"))) OR (NEW."name" IS NULL AND OLD."name" IS NOT NULL)
--     BEGIN
--       UPDATE "people" SET "first" = coalesce("first", (SELECT (substr(name, 1, instr(name || ' ', ' ') - 1)
--     ) FROM (SELECT OLD."name" AS "name") AS "people")), "last" = coalesce("last", (SELECT (substr(name, instr(name || ' ', ' ') + 1)
--     ) FROM (SELECT OLD."name" AS "name") AS "people")) WHERE "id" = NEW."id" AND ((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) AND NOT ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND (OLD."first" IS NULL AND OLD."last" IS NULL)
--         AND (("first" IS NULL AND (SELECT (substr(name, 1, instr(name || ' ', ' ') - 1)
--     ) FROM (SELECT OLD."name" AS "name") AS "people") IS NOT NULL) OR ("last" IS NULL AND (SELECT (substr(name, instr(name || ' ', ' ') + 1)
--     ) FROM (SELECT OLD."name" AS "name") AS "people") IS NOT NULL));
--       UPDATE "people" SET "first" = (substr(name, 1, instr(name || ' ', ' ') - 1)
--     ), "last" = (substr(name, instr(name || ' ', ' ') + 1)
--     ) WHERE "id" = NEW."id" AND ((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) = ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND (((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id")) AND (OLD."first" IS NULL AND OLD."last" IS NULL)
--         AND (("first" IS NULL OR "first" COLLATE BINARY IS (substr(name, 1, instr(name || ' ', ' ') - 1)
--     )) AND ("last" IS NULL OR "last" COLLATE BINARY IS (substr(name, instr(name || ' ', ' ') + 1)
--     ))) AND (("first" IS NULL AND (substr(name, 1, instr(name || ' ', ' ') - 1)
--     ) IS NOT NULL) OR ("last" IS NULL AND (substr(name, instr(name || ' ', ' ') + 1)
--     ) IS NOT NULL));
--       UPDATE "people" SET "name" = (first || ' ' || last
--     ) WHERE "id" = NEW."id" AND ((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) AND NOT ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND NOT (("first" COLLATE BINARY IS (substr(name, 1, instr(name || ' ', ' ') - 1)
--     ) AND "last" COLLATE BINARY IS (substr(name, instr(name || ' ', ' ') + 1)
--     )) AND "name" IS NOT NULL) AND (("name" COLLATE BINARY IS NOT (first || ' ' || last
--     )));
--       UPDATE "people" SET "first" = (substr(name, 1, instr(name || ' ', ' ') - 1)
--     ), "last" = (substr(name, instr(name || ' ', ' ') + 1)
--     ) WHERE "id" = NEW."id" AND ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND NOT ((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) AND (("first" COLLATE BINARY IS NOT (substr(name, 1, instr(name || ' ', ' ') - 1)
--     )) OR ("last" COLLATE BINARY IS NOT (substr(name, instr(name || ' ', ' ') + 1)
--     )))
--         AND ((("name" COLLATE BINARY IS NOT (first || ' ' || last
--     ))) OR ((OLD."first" COLLATE BINARY IS (SELECT (substr(name, 1, instr(name || ' ', ' ') - 1)
--     ) FROM (SELECT OLD."name" AS "name") AS "people") AND OLD."last" COLLATE BINARY IS (SELECT (substr(name, instr(name || ' ', ' ') + 1)
--     ) FROM (SELECT OLD."name" AS "name") AS "people")) AND OLD."name" IS NOT NULL));
--       SELECT RAISE(ABORT, 'NOT NULL constraint failed: people.name') FROM "people" WHERE "id" = NEW."id" AND "name" IS NULL AND OLD."name" IS NOT NULL;
--     END
DROP TRIGGER IF EXISTS "migrate_map__people__name__first__insert";
DROP TRIGGER IF EXISTS "migrate_map__people__name__first__update";
CREATE TRIGGER "migrate_map__people__name__first__insert" AFTER INSERT ON "people"
WHEN (NEW."first" IS NULL AND NEW."last" IS NULL) OR (NEW."name" COLLATE BINARY IS NULL) OR NEW."name" IS NULL OR NEW."first" IS NULL OR NEW."last" IS NULL
BEGIN
  UPDATE "people" SET "first" = (substr(name, 1, instr(name || ' ', ' ') - 1)
), "last" = (substr(name, instr(name || ' ', ' ') + 1)
) WHERE "id" = NEW."id" AND (NEW."first" IS NULL AND NEW."last" IS NULL) AND ("first" IS NULL AND "last" IS NULL) AND ((substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL OR (substr(name, instr(name || ' ', ' ') + 1)
) IS NOT NULL);
  UPDATE "people" SET "name" = (first || ' ' || last
) WHERE "id" = NEW."id" AND NOT (NEW."first" IS NULL AND NEW."last" IS NULL) AND (NEW."name" COLLATE BINARY IS NULL) AND ("name" COLLATE BINARY IS NULL) AND NOT (("first" COLLATE BINARY IS (substr(name, 1, instr(name || ' ', ' ') - 1)
) AND "last" COLLATE BINARY IS (substr(name, instr(name || ' ', ' ') + 1)
)) AND "name" IS NOT NULL) AND (("name" COLLATE BINARY IS NOT (first || ' ' || last
)));
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: people.name') FROM "people" WHERE "id" = NEW."id" AND "name" IS NULL;
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: people.first') FROM "people" WHERE "id" = NEW."id" AND "first" IS NULL;
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: people.last') FROM "people" WHERE "id" = NEW."id" AND "last" IS NULL;
END;
CREATE TRIGGER "migrate_map__people__name__first__update" AFTER UPDATE OF "name", "first", "last", "id", rowid, _rowid_, oid ON "people"
WHEN ((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) <> ((NEW."name" COLLATE BINARY IS NOT OLD."name")) OR ((OLD."first" IS NULL AND OLD."last" IS NULL) AND (((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id"))) OR (NEW."name" IS NULL AND OLD."name" IS NOT NULL) OR (NEW."first" IS NULL AND OLD."first" IS NOT NULL) OR (NEW."last" IS NULL AND OLD."last" IS NOT NULL)
BEGIN
  UPDATE "people" SET "first" = coalesce("first", (SELECT (substr(name, 1, instr(name || ' ', ' ') - 1)
) FROM (SELECT OLD."name" AS "name") AS "people")), "last" = coalesce("last", (SELECT (substr(name, instr(name || ' ', ' ') + 1)
) FROM (SELECT OLD."name" AS "name") AS "people")) WHERE "id" = NEW."id" AND ((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) AND NOT ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND (OLD."first" IS NULL AND OLD."last" IS NULL)
    AND (("first" IS NULL AND (SELECT (substr(name, 1, instr(name || ' ', ' ') - 1)
) FROM (SELECT OLD."name" AS "name") AS "people") IS NOT NULL) OR ("last" IS NULL AND (SELECT (substr(name, instr(name || ' ', ' ') + 1)
) FROM (SELECT OLD."name" AS "name") AS "people") IS NOT NULL));
  UPDATE "people" SET "first" = (substr(name, 1, instr(name || ' ', ' ') - 1)
), "last" = (substr(name, instr(name || ' ', ' ') + 1)
) WHERE "id" = NEW."id" AND ((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) = ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND (((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id")) AND (OLD."first" IS NULL AND OLD."last" IS NULL)
    AND (("first" IS NULL OR "first" COLLATE BINARY IS (substr(name, 1, instr(name || ' ', ' ') - 1)
)) AND ("last" IS NULL OR "last" COLLATE BINARY IS (substr(name, instr(name || ' ', ' ') + 1)
))) AND (("first" IS NULL AND (substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL) OR ("last" IS NULL AND (substr(name, instr(name || ' ', ' ') + 1)
) IS NOT NULL));
  UPDATE "people" SET "name" = (first || ' ' || last
) WHERE "id" = NEW."id" AND ((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) AND NOT ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND NOT (("first" COLLATE BINARY IS (substr(name, 1, instr(name || ' ', ' ') - 1)
) AND "last" COLLATE BINARY IS (substr(name, instr(name || ' ', ' ') + 1)
)) AND "name" IS NOT NULL) AND (("name" COLLATE BINARY IS NOT (first || ' ' || last
)));
  UPDATE "people" SET "first" = (substr(name, 1, instr(name || ' ', ' ') - 1)
), "last" = (substr(name, instr(name || ' ', ' ') + 1)
) WHERE "id" = NEW."id" AND ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND NOT ((NEW."first" COLLATE BINARY IS NOT OLD."first") OR (NEW."last" COLLATE BINARY IS NOT OLD."last")) AND (("first" COLLATE BINARY IS NOT (substr(name, 1, instr(name || ' ', ' ') - 1)
)) OR ("last" COLLATE BINARY IS NOT (substr(name, instr(name || ' ', ' ') + 1)
)))
    AND ((("name" COLLATE BINARY IS NOT (first || ' ' || last
))) OR ((OLD."first" COLLATE BINARY IS (SELECT (substr(name, 1, instr(name || ' ', ' ') - 1)
) FROM (SELECT OLD."name" AS "name") AS "people") AND OLD."last" COLLATE BINARY IS (SELECT (substr(name, instr(name || ' ', ' ') + 1)
) FROM (SELECT OLD."name" AS "name") AS "people")) AND OLD."name" IS NOT NULL));
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: people.name') FROM "people" WHERE "id" = NEW."id" AND "name" IS NULL AND OLD."name" IS NOT NULL;
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: people.first') FROM "people" WHERE "id" = NEW."id" AND "first" IS NULL AND OLD."first" IS NOT NULL;
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: people.last') FROM "people" WHERE "id" = NEW."id" AND "last" IS NULL AND OLD."last" IS NOT NULL;
END;

-- [backfill-6] fill places.zip, city into address
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
UPDATE "places" SET "address" = (zip || ' ' || city
) WHERE "id" >= ?1 AND "id" <= ?2 AND ("address" IS NULL) AND ((zip || ' ' || city
) IS NOT NULL);

-- [backfill-7] look for rows not filled: places.zip, city into address
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
SELECT "id" FROM "places" WHERE "id" >= ?1 AND "id" <= ?2 AND ("address" IS NULL) AND ((zip || ' ' || city
) IS NOT NULL) LIMIT 5;

-- ==== contract
-- [contract-1] look for rows not filled: people.name into first, last, again
--   lock: none on people; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "people" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "people" WHERE "id" >= ?1 AND "id" <= ?2 AND ("first" IS NULL AND "last" IS NULL) AND ((substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL OR (substr(name, instr(name || ' ', ' ') + 1)
) IS NOT NULL) LIMIT 5;

-- [contract-2] look for rows not filled: places.zip, city into address, again
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
SELECT "id" FROM "places" WHERE "id" >= ?1 AND "id" <= ?2 AND ("address" IS NULL) AND ((zip || ' ' || city
) IS NOT NULL) AND (("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
)) OR ("city" COLLATE BINARY IS NOT (substr(address, instr(address || ' ', ' ') + 1)
))) LIMIT 5;

-- [contract-3] drop the old columns of people.name into first, last
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: no live code uses them; proof, NOT NULL and the drop are one transaction
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'every row of people is filled', holds = (NOT EXISTS (SELECT 1 FROM "people" WHERE ("first" IS NULL AND "last" IS NULL) AND ((substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL OR (substr(name, instr(name || ' ', ' ') + 1)
) IS NOT NULL)));
UPDATE migrate_guard SET expectation = 'no row of people has a NULL in first', holds = (NOT EXISTS (SELECT 1 FROM "people" WHERE "first" IS NULL));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_pending__people__first*/', 'NOT NULL DEFAULT ''N.''')
WHERE type = 'table' AND name = 'people' AND length(sql) - length(replace(sql, '/*migrate_pending__people__first*/', '')) = length('/*migrate_pending__people__first*/');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'people.first is as it was asked for', holds = (SELECT "notnull" = 1 FROM pragma_table_info('people') WHERE name = 'first');
UPDATE migrate_guard SET expectation = 'no row of people has a NULL in last', holds = (NOT EXISTS (SELECT 1 FROM "people" WHERE "last" IS NULL));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_pending__people__last*/', 'NOT NULL DEFAULT ''N.''')
WHERE type = 'table' AND name = 'people' AND length(sql) - length(replace(sql, '/*migrate_pending__people__last*/', '')) = length('/*migrate_pending__people__last*/');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'people.last is as it was asked for', holds = (SELECT "notnull" = 1 FROM pragma_table_info('people') WHERE name = 'last');
DROP TRIGGER IF EXISTS "migrate_map__people__name__first__insert";
DROP TRIGGER IF EXISTS "migrate_map__people__name__first__update";
ALTER TABLE "people" DROP COLUMN "name";

-- [contract-4] drop the old columns of places.zip, city into address
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: no live code uses them; proof, NOT NULL and the drop are one transaction
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'every row of places is filled', holds = (NOT EXISTS (SELECT 1 FROM "places" WHERE ("address" IS NULL) AND ((zip || ' ' || city
) IS NOT NULL) AND (("zip" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ' ', ' ') - 1)
)) OR ("city" COLLATE BINARY IS NOT (substr(address, instr(address || ' ', ' ') + 1)
)))));
DROP TRIGGER IF EXISTS "migrate_map__places__zip__address__insert";
DROP TRIGGER IF EXISTS "migrate_map__places__zip__address__update";
ALTER TABLE "places" DROP COLUMN "zip";
ALTER TABLE "places" DROP COLUMN "city";
