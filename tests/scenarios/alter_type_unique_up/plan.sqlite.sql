-- migration: alter_type_unique_up
-- description: A new type with `up`, and unique by what `up` gives
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: parts is exchanged for its shadow in contract; until then old and new code both use the old shape

-- ==== expand
-- [expand-1] make a shadow of parts: parts.code becomes integer
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: `up` gives each row another value; with it, in one transaction, comes the log of what changes meanwhile
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_log__parts__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__parts__update"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__parts__delete"
--   undo: DROP TABLE IF EXISTS "migrate_parts__log"
--   undo: DROP TABLE IF EXISTS "migrate_parts__shadow"
--   lock of undo: write lock on the database file, in proportion to the table: its pages go to the free list; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
CREATE TABLE "migrate_parts__shadow" (id INTEGER PRIMARY KEY, code integer NOT NULL CONSTRAINT "parts_code_check" CHECK (code < 50
), size INTEGER NOT NULL DEFAULT 1);
CREATE TABLE "migrate_parts__log" (id INTEGER PRIMARY KEY, row_1 INTEGER);
CREATE INDEX "migrate_parts__log__row" ON "migrate_parts__log" (row_1);
CREATE TRIGGER "migrate_log__parts__insert" AFTER INSERT ON "parts"
BEGIN
  INSERT INTO "migrate_parts__log" (row_1) SELECT NEW."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_parts__log" WHERE row_1 IS NEW."id");
END;
CREATE TRIGGER "migrate_log__parts__update" AFTER UPDATE ON "parts"
BEGIN
  INSERT INTO "migrate_parts__log" (row_1) SELECT OLD."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_parts__log" WHERE row_1 IS OLD."id");
  INSERT INTO "migrate_parts__log" (row_1) SELECT NEW."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_parts__log" WHERE row_1 IS NEW."id");
END;
CREATE TRIGGER "migrate_log__parts__delete" AFTER DELETE ON "parts"
BEGIN
  INSERT INTO "migrate_parts__log" (row_1) SELECT OLD."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_parts__log" WHERE row_1 IS OLD."id");
END;

