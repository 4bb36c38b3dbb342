-- migration: quarantine_rename_column_default
-- description: Rename a column with a default, the old name hidden for a day
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract users has one more column: INSERT INTO users VALUES (…) without a column list fails

-- ==== expand
-- [expand-1] add users.full_name beside users.name, kept in step by triggers
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a second column that both versions may write
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__users__name__full_name__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__users__name__full_name__update"
--   undo: ALTER TABLE "users" DROP COLUMN "full_name"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
ALTER TABLE "users" ADD COLUMN "full_name" VARCHAR(100) DEFAULT 'nobody';
CREATE TRIGGER "migrate_sync__users__name__full_name__insert" AFTER INSERT ON "users"
WHEN (NEW."full_name" COLLATE BINARY IS NOT NEW."name")
BEGIN
  UPDATE "users" SET "name" = "full_name" WHERE "id" = NEW."id" AND (NEW."full_name" COLLATE BINARY IS NOT ('nobody')) AND ("name" COLLATE BINARY IS NOT "full_name");
  UPDATE "users" SET "full_name" = "name" WHERE "id" = NEW."id" AND NOT (NEW."full_name" COLLATE BINARY IS NOT ('nobody')) AND ("name" COLLATE BINARY IS NOT "full_name");
  DELETE FROM "users" WHERE "id" = NEW."id" AND ("name" COLLATE BINARY IS NOT "full_name") AND "name" COLLATE BINARY IS NEW."name";
END;
CREATE TRIGGER "migrate_sync__users__name__full_name__update" AFTER UPDATE OF "name", "full_name" ON "users"
WHEN (NEW."full_name" COLLATE BINARY IS NOT NEW."name")
BEGIN
  UPDATE "users" SET "name" = "full_name" WHERE "id" = NEW."id" AND ("name" COLLATE BINARY IS NOT "full_name") AND ((NEW."full_name" COLLATE BINARY IS NOT OLD."full_name")
    OR (NOT (NEW."name" COLLATE BINARY IS NOT OLD."name") AND (NEW."full_name" COLLATE BINARY IS NOT ('nobody')) AND NOT (NEW."name" COLLATE BINARY IS NOT ('nobody'))));
  UPDATE "users" SET "full_name" = "name" WHERE "id" = NEW."id" AND ("name" COLLATE BINARY IS NOT "full_name");
END;

-- ==== backfill
-- [backfill-1] fill users.full_name from name
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "users" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "users" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "users" SET "full_name" = "name" WHERE "id" >= ?1 AND "id" <= ?2 AND ("name" COLLATE BINARY IS NOT "full_name");

-- [backfill-2] compare users.full_name with users.name
--   lock: none on users; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "users" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "users" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 AND ("name" COLLATE BINARY IS NOT "full_name") LIMIT 5;

-- ==== contract
-- ---- hidden first: `migrate rollback` brings it back
-- [contract-1] compare users.full_name with users.name before it is hidden
--   lock: none on users; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "users" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "users" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 AND ("name" COLLATE BINARY IS NOT "full_name") LIMIT 5;

-- [contract-2] hide users.name
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: who still uses it meets an error while it can be brought back; the triggers follow the name and keep it filled
--   runs: in one transaction with its record
--   undo: ALTER TABLE "users" RENAME COLUMN "migrate_hidden__users__name" TO name
ALTER TABLE "users" RENAME COLUMN "name" TO migrate_hidden__users__name;

-- ---- after 1d in quarantine
-- [contract-3] compare users.full_name with users.name again
--   lock: none on users; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "users" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "users" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 AND ("migrate_hidden__users__name" COLLATE BINARY IS NOT "full_name") LIMIT 5;

-- [contract-4] drop the second column, rename users.name to full_name
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'users.name and users.full_name hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "users" WHERE ("migrate_hidden__users__name" COLLATE BINARY IS NOT "full_name")));
DROP TRIGGER IF EXISTS "migrate_sync__users__name__full_name__insert";
DROP TRIGGER IF EXISTS "migrate_sync__users__name__full_name__update";
ALTER TABLE "users" DROP COLUMN "full_name";
ALTER TABLE "users" RENAME COLUMN "migrate_hidden__users__name" TO "full_name";
