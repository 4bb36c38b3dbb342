-- migration: moved_before_filled
-- description: A row gets another key before the fill has come to it
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract a NULL in people.loud means "not filled yet" and is filled from `up`
-- note: people.name into first_name, last_name: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ

-- ==== expand
-- [expand-1] add people.loud, filled by triggers where old code leaves it out
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: nullable until contract: old code does not know the column
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__people__loud__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__people__loud__update"
--   undo: ALTER TABLE "people" DROP COLUMN "loud"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of people.loud that are not what `up` gives, counted by SELECT count(*) FROM (SELECT 1 FROM "people" WHERE "loud" IS NOT NULL AND "loud" COLLATE BINARY IS NOT (upper(town)
--     ) LIMIT 1000)
ALTER TABLE "people" ADD COLUMN "loud" VARCHAR(80);
CREATE TRIGGER "migrate_derive__people__loud__insert" AFTER INSERT ON "people"
WHEN NEW."loud" IS NULL
BEGIN
  UPDATE "people" SET "loud" = (upper(town)
) WHERE "id" = NEW."id" AND "loud" IS NULL;
END;
CREATE TRIGGER "migrate_derive__people__loud__update" AFTER UPDATE ON "people"
WHEN (NOT (NEW."loud" COLLATE BINARY IS NOT OLD."loud") AND (OLD."loud" IS NULL OR OLD."loud" COLLATE BINARY IS (SELECT (upper(town)
) FROM (SELECT OLD."town" AS "town") AS "people")))
BEGIN
  UPDATE "people" SET "loud" = (upper(town)
) WHERE "id" = NEW."id" AND NOT (NEW."loud" COLLATE BINARY IS NOT OLD."loud") AND (OLD."loud" IS NULL OR OLD."loud" COLLATE BINARY IS (SELECT (upper(town)
) FROM (SELECT OLD."town" AS "town") AS "people"))
    AND "loud" COLLATE BINARY IS NOT (upper(town)
);
END;

