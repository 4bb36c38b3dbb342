-- migration: reserved_words
-- description: Tables, columns and indexes that are called as words of SQL
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract table has one more column: INSERT INTO table VALUES (…) without a column list fails
-- note: unique holds from backfill on, for old code too

-- ==== expand
-- [expand-1] let order.group be of type bigint
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: SQLite stores the values of both types in the same way
--   runs: in one transaction with its record
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, ', "group" bigint', ', "group" INTEGER')
--     WHERE type = 'table' AND name = 'order' AND length(sql) - length(replace(sql, ', "group" bigint', '')) = length(', "group" bigint')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'order.group is of the type it had', holds = (changes() = 1)
--   undo: CREATE VIEW migrate_definition_changed AS SELECT 1
--   undo: DROP VIEW migrate_definition_changed
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', "group" INTEGER', ', "group" bigint')
WHERE type = 'table' AND name = 'order' AND length(sql) - length(replace(sql, ', "group" INTEGER', '')) = length(', "group" INTEGER');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'order.group is of type bigint', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- [expand-2] add table.where beside table.select, kept in step by triggers
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a second column; the NOT NULL of the first one is enforced by the triggers until contract, because new code leaves it out
--   runs: in one transaction with its record
--   undo: UPDATE migrate_guard SET expectation = 'no row of table has a NULL in select', holds = (NOT EXISTS (SELECT 1 FROM "table" WHERE "select" IS NULL))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__table__select*/', 'NOT NULL')
--     WHERE type = 'table' AND name = 'table' AND length(sql) - length(replace(sql, '/*migrate_not_null__table__select*/', '')) = length('/*migrate_not_null__table__select*/')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'table.select is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('table') WHERE name = 'select')
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__table__select__where__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__table__select__where__update"
--   undo: ALTER TABLE "table" DROP COLUMN "where"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', "select" VARCHAR(20) NOT NULL', ', "select" VARCHAR(20) /*migrate_not_null__table__select*/')
WHERE type = 'table' AND name = 'table' AND length(sql) - length(replace(sql, ', "select" VARCHAR(20) NOT NULL', '')) = length(', "select" VARCHAR(20) NOT NULL');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'table.select accepts NULL; its triggers refuse it from here on', holds = (SELECT "notnull" = 0 FROM pragma_table_info('table') WHERE name = 'select');
ALTER TABLE "table" ADD COLUMN "where" VARCHAR(20);
CREATE TRIGGER "migrate_sync__table__select__where__insert" AFTER INSERT ON "table"
WHEN (NEW."where" COLLATE BINARY IS NOT NEW."select") OR NEW."select" IS NULL
BEGIN
  UPDATE "table" SET "select" = "where" WHERE "primary" = NEW."primary" AND (NEW."where" COLLATE BINARY IS NOT NULL) AND ("select" COLLATE BINARY IS NOT "where");
  UPDATE "table" SET "where" = "select" WHERE "primary" = NEW."primary" AND NOT (NEW."where" COLLATE BINARY IS NOT NULL) AND ("select" COLLATE BINARY IS NOT "where");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: table.select') FROM "table" WHERE "primary" = NEW."primary" AND "select" IS NULL;
END;
CREATE TRIGGER "migrate_sync__table__select__where__update" AFTER UPDATE OF "select", "where" ON "table"
WHEN (NEW."where" COLLATE BINARY IS NOT NEW."select") OR NEW."select" IS NULL
BEGIN
  UPDATE "table" SET "select" = "where" WHERE "primary" = NEW."primary" AND ("select" COLLATE BINARY IS NOT "where") AND ((NEW."where" COLLATE BINARY IS NOT OLD."where")
    OR (NOT (NEW."select" COLLATE BINARY IS NOT OLD."select") AND (NEW."where" COLLATE BINARY IS NOT NULL) AND NOT (NEW."select" COLLATE BINARY IS NOT NULL)));
  UPDATE "table" SET "where" = "select" WHERE "primary" = NEW."primary" AND ("select" COLLATE BINARY IS NOT "where");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: table.select') FROM "table" WHERE "primary" = NEW."primary" AND "select" IS NULL;
END;

