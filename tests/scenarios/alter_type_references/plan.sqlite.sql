-- migration: alter_type_references
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: order_lines is exchanged for its shadow in contract; until then old and new code both use the old shape

-- ==== expand
-- [expand-1] make a shadow of order_lines: order_lines.item becomes integer
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: `up` gives each row another value; with it, in one transaction, comes the log of what changes meanwhile
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_log__order_lines__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__order_lines__update"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__order_lines__delete"
--   undo: DROP TABLE IF EXISTS "migrate_order_lines__log"
--   undo: DROP TABLE IF EXISTS "migrate_order_lines__shadow"
--   lock of undo: write lock on the database file, in proportion to the table: its pages go to the free list; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
CREATE TABLE "migrate_order_lines__shadow" (id integer PRIMARY KEY, item integer, amount integer NOT NULL DEFAULT 1);
CREATE TABLE "migrate_order_lines__log" (id INTEGER PRIMARY KEY, row_1 INTEGER);
CREATE INDEX "migrate_order_lines__log__row" ON "migrate_order_lines__log" (row_1);
CREATE TRIGGER "migrate_log__order_lines__insert" AFTER INSERT ON "order_lines"
BEGIN
  INSERT INTO "migrate_order_lines__log" (row_1) SELECT NEW."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_order_lines__log" WHERE row_1 IS NEW."id");
END;
CREATE TRIGGER "migrate_log__order_lines__update" AFTER UPDATE ON "order_lines"
BEGIN
  INSERT INTO "migrate_order_lines__log" (row_1) SELECT OLD."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_order_lines__log" WHERE row_1 IS OLD."id");
  INSERT INTO "migrate_order_lines__log" (row_1) SELECT NEW."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_order_lines__log" WHERE row_1 IS NEW."id");
END;
CREATE TRIGGER "migrate_log__order_lines__delete" AFTER DELETE ON "order_lines"
BEGIN
  INSERT INTO "migrate_order_lines__log" (row_1) SELECT OLD."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_order_lines__log" WHERE row_1 IS OLD."id");
END;

-- ==== backfill
-- [backfill-1] look for rows of order_lines that the new shape has no place for
--   lock: none on order_lines; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table order_lines by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "order_lines" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "order_lines" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "order_lines" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "order_lines" WHERE "id" >= ?1 AND "id" <= ?2 AND ((SELECT migrate_value IS NOT NULL AND (NOT (CAST(migrate_value AS NUMERIC) = migrate_value AND typeof(CAST(migrate_value AS NUMERIC)) = 'integer')) FROM (SELECT (CAST(item AS INTEGER)
) AS migrate_value)) OR (SELECT migrate_value IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "items" AS migrate_parent WHERE migrate_parent."id" = migrate_value) FROM (SELECT (CAST(item AS INTEGER)
) AS migrate_value))) LIMIT 5;

-- [backfill-2] take away what only order_lines's shadow has
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: the copy mends the rows that the table has; where a comparison has failed there may be others
--   batches: table migrate_order_lines__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_order_lines__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_order_lines__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_order_lines__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_order_lines__shadow" AS migrate_copy WHERE "id" >= ?1 AND "id" <= ?2
  AND NOT EXISTS (SELECT 1 FROM "order_lines" AS migrate_was WHERE migrate_was."id" = migrate_copy."id");

-- [backfill-3] copy order_lines into its shadow
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: its indexes are there already: to build one later would hold the write lock for all of it
--   batches: table order_lines by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "order_lines" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "order_lines" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "order_lines" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_order_lines__shadow" ("id", "item", "amount")
SELECT "id", (CAST(item AS INTEGER)
), "amount"
FROM "order_lines" WHERE "id" >= ?1 AND "id" <= ?2;