-- [expand-2] add the columns of people.name into first_name, last_name, kept in step both ways
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
--   undo: DROP TRIGGER IF EXISTS "migrate_map__people__name__first_name__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_map__people__name__first_name__update"
--   undo: ALTER TABLE "people" DROP COLUMN "first_name"
--   undo: ALTER TABLE "people" DROP COLUMN "last_name"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of people.name into first_name, last_name that the old columns do not give again, counted by SELECT count(*) FROM (SELECT 1 FROM "people" WHERE NOT ("first_name" IS NULL AND "last_name" IS NULL) AND (("first_name" COLLATE BINARY IS NOT (substr(name, 1, instr(name || ' ', ' ') - 1)
--     )) OR ("last_name" COLLATE BINARY IS NOT (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
--     ))) LIMIT 1000)
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', name VARCHAR(80) NOT NULL', ', name VARCHAR(80) /*migrate_not_null__people__name*/')
WHERE type = 'table' AND name = 'people' AND length(sql) - length(replace(sql, ', name VARCHAR(80) NOT NULL', '')) = length(', name VARCHAR(80) NOT NULL');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'people.name accepts NULL; its triggers refuse it from here on', holds = (SELECT "notnull" = 0 FROM pragma_table_info('people') WHERE name = 'name');
ALTER TABLE "people" ADD COLUMN "first_name" VARCHAR(80);
ALTER TABLE "people" ADD COLUMN "last_name" VARCHAR(80);
CREATE TRIGGER "migrate_map__people__name__first_name__insert" AFTER INSERT ON "people"
WHEN (NEW."first_name" IS NULL AND NEW."last_name" IS NULL) OR (NEW."name" COLLATE BINARY IS NULL) OR NEW."name" IS NULL
BEGIN
  UPDATE "people" SET "first_name" = (substr(name, 1, instr(name || ' ', ' ') - 1)
), "last_name" = (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) WHERE "id" = NEW."id" AND (NEW."first_name" IS NULL AND NEW."last_name" IS NULL) AND ("first_name" IS NULL AND "last_name" IS NULL) AND ((substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL OR (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) IS NOT NULL);
  UPDATE "people" SET "name" = (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
) WHERE "id" = NEW."id" AND NOT (NEW."first_name" IS NULL AND NEW."last_name" IS NULL) AND (NEW."name" COLLATE BINARY IS NULL) AND ("name" COLLATE BINARY IS NULL) AND NOT (("first_name" COLLATE BINARY IS (substr(name, 1, instr(name || ' ', ' ') - 1)
) AND "last_name" COLLATE BINARY IS (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
)) AND "name" IS NOT NULL) AND (("name" COLLATE BINARY IS NOT (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
)));
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: people.name') FROM "people" WHERE "id" = NEW."id" AND "name" IS NULL;
END;
CREATE TRIGGER "migrate_map__people__name__first_name__update" AFTER UPDATE OF "name", "first_name", "last_name", "id", rowid, _rowid_, oid ON "people"
WHEN ((NEW."first_name" COLLATE BINARY IS NOT OLD."first_name") OR (NEW."last_name" COLLATE BINARY IS NOT OLD."last_name")) <> ((NEW."name" COLLATE BINARY IS NOT OLD."name")) OR ((OLD."first_name" IS NULL AND OLD."last_name" IS NULL) AND ((OLD."name" COLLATE BINARY IS NOT (SELECT (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
) FROM (SELECT OLD."first_name" AS "first_name", OLD."last_name" AS "last_name") AS "people"))) AND (((NEW."first_name" COLLATE BINARY IS NOT OLD."first_name") OR (NEW."last_name" COLLATE BINARY IS NOT OLD."last_name")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id"))) OR (NEW."name" IS NULL AND OLD."name" IS NOT NULL)
BEGIN
  UPDATE "people" SET "first_name" = coalesce("first_name", (SELECT (substr(name, 1, instr(name || ' ', ' ') - 1)
) FROM (SELECT OLD."name" AS "name") AS "people")), "last_name" = coalesce("last_name", (SELECT (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) FROM (SELECT OLD."name" AS "name") AS "people")) WHERE "id" = NEW."id" AND ((NEW."first_name" COLLATE BINARY IS NOT OLD."first_name") OR (NEW."last_name" COLLATE BINARY IS NOT OLD."last_name")) AND NOT ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND (OLD."first_name" IS NULL AND OLD."last_name" IS NULL) AND ((OLD."name" COLLATE BINARY IS NOT (SELECT (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
) FROM (SELECT OLD."first_name" AS "first_name", OLD."last_name" AS "last_name") AS "people")))
    AND (("first_name" IS NULL AND (SELECT (substr(name, 1, instr(name || ' ', ' ') - 1)
) FROM (SELECT OLD."name" AS "name") AS "people") IS NOT NULL) OR ("last_name" IS NULL AND (SELECT (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) FROM (SELECT OLD."name" AS "name") AS "people") IS NOT NULL));
  UPDATE "people" SET "first_name" = (substr(name, 1, instr(name || ' ', ' ') - 1)
), "last_name" = (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) WHERE "id" = NEW."id" AND ((NEW."first_name" COLLATE BINARY IS NOT OLD."first_name") OR (NEW."last_name" COLLATE BINARY IS NOT OLD."last_name")) = ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND (((NEW."first_name" COLLATE BINARY IS NOT OLD."first_name") OR (NEW."last_name" COLLATE BINARY IS NOT OLD."last_name")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id")) AND (OLD."first_name" IS NULL AND OLD."last_name" IS NULL) AND ((OLD."name" COLLATE BINARY IS NOT (SELECT (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
) FROM (SELECT OLD."first_name" AS "first_name", OLD."last_name" AS "last_name") AS "people")))
    AND (("first_name" IS NULL OR "first_name" COLLATE BINARY IS (substr(name, 1, instr(name || ' ', ' ') - 1)
)) AND ("last_name" IS NULL OR "last_name" COLLATE BINARY IS (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
))) AND (("first_name" IS NULL AND (substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL) OR ("last_name" IS NULL AND (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) IS NOT NULL));
  UPDATE "people" SET "name" = (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
) WHERE "id" = NEW."id" AND ((NEW."first_name" COLLATE BINARY IS NOT OLD."first_name") OR (NEW."last_name" COLLATE BINARY IS NOT OLD."last_name")) AND NOT ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND NOT (("first_name" COLLATE BINARY IS (substr(name, 1, instr(name || ' ', ' ') - 1)
) AND "last_name" COLLATE BINARY IS (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
)) AND "name" IS NOT NULL) AND (("name" COLLATE BINARY IS NOT (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
)));
  UPDATE "people" SET "first_name" = (substr(name, 1, instr(name || ' ', ' ') - 1)
), "last_name" = (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) WHERE "id" = NEW."id" AND ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND NOT ((NEW."first_name" COLLATE BINARY IS NOT OLD."first_name") OR (NEW."last_name" COLLATE BINARY IS NOT OLD."last_name")) AND (("first_name" COLLATE BINARY IS NOT (substr(name, 1, instr(name || ' ', ' ') - 1)
)) OR ("last_name" COLLATE BINARY IS NOT (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
)))
    AND ((("name" COLLATE BINARY IS NOT (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
))) OR ((OLD."first_name" COLLATE BINARY IS (SELECT (substr(name, 1, instr(name || ' ', ' ') - 1)
) FROM (SELECT OLD."name" AS "name") AS "people") AND OLD."last_name" COLLATE BINARY IS (SELECT (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) FROM (SELECT OLD."name" AS "name") AS "people")) AND OLD."name" IS NOT NULL));
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: people.name') FROM "people" WHERE "id" = NEW."id" AND "name" IS NULL AND OLD."name" IS NOT NULL;
END;

-- ==== backfill
-- [backfill-1] fill people.loud
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
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
UPDATE "people" SET "loud" = (upper(town)
) WHERE "id" >= ?1 AND "id" <= ?2 AND "loud" IS NULL;

-- [backfill-2] look for rows not filled: people.loud
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
SELECT "id" FROM "people" WHERE "id" >= ?1 AND "id" <= ?2 AND "loud" IS NULL AND (upper(town)
) IS NOT NULL LIMIT 5;

-- [backfill-3] fill people.name into first_name, last_name
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
UPDATE "people" SET "first_name" = (substr(name, 1, instr(name || ' ', ' ') - 1)
), "last_name" = (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) WHERE "id" >= ?1 AND "id" <= ?2 AND ("first_name" IS NULL AND "last_name" IS NULL) AND ((substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL OR (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) IS NOT NULL);

-- [backfill-4] look for rows not filled: people.name into first_name, last_name
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
SELECT "id" FROM "people" WHERE "id" >= ?1 AND "id" <= ?2 AND ("first_name" IS NULL AND "last_name" IS NULL) AND ((substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL OR (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) IS NOT NULL) LIMIT 5;

-- ==== contract
-- [contract-1] look for rows not filled: people.name into first_name, last_name, again
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
SELECT "id" FROM "people" WHERE "id" >= ?1 AND "id" <= ?2 AND ("first_name" IS NULL AND "last_name" IS NULL) AND ((substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL OR (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) IS NOT NULL) AND (("name" COLLATE BINARY IS NOT (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
))) LIMIT 5;

-- [contract-2] end the filling of people.loud
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code, which leaves the column out, is gone
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_derive__people__loud__insert";
DROP TRIGGER IF EXISTS "migrate_derive__people__loud__update";

-- [contract-3] drop the old columns of people.name into first_name, last_name
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: no live code uses them; proof, NOT NULL and the drop are one transaction
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'every row of people is filled', holds = (NOT EXISTS (SELECT 1 FROM "people" WHERE ("first_name" IS NULL AND "last_name" IS NULL) AND ((substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL OR (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) IS NOT NULL) AND (("name" COLLATE BINARY IS NOT (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
)))));
DROP TRIGGER IF EXISTS "migrate_map__people__name__first_name__insert";
DROP TRIGGER IF EXISTS "migrate_map__people__name__first_name__update";
ALTER TABLE "people" DROP COLUMN "name";