-- ==== backfill
-- [backfill-1] look for rows of parts that the new shape has no place for
--   lock: none on parts; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table parts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "parts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "parts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "parts" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "parts" WHERE "id" >= ?1 AND "id" <= ?2 AND ((SELECT NOT (code < 50
) FROM (SELECT (coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS "code") AS "parts") OR (SELECT migrate_value IS NOT NULL AND (NOT (CAST(migrate_value AS NUMERIC) = migrate_value AND typeof(CAST(migrate_value AS NUMERIC)) = 'integer')) FROM (SELECT (coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS migrate_value)) OR (coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) IS NULL) LIMIT 5;

-- [backfill-2] take away what only parts's shadow has
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: the copy mends the rows that the table has; where a comparison has failed there may be others
--   batches: table migrate_parts__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_parts__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_parts__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_parts__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_parts__shadow" AS migrate_copy WHERE "id" >= ?1 AND "id" <= ?2
  AND NOT EXISTS (SELECT 1 FROM "parts" AS migrate_was WHERE migrate_was."id" = migrate_copy."id");

-- [backfill-3] copy parts into its shadow
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: its indexes are there already: to build one later would hold the write lock for all of it
--   batches: table parts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "parts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "parts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "parts" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_parts__shadow" ("id", "code", "size")
SELECT "id", (coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
), "size"
FROM "parts" WHERE "id" >= ?1 AND "id" <= ?2;

-- [backfill-4] apply what changed in parts meanwhile
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_parts__log, each forgotten in the transaction that applied it
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "id" FROM "migrate_parts__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_parts__shadow" WHERE "id" IN (SELECT row_1 FROM "migrate_parts__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_parts__shadow" ("id", "code", "size")
SELECT "id", (coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
), "size"
FROM "parts" WHERE "id" IN (SELECT row_1 FROM "migrate_parts__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_parts__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.id
DELETE FROM "migrate_parts__shadow" WHERE "id" = ?1;
--   then:
--     ?1 = from.id
INSERT OR REPLACE INTO "migrate_parts__shadow" ("id", "code", "size")
SELECT "id", (coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
), "size"
FROM "parts" WHERE "id" = ?1;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.id
SELECT 1 FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, (coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS migrate_value_2, "size" AS migrate_value_3 FROM "parts" WHERE "id" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_parts__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."code" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."size" COLLATE BINARY IS migrate_was.migrate_value_3);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_parts__log" WHERE id = ?1;

-- [backfill-5] compare parts with its shadow
--   lock: none on parts; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table parts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "parts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "parts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "parts" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT migrate_was.migrate_row_1 AS "id" FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, (coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS migrate_value_2, "size" AS migrate_value_3 FROM "parts" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_parts__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."code" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."size" COLLATE BINARY IS migrate_was.migrate_value_3)
  AND NOT EXISTS (SELECT 1 FROM "migrate_parts__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [backfill-6] look for rows that only parts's shadow has
--   lock: none on parts; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_parts__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_parts__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_parts__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_parts__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM (SELECT "id" FROM "migrate_parts__shadow" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "parts" AS migrate_was WHERE migrate_was."id" = migrate_copy."id")
  AND NOT EXISTS (SELECT 1 FROM "migrate_parts__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_copy."id") LIMIT 5;

-- [backfill-7] look for duplicates that index parts_code_key would refuse
--   lock: none on parts; reads only
--   expects: no row
SELECT migrate_twice.key_1 AS "code", migrate_twice."rows",
  (SELECT group_concat(migrate_row, ', ') FROM (SELECT "id" AS migrate_row FROM "parts"
    WHERE CAST((coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS NUMERIC) IS NOT NULL AND CAST((coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS NUMERIC) = migrate_twice.key_1 ORDER BY "id" LIMIT 5))
  || CASE WHEN migrate_twice."rows" > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT CAST((coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS NUMERIC) AS key_1, count(*) AS "rows" FROM "parts"
  WHERE CAST((coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS NUMERIC) IS NOT NULL GROUP BY CAST((coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS NUMERIC) HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- ==== contract
-- [contract-1] apply what changed in parts since
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_parts__log, each forgotten in the transaction that applied it
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "id" FROM "migrate_parts__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_parts__shadow" WHERE "id" IN (SELECT row_1 FROM "migrate_parts__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_parts__shadow" ("id", "code", "size")
SELECT "id", (coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
), "size"
FROM "parts" WHERE "id" IN (SELECT row_1 FROM "migrate_parts__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_parts__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.id
DELETE FROM "migrate_parts__shadow" WHERE "id" = ?1;
--   then:
--     ?1 = from.id
INSERT OR REPLACE INTO "migrate_parts__shadow" ("id", "code", "size")
SELECT "id", (coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
), "size"
FROM "parts" WHERE "id" = ?1;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.id
SELECT 1 FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, (coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS migrate_value_2, "size" AS migrate_value_3 FROM "parts" WHERE "id" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_parts__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."code" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."size" COLLATE BINARY IS migrate_was.migrate_value_3);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_parts__log" WHERE id = ?1;

-- [contract-2] look for rows of parts that the new shape has no place for, again
--   lock: none on parts; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table parts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "parts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "parts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "parts" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "parts" WHERE "id" >= ?1 AND "id" <= ?2 AND ((SELECT NOT (code < 50
) FROM (SELECT (coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS "code") AS "parts") OR (SELECT migrate_value IS NOT NULL AND (NOT (CAST(migrate_value AS NUMERIC) = migrate_value AND typeof(CAST(migrate_value AS NUMERIC)) = 'integer')) FROM (SELECT (coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS migrate_value)) OR (coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) IS NULL) LIMIT 5;

-- [contract-3] compare parts with its shadow, again
--   lock: none on parts; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table parts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "parts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "parts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "parts" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT migrate_was.migrate_row_1 AS "id" FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, (coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS migrate_value_2, "size" AS migrate_value_3 FROM "parts" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_parts__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."code" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."size" COLLATE BINARY IS migrate_was.migrate_value_3)
  AND NOT EXISTS (SELECT 1 FROM "migrate_parts__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [contract-4] look for rows that only parts's shadow has, again
--   lock: none on parts; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_parts__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_parts__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_parts__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_parts__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM (SELECT "id" FROM "migrate_parts__shadow" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "parts" AS migrate_was WHERE migrate_was."id" = migrate_copy."id")
  AND NOT EXISTS (SELECT 1 FROM "migrate_parts__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_copy."id") LIMIT 5;

-- [contract-5] look for what has been changed of parts since
--   lock: none on parts; reads only
--   expects: no row
WITH planned (sql) AS (VALUES ('CREATE TABLE parts (id INTEGER PRIMARY KEY, code VARCHAR(20), size INTEGER NOT NULL DEFAULT 1)'))
SELECT type, name, 'new or changed since' AS is_now FROM sqlite_schema WHERE tbl_name = 'parts' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\' AND sql NOT IN planned
UNION ALL SELECT NULL, sql, 'gone' FROM planned WHERE sql NOT IN (SELECT sql FROM sqlite_schema WHERE tbl_name = 'parts' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');

-- [contract-6] look for duplicates that index parts_code_key would refuse, again
--   lock: none on parts; reads only
--   expects: no row
SELECT migrate_twice.key_1 AS "code", migrate_twice."rows",
  (SELECT group_concat(migrate_row, ', ') FROM (SELECT "id" AS migrate_row FROM "parts"
    WHERE CAST((coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS NUMERIC) IS NOT NULL AND CAST((coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS NUMERIC) = migrate_twice.key_1 ORDER BY "id" LIMIT 5))
  || CASE WHEN migrate_twice."rows" > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT CAST((coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS NUMERIC) AS key_1, count(*) AS "rows" FROM "parts"
  WHERE CAST((coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS NUMERIC) IS NOT NULL GROUP BY CAST((coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS NUMERIC) HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [contract-7] exchange parts for its shadow
--   strategy: shadow
--   lock: write lock on the database file, in proportion to the table: the index is built in one go; SQLite has no other way; readers go on in WAL mode, a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: one transaction: a statement meets the one table or the other
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'foreign keys are off on this connection', holds = ((SELECT foreign_keys FROM pragma_foreign_keys) = 0);
UPDATE migrate_guard SET expectation = 'parts, its indexes and its triggers are what they were when this was planned', holds = (SELECT count(*) = 1 AND sum(sql IN ('CREATE TABLE parts (id INTEGER PRIMARY KEY, code VARCHAR(20), size INTEGER NOT NULL DEFAULT 1)')) = 1 FROM sqlite_schema WHERE tbl_name = 'parts' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');
UPDATE migrate_guard SET expectation = 'the new shape of parts has a place for each row', holds = (NOT EXISTS (SELECT 1 FROM "parts" WHERE "id" IN (SELECT row_1 FROM "migrate_parts__log") AND ((SELECT NOT (code < 50
) FROM (SELECT (coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS "code") AS "parts") OR (SELECT migrate_value IS NOT NULL AND (NOT (CAST(migrate_value AS NUMERIC) = migrate_value AND typeof(CAST(migrate_value AS NUMERIC)) = 'integer')) FROM (SELECT (coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) AS migrate_value)) OR (coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
) IS NULL)));
DELETE FROM "migrate_parts__shadow" WHERE "id" IN (SELECT row_1 FROM "migrate_parts__log");
INSERT OR ABORT INTO "migrate_parts__shadow" ("id", "code", "size")
SELECT "id", (coalesce(CAST(ltrim(lower(code), 'b') AS INTEGER), 0)
), "size"
FROM "parts" WHERE "id" IN (SELECT row_1 FROM "migrate_parts__log");
DELETE FROM "migrate_parts__log";
DROP TRIGGER IF EXISTS "migrate_log__parts__insert";
DROP TRIGGER IF EXISTS "migrate_log__parts__update";
DROP TRIGGER IF EXISTS "migrate_log__parts__delete";
PRAGMA legacy_alter_table=ON;
ALTER TABLE "parts" RENAME TO "migrate_parts__leaving";
ALTER TABLE "migrate_parts__shadow" RENAME TO "parts";
PRAGMA legacy_alter_table=OFF;
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = 'CREATE TABLE parts (id INTEGER PRIMARY KEY, code integer NOT NULL CONSTRAINT "parts_code_check" CHECK (code < 50
), size INTEGER NOT NULL DEFAULT 1)' WHERE type = 'table' AND name = 'parts';
PRAGMA writable_schema=RESET;
DROP TABLE IF EXISTS "migrate_parts__log";
ALTER TABLE "migrate_parts__leaving" RENAME TO "migrate_parts__old";
CREATE UNIQUE INDEX "parts_code_key" ON "parts" ("code");

-- [contract-8] empty the old table of parts
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: nobody reads it; DROP TABLE alone would hold the write lock for all of it
--   batches: table migrate_parts__old by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_parts__old" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_parts__old" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_parts__old" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_parts__old" WHERE "id" >= ?1 AND "id" <= ?2;

-- [contract-9] drop the old table of parts
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: it is empty
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE "migrate_parts__old";