-- ==== backfill
-- [backfill-1] fill table.where from select
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table table by primary; each commits together with its checkpoint
--   first key, once:
SELECT "primary" FROM "table" ORDER BY "primary" LIMIT 1;
--   last key, once:
SELECT "primary" FROM "table" ORDER BY "primary" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.primary, ?2 = end.primary, ?3 = batch size - 1
SELECT "primary" FROM "table" WHERE "primary" >= ?1 AND "primary" <= ?2 ORDER BY "primary" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.primary, ?2 = to.primary
UPDATE "table" SET "where" = "select" WHERE "primary" >= ?1 AND "primary" <= ?2 AND ("select" COLLATE BINARY IS NOT "where");

-- [backfill-2] index table.where as values is
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: the index is built in one go; SQLite has no other way; readers go on in WAL mode, a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: new code reads by the new name before contract
--   runs: in one transaction with its record
--   undo: DROP INDEX IF EXISTS "migrate_copy__table__values__where"
CREATE INDEX "migrate_copy__table__values__where" ON "table" ("where");

-- [backfill-3] compare table.where with table.select
--   lock: none on table; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table table by primary; each commits together with its checkpoint
--   first key, once:
SELECT "primary" FROM "table" ORDER BY "primary" LIMIT 1;
--   last key, once:
SELECT "primary" FROM "table" ORDER BY "primary" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.primary, ?2 = end.primary, ?3 = batch size - 1
SELECT "primary" FROM "table" WHERE "primary" >= ?1 AND "primary" <= ?2 ORDER BY "primary" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.primary, ?2 = to.primary
SELECT "primary" FROM "table" WHERE "primary" >= ?1 AND "primary" <= ?2 AND ("select" COLLATE BINARY IS NOT "where") LIMIT 5;

-- [backfill-4] look for duplicates that index unique would refuse
--   lock: none on user; reads only
--   expects: no row
SELECT migrate_twice.key_1 AS "by", migrate_twice."rows",
  (SELECT group_concat(migrate_row, ', ') FROM (SELECT "column" AS migrate_row FROM "user"
    WHERE "by" IS NOT NULL AND "by" = migrate_twice.key_1 ORDER BY "column" LIMIT 5))
  || CASE WHEN migrate_twice."rows" > 5 THEN ', ...' ELSE '' END AS "column"
FROM (SELECT "by" AS key_1, count(*) AS "rows" FROM "user"
  WHERE "by" IS NOT NULL GROUP BY "by" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-5] make by of user unique
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: the index is built in one go; SQLite has no other way; readers go on in WAL mode, a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: a unique index serves ON CONFLICT and foreign keys as a constraint does
--   runs: in one transaction with its record
--   undo: DROP INDEX IF EXISTS "unique"
CREATE UNIQUE INDEX "unique" ON "user" ("by");

-- ==== contract
-- [contract-1] compare table.where with table.select again
--   lock: none on table; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table table by primary; each commits together with its checkpoint
--   first key, once:
SELECT "primary" FROM "table" ORDER BY "primary" LIMIT 1;
--   last key, once:
SELECT "primary" FROM "table" ORDER BY "primary" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.primary, ?2 = end.primary, ?3 = batch size - 1
SELECT "primary" FROM "table" WHERE "primary" >= ?1 AND "primary" <= ?2 ORDER BY "primary" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.primary, ?2 = to.primary
SELECT "primary" FROM "table" WHERE "primary" >= ?1 AND "primary" <= ?2 AND ("select" COLLATE BINARY IS NOT "where") LIMIT 5;

-- [contract-2] drop the second column, rename table.select to where
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'table.select and table.where hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "table" WHERE ("select" COLLATE BINARY IS NOT "where")));
UPDATE migrate_guard SET expectation = 'no row of table has a NULL in select', holds = (NOT EXISTS (SELECT 1 FROM "table" WHERE "select" IS NULL));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__table__select*/', 'NOT NULL')
WHERE type = 'table' AND name = 'table' AND length(sql) - length(replace(sql, '/*migrate_not_null__table__select*/', '')) = length('/*migrate_not_null__table__select*/');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'table.select is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('table') WHERE name = 'select');
DROP TRIGGER IF EXISTS "migrate_sync__table__select__where__insert";
DROP TRIGGER IF EXISTS "migrate_sync__table__select__where__update";
DROP INDEX IF EXISTS "migrate_copy__table__values__where";
ALTER TABLE "table" DROP COLUMN "where";
ALTER TABLE "table" RENAME COLUMN "select" TO "where";
