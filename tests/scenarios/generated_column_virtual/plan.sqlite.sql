-- migration: generated_column_virtual
-- description: Expressions that read a column which the server computes when it is read
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: typed is exchanged for its shadow in contract; until then old and new code both use the old shape

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
ALTER TABLE "boxes" ADD COLUMN "painted" INTEGER /*migrate_pending__boxes__painted*/;
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

-- [expand-3] make a shadow of typed: typed.word becomes integer
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: `up` gives each row another value; with it, in one transaction, comes the log of what changes meanwhile
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_log__typed__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__typed__update"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__typed__delete"
--   undo: DROP TABLE IF EXISTS "migrate_typed__log"
--   undo: DROP TABLE IF EXISTS "migrate_typed__shadow"
--   lock of undo: write lock on the database file, in proportion to the table: its pages go to the free list; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
CREATE TABLE "migrate_typed__shadow" (id integer PRIMARY KEY, a integer, g integer GENERATED ALWAYS AS (a * 2) VIRTUAL, word integer, n VARCHAR(20));
CREATE TABLE "migrate_typed__log" (id INTEGER PRIMARY KEY, row_1 INTEGER);
CREATE INDEX "migrate_typed__log__row" ON "migrate_typed__log" (row_1);
CREATE TRIGGER "migrate_log__typed__insert" AFTER INSERT ON "typed"
BEGIN
  INSERT INTO "migrate_typed__log" (row_1) SELECT NEW."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_typed__log" WHERE row_1 IS NEW."id");
END;
CREATE TRIGGER "migrate_log__typed__update" AFTER UPDATE ON "typed"
BEGIN
  INSERT INTO "migrate_typed__log" (row_1) SELECT OLD."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_typed__log" WHERE row_1 IS OLD."id");
  INSERT INTO "migrate_typed__log" (row_1) SELECT NEW."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_typed__log" WHERE row_1 IS NEW."id");
END;
CREATE TRIGGER "migrate_log__typed__delete" AFTER DELETE ON "typed"
BEGIN
  INSERT INTO "migrate_typed__log" (row_1) SELECT OLD."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_typed__log" WHERE row_1 IS OLD."id");
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

-- [backfill-2] look for rows without boxes.painted
--   lock: none on boxes; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table boxes by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "boxes" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "boxes" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "boxes" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "boxes" WHERE "id" >= ?1 AND "id" <= ?2 AND "painted" IS NULL LIMIT 5;

-- [backfill-3] the triggers refuse NULL in boxes.painted
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: new code may rely on it; the NOT NULL itself comes with contract
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__boxes__painted__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__boxes__painted__update"
--   undo: CREATE TRIGGER "migrate_derive__boxes__painted__insert" AFTER INSERT ON "boxes"
--     WHEN NEW."painted" IS NULL
--     BEGIN
--       UPDATE "boxes" SET "painted" = (area + 1
--     ) WHERE "id" = NEW."id" AND "painted" IS NULL;
--     END
--   undo: CREATE TRIGGER "migrate_derive__boxes__painted__update" AFTER UPDATE ON "boxes"
--     WHEN (NOT (NEW."painted" COLLATE BINARY IS NOT OLD."painted") AND (OLD."painted" IS NULL OR OLD."painted" COLLATE BINARY IS (SELECT (area + 1
--     ) FROM (SELECT OLD."area" AS "area") AS "boxes")))
--     BEGIN
--       UPDATE "boxes" SET "painted" = (area + 1
--     ) WHERE "id" = NEW."id" AND NOT (NEW."painted" COLLATE BINARY IS NOT OLD."painted") AND (OLD."painted" IS NULL OR OLD."painted" COLLATE BINARY IS (SELECT (area + 1
--     ) FROM (SELECT OLD."area" AS "area") AS "boxes"))
--         AND "painted" COLLATE BINARY IS NOT (area + 1
--     );
--     END
DROP TRIGGER IF EXISTS "migrate_derive__boxes__painted__insert";
DROP TRIGGER IF EXISTS "migrate_derive__boxes__painted__update";
CREATE TRIGGER "migrate_derive__boxes__painted__insert" AFTER INSERT ON "boxes"
WHEN NEW."painted" IS NULL
BEGIN
  UPDATE "boxes" SET "painted" = (area + 1
) WHERE "id" = NEW."id" AND "painted" IS NULL;
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: boxes.painted') FROM "boxes" WHERE "id" = NEW."id" AND "painted" IS NULL;
END;
CREATE TRIGGER "migrate_derive__boxes__painted__update" AFTER UPDATE ON "boxes"
WHEN (NOT (NEW."painted" COLLATE BINARY IS NOT OLD."painted") AND (OLD."painted" IS NULL OR OLD."painted" COLLATE BINARY IS (SELECT (area + 1
) FROM (SELECT OLD."area" AS "area") AS "boxes"))) OR (NEW."painted" IS NULL AND OLD."painted" IS NOT NULL)
BEGIN
  UPDATE "boxes" SET "painted" = (area + 1
) WHERE "id" = NEW."id" AND NOT (NEW."painted" COLLATE BINARY IS NOT OLD."painted") AND (OLD."painted" IS NULL OR OLD."painted" COLLATE BINARY IS (SELECT (area + 1
) FROM (SELECT OLD."area" AS "area") AS "boxes"))
    AND "painted" COLLATE BINARY IS NOT (area + 1
);
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: boxes.painted') FROM "boxes" WHERE "id" = NEW."id" AND "painted" IS NULL AND OLD."painted" IS NOT NULL;
END;

