-- migration: 01_rename_name
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract users has one more column: INSERT INTO users VALUES (…) without a column list fails

-- ==== expand
-- [expand-1] add users.full_name beside users.name, kept in step by triggers
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a second column; the NOT NULL of the first one is enforced by the triggers until contract, because new code leaves it out
--   runs: in one transaction with its record
--   undo: UPDATE migrate_guard SET expectation = 'no row of users has a NULL in name', holds = (NOT EXISTS (SELECT 1 FROM "users" WHERE "name" IS NULL))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__users__name*/', 'NOT NULL')
--     WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, '/*migrate_not_null__users__name*/', '')) = length('/*migrate_not_null__users__name*/')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'users.name is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('users') WHERE name = 'name')
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__users__name__full_name__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__users__name__full_name__update"
--   undo: ALTER TABLE "users" DROP COLUMN "full_name"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ',
  name VARCHAR(100) NOT NULL', ',
  name VARCHAR(100) /*migrate_not_null__users__name*/')
WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, ',
  name VARCHAR(100) NOT NULL', '')) = length(',
  name VARCHAR(100) NOT NULL');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'users.name accepts NULL; its triggers refuse it from here on', holds = (SELECT "notnull" = 0 FROM pragma_table_info('users') WHERE name = 'name');
ALTER TABLE "users" ADD COLUMN "full_name" VARCHAR(100);
CREATE TRIGGER "migrate_sync__users__name__full_name__insert" AFTER INSERT ON "users"
WHEN (NEW."full_name" COLLATE BINARY IS NOT NEW."name") OR NEW."name" IS NULL
BEGIN
  UPDATE "users" SET "name" = "full_name" WHERE "id" = NEW."id" AND (NEW."full_name" COLLATE BINARY IS NOT NULL) AND ("name" COLLATE BINARY IS NOT "full_name");
  UPDATE "users" SET "full_name" = "name" WHERE "id" = NEW."id" AND NOT (NEW."full_name" COLLATE BINARY IS NOT NULL) AND ("name" COLLATE BINARY IS NOT "full_name");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: users.name') FROM "users" WHERE "id" = NEW."id" AND "name" IS NULL;
END;
CREATE TRIGGER "migrate_sync__users__name__full_name__update" AFTER UPDATE OF "name", "full_name" ON "users"
WHEN (NEW."full_name" COLLATE BINARY IS NOT NEW."name") OR NEW."name" IS NULL
BEGIN
  UPDATE "users" SET "name" = "full_name" WHERE "id" = NEW."id" AND ("name" COLLATE BINARY IS NOT "full_name") AND ((NEW."full_name" COLLATE BINARY IS NOT OLD."full_name")
    OR (NOT (NEW."name" COLLATE BINARY IS NOT OLD."name") AND (NEW."full_name" COLLATE BINARY IS NOT NULL) AND NOT (NEW."name" COLLATE BINARY IS NOT NULL)));
  UPDATE "users" SET "full_name" = "name" WHERE "id" = NEW."id" AND ("name" COLLATE BINARY IS NOT "full_name");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: users.name') FROM "users" WHERE "id" = NEW."id" AND "name" IS NULL;
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
-- [contract-1] compare users.full_name with users.name again
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

-- [contract-2] drop the second column, rename users.name to full_name
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'users.name and users.full_name hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "users" WHERE ("name" COLLATE BINARY IS NOT "full_name")));
UPDATE migrate_guard SET expectation = 'no row of users has a NULL in name', holds = (NOT EXISTS (SELECT 1 FROM "users" WHERE "name" IS NULL));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__users__name*/', 'NOT NULL')
WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, '/*migrate_not_null__users__name*/', '')) = length('/*migrate_not_null__users__name*/');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'users.name is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('users') WHERE name = 'name');
DROP TRIGGER IF EXISTS "migrate_sync__users__name__full_name__insert";
DROP TRIGGER IF EXISTS "migrate_sync__users__name__full_name__update";
ALTER TABLE "users" DROP COLUMN "full_name";
ALTER TABLE "users" RENAME COLUMN "name" TO "full_name";


-- migration: 02_rename_mail
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract users has one more column: INSERT INTO users VALUES (…) without a column list fails

-- ==== expand
-- [expand-1] add users.email beside users.mail, kept in step by triggers
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a second column that both versions may write
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__users__mail__email__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__users__mail__email__update"
--   undo: ALTER TABLE "users" DROP COLUMN "email"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
ALTER TABLE "users" ADD COLUMN "email" VARCHAR(100);
CREATE TRIGGER "migrate_sync__users__mail__email__insert" AFTER INSERT ON "users"
WHEN (NEW."email" COLLATE BINARY IS NOT NEW."mail")
BEGIN
  UPDATE "users" SET "mail" = "email" WHERE "id" = NEW."id" AND (NEW."email" COLLATE BINARY IS NOT NULL) AND ("mail" COLLATE BINARY IS NOT "email");
  UPDATE "users" SET "email" = "mail" WHERE "id" = NEW."id" AND NOT (NEW."email" COLLATE BINARY IS NOT NULL) AND ("mail" COLLATE BINARY IS NOT "email");
END;
CREATE TRIGGER "migrate_sync__users__mail__email__update" AFTER UPDATE OF "mail", "email" ON "users"
WHEN (NEW."email" COLLATE BINARY IS NOT NEW."mail")
BEGIN
  UPDATE "users" SET "mail" = "email" WHERE "id" = NEW."id" AND ("mail" COLLATE BINARY IS NOT "email") AND ((NEW."email" COLLATE BINARY IS NOT OLD."email")
    OR (NOT (NEW."mail" COLLATE BINARY IS NOT OLD."mail") AND (NEW."email" COLLATE BINARY IS NOT NULL) AND NOT (NEW."mail" COLLATE BINARY IS NOT NULL)));
  UPDATE "users" SET "email" = "mail" WHERE "id" = NEW."id" AND ("mail" COLLATE BINARY IS NOT "email");
END;

-- ==== backfill
-- [backfill-1] fill users.email from mail
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
UPDATE "users" SET "email" = "mail" WHERE "id" >= ?1 AND "id" <= ?2 AND ("mail" COLLATE BINARY IS NOT "email");

-- [backfill-2] compare users.email with users.mail
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
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 AND ("mail" COLLATE BINARY IS NOT "email") LIMIT 5;

-- ==== contract
-- [contract-1] compare users.email with users.mail again
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
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 AND ("mail" COLLATE BINARY IS NOT "email") LIMIT 5;

-- [contract-2] drop the second column, rename users.mail to email
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'users.mail and users.email hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "users" WHERE ("mail" COLLATE BINARY IS NOT "email")));
DROP TRIGGER IF EXISTS "migrate_sync__users__mail__email__insert";
DROP TRIGGER IF EXISTS "migrate_sync__users__mail__email__update";
ALTER TABLE "users" DROP COLUMN "email";
ALTER TABLE "users" RENAME COLUMN "mail" TO "email";


-- migration: 03_add_nick
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

-- ==== expand
-- [expand-1] add users.nick
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: changes the stored definition only; rows get the default when they are read
--   runs: in one transaction with its record
--   undo: ALTER TABLE "users" DROP COLUMN "nick"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of users.nick, counted by SELECT count(*) FROM (SELECT 1 FROM "users" WHERE "nick" COLLATE BINARY IS NOT NULL LIMIT 1000)
ALTER TABLE "users" ADD COLUMN "nick" VARCHAR(20);

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
