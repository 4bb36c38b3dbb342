-- migration: long_names
-- description: Names of 63 bytes that differ in their last byte only
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract table_able_able_able_able_able_able_able_able_able_able_able_aa has one more column: INSERT INTO table_able_able_able_able_able_able_able_able_able_able_able_aa VALUES (…) without a column list fails

-- ==== expand
-- [expand-1] add table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3 beside table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1, kept in step by triggers
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a second column; the NOT NULL of the first one is enforced by the triggers until contract, because new code leaves it out
--   runs: in one transaction with its record
--   undo: UPDATE migrate_guard SET expectation = 'no row of table_able_able_able_able_able_able_able_able_able_able_able_aa has a NULL in column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1', holds = (NOT EXISTS (SELECT 1 FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" IS NULL))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__table_able_able_able_able_able_able_able_able_able_able_able_aa__column_with_a_name_that_is_fc263fb98b*/', 'NOT NULL')
--     WHERE type = 'table' AND name = 'table_able_able_able_able_able_able_able_able_able_able_able_aa' AND length(sql) - length(replace(sql, '/*migrate_not_null__table_able_able_able_able_able_able_able_able_able_able_able_aa__column_with_a_name_that_is_fc263fb98b*/', '')) = length('/*migrate_not_null__table_able_able_able_able_able_able_able_able_able_able_able_aa__column_with_a_name_that_is_fc263fb98b*/')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('table_able_able_able_able_able_able_able_able_able_able_able_aa') WHERE name = 'column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1')
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__table_able_able_able_able_able_able_able_able_able_able_able_aa__column_with_a_name_that_is_as__4b6f94371c"
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__table_able_able_able_able_able_able_able_able_able_able_able_aa__column_with_a_name_that_is_as__74e41df99a"
--   undo: ALTER TABLE "table_able_able_able_able_able_able_able_able_able_able_able_aa" DROP COLUMN "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 INTEGER NOT NULL', ', column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 INTEGER /*migrate_not_null__table_able_able_able_able_able_able_able_able_able_able_able_aa__column_with_a_name_that_is_fc263fb98b*/')
WHERE type = 'table' AND name = 'table_able_able_able_able_able_able_able_able_able_able_able_aa' AND length(sql) - length(replace(sql, ', column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 INTEGER NOT NULL', '')) = length(', column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 INTEGER NOT NULL');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 accepts NULL; its triggers refuse it from here on', holds = (SELECT "notnull" = 0 FROM pragma_table_info('table_able_able_able_able_able_able_able_able_able_able_able_aa') WHERE name = 'column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1');
ALTER TABLE "table_able_able_able_able_able_able_able_able_able_able_able_aa" ADD COLUMN "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" INTEGER;
CREATE TRIGGER "migrate_sync__table_able_able_able_able_able_able_able_able_able_able_able_aa__column_with_a_name_that_is_as__4b6f94371c" AFTER INSERT ON "table_able_able_able_able_able_able_able_able_able_able_able_aa"
WHEN (NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" COLLATE BINARY IS NOT NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1") OR NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" IS NULL
BEGIN
  UPDATE "table_able_able_able_able_able_able_able_able_able_able_able_aa" SET "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" = "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" WHERE "id" = NEW."id" AND (NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" COLLATE BINARY IS NOT NULL) AND ("column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" COLLATE BINARY IS NOT "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3");
  UPDATE "table_able_able_able_able_able_able_able_able_able_able_able_aa" SET "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" = "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" WHERE "id" = NEW."id" AND NOT (NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" COLLATE BINARY IS NOT NULL) AND ("column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" COLLATE BINARY IS NOT "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1') FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "id" = NEW."id" AND "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" IS NULL;
END;
CREATE TRIGGER "migrate_sync__table_able_able_able_able_able_able_able_able_able_able_able_aa__column_with_a_name_that_is_as__74e41df99a" AFTER UPDATE OF "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1", "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" ON "table_able_able_able_able_able_able_able_able_able_able_able_aa"
WHEN (NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" COLLATE BINARY IS NOT NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1") OR NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" IS NULL
BEGIN
  UPDATE "table_able_able_able_able_able_able_able_able_able_able_able_aa" SET "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" = "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" WHERE "id" = NEW."id" AND ("column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" COLLATE BINARY IS NOT "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3") AND ((NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" COLLATE BINARY IS NOT OLD."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3")
    OR (NOT (NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" COLLATE BINARY IS NOT OLD."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1") AND (NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" COLLATE BINARY IS NOT NULL) AND NOT (NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" COLLATE BINARY IS NOT NULL)));
  UPDATE "table_able_able_able_able_able_able_able_able_able_able_able_aa" SET "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" = "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" WHERE "id" = NEW."id" AND ("column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" COLLATE BINARY IS NOT "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1') FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "id" = NEW."id" AND "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" IS NULL;
END;

-- [expand-2] add table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4 beside table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2, kept in step by triggers
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a second column that both versions may write
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__table_able_able_able_able_able_able_able_able_able_able_able_aa__column_with_a_name_that_is_as__4427750b6e"
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__table_able_able_able_able_able_able_able_able_able_able_able_aa__column_with_a_name_that_is_as__16ac2e40b3"
--   undo: ALTER TABLE "table_able_able_able_able_able_able_able_able_able_able_able_aa" DROP COLUMN "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
ALTER TABLE "table_able_able_able_able_able_able_able_able_able_able_able_aa" ADD COLUMN "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" VARCHAR(10);
CREATE TRIGGER "migrate_sync__table_able_able_able_able_able_able_able_able_able_able_able_aa__column_with_a_name_that_is_as__4427750b6e" AFTER INSERT ON "table_able_able_able_able_able_able_able_able_able_able_able_aa"
WHEN (NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" COLLATE BINARY IS NOT NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2")
BEGIN
  UPDATE "table_able_able_able_able_able_able_able_able_able_able_able_aa" SET "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" = "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" WHERE "id" = NEW."id" AND (NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" COLLATE BINARY IS NOT NULL) AND ("column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" COLLATE BINARY IS NOT "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4");
  UPDATE "table_able_able_able_able_able_able_able_able_able_able_able_aa" SET "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" = "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" WHERE "id" = NEW."id" AND NOT (NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" COLLATE BINARY IS NOT NULL) AND ("column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" COLLATE BINARY IS NOT "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4");
END;
CREATE TRIGGER "migrate_sync__table_able_able_able_able_able_able_able_able_able_able_able_aa__column_with_a_name_that_is_as__16ac2e40b3" AFTER UPDATE OF "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2", "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" ON "table_able_able_able_able_able_able_able_able_able_able_able_aa"
WHEN (NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" COLLATE BINARY IS NOT NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2")
BEGIN
  UPDATE "table_able_able_able_able_able_able_able_able_able_able_able_aa" SET "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" = "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" WHERE "id" = NEW."id" AND ("column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" COLLATE BINARY IS NOT "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4") AND ((NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" COLLATE BINARY IS NOT OLD."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4")
    OR (NOT (NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" COLLATE BINARY IS NOT OLD."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2") AND (NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" COLLATE BINARY IS NOT NULL) AND NOT (NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" COLLATE BINARY IS NOT NULL)));
  UPDATE "table_able_able_able_able_able_able_able_able_able_able_able_aa" SET "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" = "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" WHERE "id" = NEW."id" AND ("column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" COLLATE BINARY IS NOT "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4");
END;

-- ==== backfill
-- [backfill-1] fill table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3 from column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table table_able_able_able_able_able_able_able_able_able_able_able_aa by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "table_able_able_able_able_able_able_able_able_able_able_able_aa" SET "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" = "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" WHERE "id" >= ?1 AND "id" <= ?2 AND ("column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" COLLATE BINARY IS NOT "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3");

-- [backfill-2] compare table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3 with table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1
--   lock: none on table_able_able_able_able_able_able_able_able_able_able_able_aa; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table table_able_able_able_able_able_able_able_able_able_able_able_aa by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "id" >= ?1 AND "id" <= ?2 AND ("column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" COLLATE BINARY IS NOT "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3") LIMIT 5;

-- [backfill-3] fill table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4 from column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table table_able_able_able_able_able_able_able_able_able_able_able_aa by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "table_able_able_able_able_able_able_able_able_able_able_able_aa" SET "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" = "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" WHERE "id" >= ?1 AND "id" <= ?2 AND ("column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" COLLATE BINARY IS NOT "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4");

-- [backfill-4] compare table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4 with table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2
--   lock: none on table_able_able_able_able_able_able_able_able_able_able_able_aa; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table table_able_able_able_able_able_able_able_able_able_able_able_aa by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "id" >= ?1 AND "id" <= ?2 AND ("column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" COLLATE BINARY IS NOT "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4") LIMIT 5;

-- ==== contract
-- [contract-1] compare table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3 with table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 again
--   lock: none on table_able_able_able_able_able_able_able_able_able_able_able_aa; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table table_able_able_able_able_able_able_able_able_able_able_able_aa by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "id" >= ?1 AND "id" <= ?2 AND ("column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" COLLATE BINARY IS NOT "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3") LIMIT 5;

-- [contract-2] compare table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4 with table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2 again
--   lock: none on table_able_able_able_able_able_able_able_able_able_able_able_aa; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table table_able_able_able_able_able_able_able_able_able_able_able_aa by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "id" >= ?1 AND "id" <= ?2 AND ("column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" COLLATE BINARY IS NOT "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4") LIMIT 5;

-- [contract-3] drop the second column, rename table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 to column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 and table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3 hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE ("column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" COLLATE BINARY IS NOT "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3")));
UPDATE migrate_guard SET expectation = 'no row of table_able_able_able_able_able_able_able_able_able_able_able_aa has a NULL in column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1', holds = (NOT EXISTS (SELECT 1 FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" IS NULL));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__table_able_able_able_able_able_able_able_able_able_able_able_aa__column_with_a_name_that_is_fc263fb98b*/', 'NOT NULL')
WHERE type = 'table' AND name = 'table_able_able_able_able_able_able_able_able_able_able_able_aa' AND length(sql) - length(replace(sql, '/*migrate_not_null__table_able_able_able_able_able_able_able_able_able_able_able_aa__column_with_a_name_that_is_fc263fb98b*/', '')) = length('/*migrate_not_null__table_able_able_able_able_able_able_able_able_able_able_able_aa__column_with_a_name_that_is_fc263fb98b*/');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('table_able_able_able_able_able_able_able_able_able_able_able_aa') WHERE name = 'column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1');
DROP TRIGGER IF EXISTS "migrate_sync__table_able_able_able_able_able_able_able_able_able_able_able_aa__column_with_a_name_that_is_as__4b6f94371c";
DROP TRIGGER IF EXISTS "migrate_sync__table_able_able_able_able_able_able_able_able_able_able_able_aa__column_with_a_name_that_is_as__74e41df99a";
ALTER TABLE "table_able_able_able_able_able_able_able_able_able_able_able_aa" DROP COLUMN "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3";
ALTER TABLE "table_able_able_able_able_able_able_able_able_able_able_able_aa" RENAME COLUMN "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" TO "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3";

-- [contract-4] drop the second column, rename table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2 to column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2 and table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4 hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE ("column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" COLLATE BINARY IS NOT "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4")));
DROP TRIGGER IF EXISTS "migrate_sync__table_able_able_able_able_able_able_able_able_able_able_able_aa__column_with_a_name_that_is_as__4427750b6e";
DROP TRIGGER IF EXISTS "migrate_sync__table_able_able_able_able_able_able_able_able_able_able_able_aa__column_with_a_name_that_is_as__16ac2e40b3";
ALTER TABLE "table_able_able_able_able_able_able_able_able_able_able_able_aa" DROP COLUMN "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4";
ALTER TABLE "table_able_able_able_able_able_able_able_able_able_able_able_aa" RENAME COLUMN "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" TO "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4";