-- [backfill-4] look for rows of typed that the new shape has no place for
--   lock: none on typed; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table typed by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "typed" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "typed" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "typed" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "typed" WHERE "id" >= ?1 AND "id" <= ?2 AND ((SELECT migrate_value IS NOT NULL AND (NOT (CAST(migrate_value AS NUMERIC) = migrate_value AND typeof(CAST(migrate_value AS NUMERIC)) = 'integer')) FROM (SELECT (g + length(word)
) AS migrate_value))) LIMIT 5;

-- [backfill-5] take away what only typed's shadow has
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: the copy mends the rows that the table has; where a comparison has failed there may be others
--   batches: table migrate_typed__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_typed__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_typed__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_typed__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_typed__shadow" AS migrate_copy WHERE "id" >= ?1 AND "id" <= ?2
  AND NOT EXISTS (SELECT 1 FROM "typed" AS migrate_was WHERE migrate_was."id" = migrate_copy."id");

-- [backfill-6] copy typed into its shadow
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: its indexes are there already: to build one later would hold the write lock for all of it
--   batches: table typed by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "typed" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "typed" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "typed" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_typed__shadow" ("id", "a", "word", "n")
SELECT "id", "a", (g + length(word)
), "n"
FROM "typed" WHERE "id" >= ?1 AND "id" <= ?2;