-- [backfill-4] apply what changed in order_lines meanwhile
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_order_lines__log, each forgotten in the transaction that applied it
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "id" FROM "migrate_order_lines__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_order_lines__shadow" WHERE "id" IN (SELECT row_1 FROM "migrate_order_lines__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_order_lines__shadow" ("id", "item", "amount")
SELECT "id", (CAST(item AS INTEGER)
), "amount"
FROM "order_lines" WHERE "id" IN (SELECT row_1 FROM "migrate_order_lines__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_order_lines__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.id
DELETE FROM "migrate_order_lines__shadow" WHERE "id" = ?1;
--   then:
--     ?1 = from.id
INSERT OR REPLACE INTO "migrate_order_lines__shadow" ("id", "item", "amount")
SELECT "id", (CAST(item AS INTEGER)
), "amount"
FROM "order_lines" WHERE "id" = ?1;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.id
SELECT 1 FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, (CAST(item AS INTEGER)
) AS migrate_value_2, "amount" AS migrate_value_3 FROM "order_lines" WHERE "id" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_order_lines__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."item" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."amount" COLLATE BINARY IS migrate_was.migrate_value_3);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_order_lines__log" WHERE id = ?1;

-- [backfill-5] compare order_lines with its shadow
--   lock: none on order_lines; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table order_lines by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "order_lines" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "order_lines" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "order_lines" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT migrate_was.migrate_row_1 AS "id" FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, (CAST(item AS INTEGER)
) AS migrate_value_2, "amount" AS migrate_value_3 FROM "order_lines" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_order_lines__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."item" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."amount" COLLATE BINARY IS migrate_was.migrate_value_3)
  AND NOT EXISTS (SELECT 1 FROM "migrate_order_lines__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [backfill-6] look for rows that only order_lines's shadow has
--   lock: none on order_lines; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_order_lines__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_order_lines__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_order_lines__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_order_lines__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM (SELECT "id" FROM "migrate_order_lines__shadow" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "order_lines" AS migrate_was WHERE migrate_was."id" = migrate_copy."id")
  AND NOT EXISTS (SELECT 1 FROM "migrate_order_lines__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_copy."id") LIMIT 5;

-- ==== contract
-- [contract-1] apply what changed in order_lines since
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_order_lines__log, each forgotten in the transaction that applied it
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "id" FROM "migrate_order_lines__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_order_lines__shadow" WHERE "id" IN (SELECT row_1 FROM "migrate_order_lines__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_order_lines__shadow" ("id", "item", "amount")
SELECT "id", (CAST(item AS INTEGER)
), "amount"
FROM "order_lines" WHERE "id" IN (SELECT row_1 FROM "migrate_order_lines__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_order_lines__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.id
DELETE FROM "migrate_order_lines__shadow" WHERE "id" = ?1;
--   then:
--     ?1 = from.id
INSERT OR REPLACE INTO "migrate_order_lines__shadow" ("id", "item", "amount")
SELECT "id", (CAST(item AS INTEGER)
), "amount"
FROM "order_lines" WHERE "id" = ?1;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.id
SELECT 1 FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, (CAST(item AS INTEGER)
) AS migrate_value_2, "amount" AS migrate_value_3 FROM "order_lines" WHERE "id" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_order_lines__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."item" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."amount" COLLATE BINARY IS migrate_was.migrate_value_3);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_order_lines__log" WHERE id = ?1;

-- [contract-2] look for rows of order_lines that the new shape has no place for, again
--   lock: none on order_lines; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table order_lines by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "order_lines" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "order_lines" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "order_lines" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "order_lines" WHERE "id" >= ?1 AND "id" <= ?2 AND ((SELECT migrate_value IS NOT NULL AND (NOT (CAST(migrate_value AS NUMERIC) = migrate_value AND typeof(CAST(migrate_value AS NUMERIC)) = 'integer')) FROM (SELECT (CAST(item AS INTEGER)
) AS migrate_value)) OR (SELECT migrate_value IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "items" AS migrate_parent WHERE migrate_parent."id" = migrate_value) FROM (SELECT (CAST(item AS INTEGER)
) AS migrate_value))) LIMIT 5;

-- [contract-3] compare order_lines with its shadow, again
--   lock: none on order_lines; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table order_lines by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "order_lines" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "order_lines" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "order_lines" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT migrate_was.migrate_row_1 AS "id" FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, (CAST(item AS INTEGER)
) AS migrate_value_2, "amount" AS migrate_value_3 FROM "order_lines" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_order_lines__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."item" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."amount" COLLATE BINARY IS migrate_was.migrate_value_3)
  AND NOT EXISTS (SELECT 1 FROM "migrate_order_lines__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [contract-4] look for rows that only order_lines's shadow has, again
--   lock: none on order_lines; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_order_lines__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_order_lines__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_order_lines__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_order_lines__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM (SELECT "id" FROM "migrate_order_lines__shadow" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "order_lines" AS migrate_was WHERE migrate_was."id" = migrate_copy."id")
  AND NOT EXISTS (SELECT 1 FROM "migrate_order_lines__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_copy."id") LIMIT 5;

-- [contract-5] look for what has been changed of order_lines since
--   lock: none on order_lines; reads only
--   expects: no row
WITH planned (sql) AS (VALUES ('CREATE TABLE order_lines (id integer PRIMARY KEY, item text, amount integer NOT NULL DEFAULT 1)'))
SELECT type, name, 'new or changed since' AS is_now FROM sqlite_schema WHERE tbl_name = 'order_lines' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\' AND sql NOT IN planned
UNION ALL SELECT NULL, sql, 'gone' FROM planned WHERE sql NOT IN (SELECT sql FROM sqlite_schema WHERE tbl_name = 'order_lines' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');

-- [contract-6] exchange order_lines for its shadow
--   strategy: shadow
--   lock: write lock on the database file, one read of the table, then milliseconds; proof and rule belong in one transaction
--   why: one transaction: a statement meets the one table or the other
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'foreign keys are off on this connection', holds = ((SELECT foreign_keys FROM pragma_foreign_keys) = 0);
UPDATE migrate_guard SET expectation = 'order_lines, its indexes and its triggers are what they were when this was planned', holds = (SELECT count(*) = 1 AND sum(sql IN ('CREATE TABLE order_lines (id integer PRIMARY KEY, item text, amount integer NOT NULL DEFAULT 1)')) = 1 FROM sqlite_schema WHERE tbl_name = 'order_lines' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');
UPDATE migrate_guard SET expectation = 'the new shape of order_lines has a place for each row', holds = (NOT EXISTS (SELECT 1 FROM "order_lines" WHERE "id" IN (SELECT row_1 FROM "migrate_order_lines__log") AND ((SELECT migrate_value IS NOT NULL AND (NOT (CAST(migrate_value AS NUMERIC) = migrate_value AND typeof(CAST(migrate_value AS NUMERIC)) = 'integer')) FROM (SELECT (CAST(item AS INTEGER)
) AS migrate_value)))));
UPDATE migrate_guard SET expectation = 'each row of order_lines refers to a row', holds = (NOT EXISTS (SELECT 1 FROM "order_lines" WHERE (SELECT migrate_value IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "items" AS migrate_parent WHERE migrate_parent."id" = migrate_value) FROM (SELECT (CAST(item AS INTEGER)
) AS migrate_value))));
DELETE FROM "migrate_order_lines__shadow" WHERE "id" IN (SELECT row_1 FROM "migrate_order_lines__log");
INSERT OR ABORT INTO "migrate_order_lines__shadow" ("id", "item", "amount")
SELECT "id", (CAST(item AS INTEGER)
), "amount"
FROM "order_lines" WHERE "id" IN (SELECT row_1 FROM "migrate_order_lines__log");
DELETE FROM "migrate_order_lines__log";
DROP TRIGGER IF EXISTS "migrate_log__order_lines__insert";
DROP TRIGGER IF EXISTS "migrate_log__order_lines__update";
DROP TRIGGER IF EXISTS "migrate_log__order_lines__delete";
PRAGMA legacy_alter_table=ON;
ALTER TABLE "order_lines" RENAME TO "migrate_order_lines__leaving";
ALTER TABLE "migrate_order_lines__shadow" RENAME TO "order_lines";
PRAGMA legacy_alter_table=OFF;
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = 'CREATE TABLE order_lines (id integer PRIMARY KEY, item integer CONSTRAINT "lines_item" REFERENCES "items" ("id") ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED, amount integer NOT NULL DEFAULT 1)' WHERE type = 'table' AND name = 'order_lines';
PRAGMA writable_schema=RESET;
DROP TABLE IF EXISTS "migrate_order_lines__log";
ALTER TABLE "migrate_order_lines__leaving" RENAME TO "migrate_order_lines__old";

-- [contract-7] empty the old table of order_lines
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: nobody reads it; DROP TABLE alone would hold the write lock for all of it
--   batches: table migrate_order_lines__old by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_order_lines__old" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_order_lines__old" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_order_lines__old" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_order_lines__old" WHERE "id" >= ?1 AND "id" <= ?2;

-- [contract-8] drop the old table of order_lines
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: it is empty
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE "migrate_order_lines__old";