-- [backfill-7] apply what changed in typed meanwhile
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_typed__log, each forgotten in the transaction that applied it
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "id" FROM "migrate_typed__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_typed__shadow" WHERE "id" IN (SELECT row_1 FROM "migrate_typed__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_typed__shadow" ("id", "a", "word", "n")
SELECT "id", "a", (g + length(word)
), "n"
FROM "typed" WHERE "id" IN (SELECT row_1 FROM "migrate_typed__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_typed__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.id
DELETE FROM "migrate_typed__shadow" WHERE "id" = ?1;
--   then:
--     ?1 = from.id
INSERT OR REPLACE INTO "migrate_typed__shadow" ("id", "a", "word", "n")
SELECT "id", "a", (g + length(word)
), "n"
FROM "typed" WHERE "id" = ?1;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.id
SELECT 1 FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "a" AS migrate_value_2, (g + length(word)
) AS migrate_value_3, "n" AS migrate_value_4 FROM "typed" WHERE "id" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_typed__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."a" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."word" COLLATE BINARY IS migrate_was.migrate_value_3 AND migrate_copy."n" COLLATE BINARY IS migrate_was.migrate_value_4);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_typed__log" WHERE id = ?1;

-- [backfill-8] compare typed with its shadow
--   lock: none on typed; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table typed by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "typed" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "typed" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "typed" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT migrate_was.migrate_row_1 AS "id" FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "a" AS migrate_value_2, (g + length(word)
) AS migrate_value_3, "n" AS migrate_value_4 FROM "typed" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_typed__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."a" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."word" COLLATE BINARY IS migrate_was.migrate_value_3 AND migrate_copy."n" COLLATE BINARY IS migrate_was.migrate_value_4)
  AND NOT EXISTS (SELECT 1 FROM "migrate_typed__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [backfill-9] look for rows that only typed's shadow has
--   lock: none on typed; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_typed__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_typed__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_typed__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_typed__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM (SELECT "id" FROM "migrate_typed__shadow" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "typed" AS migrate_was WHERE migrate_was."id" = migrate_copy."id")
  AND NOT EXISTS (SELECT 1 FROM "migrate_typed__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_copy."id") LIMIT 5;

-- ==== contract
-- [contract-1] apply what changed in typed since
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_typed__log, each forgotten in the transaction that applied it
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "id" FROM "migrate_typed__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_typed__shadow" WHERE "id" IN (SELECT row_1 FROM "migrate_typed__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_typed__shadow" ("id", "a", "word", "n")
SELECT "id", "a", (g + length(word)
), "n"
FROM "typed" WHERE "id" IN (SELECT row_1 FROM "migrate_typed__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_typed__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.id
DELETE FROM "migrate_typed__shadow" WHERE "id" = ?1;
--   then:
--     ?1 = from.id
INSERT OR REPLACE INTO "migrate_typed__shadow" ("id", "a", "word", "n")
SELECT "id", "a", (g + length(word)
), "n"
FROM "typed" WHERE "id" = ?1;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.id
SELECT 1 FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "a" AS migrate_value_2, (g + length(word)
) AS migrate_value_3, "n" AS migrate_value_4 FROM "typed" WHERE "id" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_typed__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."a" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."word" COLLATE BINARY IS migrate_was.migrate_value_3 AND migrate_copy."n" COLLATE BINARY IS migrate_was.migrate_value_4);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_typed__log" WHERE id = ?1;

-- [contract-2] look for rows of typed that the new shape has no place for, again
--   lock: none on typed; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table typed by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "typed" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "typed" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "typed" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "typed" WHERE "id" >= ?1 AND "id" <= ?2 AND ((SELECT migrate_value IS NOT NULL AND (NOT (CAST(migrate_value AS NUMERIC) = migrate_value AND typeof(CAST(migrate_value AS NUMERIC)) = 'integer')) FROM (SELECT (g + length(word)
) AS migrate_value))) LIMIT 5;

-- [contract-3] compare typed with its shadow, again
--   lock: none on typed; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table typed by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "typed" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "typed" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "typed" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT migrate_was.migrate_row_1 AS "id" FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "a" AS migrate_value_2, (g + length(word)
) AS migrate_value_3, "n" AS migrate_value_4 FROM "typed" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_typed__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."a" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."word" COLLATE BINARY IS migrate_was.migrate_value_3 AND migrate_copy."n" COLLATE BINARY IS migrate_was.migrate_value_4)
  AND NOT EXISTS (SELECT 1 FROM "migrate_typed__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [contract-4] look for rows that only typed's shadow has, again
--   lock: none on typed; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_typed__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_typed__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_typed__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_typed__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM (SELECT "id" FROM "migrate_typed__shadow" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "typed" AS migrate_was WHERE migrate_was."id" = migrate_copy."id")
  AND NOT EXISTS (SELECT 1 FROM "migrate_typed__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_copy."id") LIMIT 5;

-- [contract-5] drop parcels.price
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: old code, which reads the column, is gone
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_derive__parcels__price__insert";
DROP TRIGGER IF EXISTS "migrate_derive__parcels__price__update";
ALTER TABLE "parcels" DROP COLUMN "price";

-- [contract-6] end the filling of boxes.painted
--   strategy: in place
--   lock: write lock on the database file, one read of the table, then milliseconds; proof and NOT NULL belong in one transaction
--   why: old code, which leaves the column out, is gone
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'no row of boxes has a NULL in painted', holds = (NOT EXISTS (SELECT 1 FROM "boxes" WHERE "painted" IS NULL));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_pending__boxes__painted*/', 'NOT NULL')
WHERE type = 'table' AND name = 'boxes' AND length(sql) - length(replace(sql, '/*migrate_pending__boxes__painted*/', '')) = length('/*migrate_pending__boxes__painted*/');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'boxes.painted is as it was asked for', holds = (SELECT "notnull" = 1 FROM pragma_table_info('boxes') WHERE name = 'painted');
DROP TRIGGER IF EXISTS "migrate_derive__boxes__painted__insert";
DROP TRIGGER IF EXISTS "migrate_derive__boxes__painted__update";

-- [contract-7] look for what has been changed of typed since
--   lock: none on typed; reads only
--   expects: no row
WITH planned (sql) AS (VALUES ('CREATE TABLE typed (id integer PRIMARY KEY, a integer, g integer GENERATED ALWAYS AS (a * 2) VIRTUAL, word VARCHAR(20), n VARCHAR(20))'))
SELECT type, name, 'new or changed since' AS is_now FROM sqlite_schema WHERE tbl_name = 'typed' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\' AND sql NOT IN planned
UNION ALL SELECT NULL, sql, 'gone' FROM planned WHERE sql NOT IN (SELECT sql FROM sqlite_schema WHERE tbl_name = 'typed' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');

-- [contract-8] exchange typed for its shadow
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: what the log holds since it was last applied, then the catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: one transaction: a statement meets the one table or the other
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'foreign keys are off on this connection', holds = ((SELECT foreign_keys FROM pragma_foreign_keys) = 0);
UPDATE migrate_guard SET expectation = 'typed, its indexes and its triggers are what they were when this was planned', holds = (SELECT count(*) = 1 AND sum(sql IN ('CREATE TABLE typed (id integer PRIMARY KEY, a integer, g integer GENERATED ALWAYS AS (a * 2) VIRTUAL, word VARCHAR(20), n VARCHAR(20))')) = 1 FROM sqlite_schema WHERE tbl_name = 'typed' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');
UPDATE migrate_guard SET expectation = 'the new shape of typed has a place for each row', holds = (NOT EXISTS (SELECT 1 FROM "typed" WHERE "id" IN (SELECT row_1 FROM "migrate_typed__log") AND ((SELECT migrate_value IS NOT NULL AND (NOT (CAST(migrate_value AS NUMERIC) = migrate_value AND typeof(CAST(migrate_value AS NUMERIC)) = 'integer')) FROM (SELECT (g + length(word)
) AS migrate_value)))));
DELETE FROM "migrate_typed__shadow" WHERE "id" IN (SELECT row_1 FROM "migrate_typed__log");
INSERT OR ABORT INTO "migrate_typed__shadow" ("id", "a", "word", "n")
SELECT "id", "a", (g + length(word)
), "n"
FROM "typed" WHERE "id" IN (SELECT row_1 FROM "migrate_typed__log");
DELETE FROM "migrate_typed__log";
DROP TRIGGER IF EXISTS "migrate_log__typed__insert";
DROP TRIGGER IF EXISTS "migrate_log__typed__update";
DROP TRIGGER IF EXISTS "migrate_log__typed__delete";
PRAGMA legacy_alter_table=ON;
ALTER TABLE "typed" RENAME TO "migrate_typed__leaving";
ALTER TABLE "migrate_typed__shadow" RENAME TO "typed";
PRAGMA legacy_alter_table=OFF;
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = 'CREATE TABLE typed (id integer PRIMARY KEY, a integer, g integer GENERATED ALWAYS AS (a * 2) VIRTUAL, word integer, n VARCHAR(20))' WHERE type = 'table' AND name = 'typed';
PRAGMA writable_schema=RESET;
DROP TABLE IF EXISTS "migrate_typed__log";
ALTER TABLE "migrate_typed__leaving" RENAME TO "migrate_typed__old";

-- [contract-9] empty the old table of typed
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: nobody reads it; DROP TABLE alone would hold the write lock for all of it
--   batches: table migrate_typed__old by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_typed__old" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_typed__old" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_typed__old" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_typed__old" WHERE "id" >= ?1 AND "id" <= ?2;

-- [contract-10] drop the old table of typed
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: it is empty
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE "migrate_typed__old";
