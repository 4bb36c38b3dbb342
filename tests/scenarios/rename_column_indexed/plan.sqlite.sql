-- migration: rename_column_indexed
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract accounts has one more column: INSERT INTO accounts VALUES (…) without a column list fails

-- ==== expand
-- [expand-1] add accounts.login beside accounts.email, kept in step by triggers
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a second column; the NOT NULL of the first one is enforced by the triggers until contract, because new code leaves it out
--   runs: in one transaction with its record
--   undo: UPDATE migrate_guard SET expectation = 'no row of accounts has a NULL in email', holds = (NOT EXISTS (SELECT 1 FROM "accounts" WHERE "email" IS NULL))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__accounts__email*/', 'NOT NULL')
--     WHERE type = 'table' AND name = 'accounts' AND length(sql) - length(replace(sql, '/*migrate_not_null__accounts__email*/', '')) = length('/*migrate_not_null__accounts__email*/')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'accounts.email is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('accounts') WHERE name = 'email')
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__accounts__email__login__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__accounts__email__login__update"
--   undo: ALTER TABLE "accounts" DROP COLUMN "login"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ',
  email VARCHAR(100) NOT NULL', ',
  email VARCHAR(100) /*migrate_not_null__accounts__email*/')
WHERE type = 'table' AND name = 'accounts' AND length(sql) - length(replace(sql, ',
  email VARCHAR(100) NOT NULL', '')) = length(',
  email VARCHAR(100) NOT NULL');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'accounts.email accepts NULL; its triggers refuse it from here on', holds = (SELECT "notnull" = 0 FROM pragma_table_info('accounts') WHERE name = 'email');
ALTER TABLE "accounts" ADD COLUMN "login" VARCHAR(100);
CREATE TRIGGER "migrate_sync__accounts__email__login__insert" AFTER INSERT ON "accounts"
WHEN (NEW."login" COLLATE BINARY IS NOT NEW."email") OR NEW."email" IS NULL
BEGIN
  UPDATE "accounts" SET "email" = "login" WHERE "id" = NEW."id" AND (NEW."login" COLLATE BINARY IS NOT NULL) AND ("email" COLLATE BINARY IS NOT "login");
  UPDATE "accounts" SET "login" = "email" WHERE "id" = NEW."id" AND NOT (NEW."login" COLLATE BINARY IS NOT NULL) AND ("email" COLLATE BINARY IS NOT "login");
  DELETE FROM "accounts" WHERE "id" = NEW."id" AND ("email" COLLATE BINARY IS NOT "login") AND "email" COLLATE BINARY IS NEW."email";
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: accounts.email') FROM "accounts" WHERE "id" = NEW."id" AND "email" IS NULL;
END;
CREATE TRIGGER "migrate_sync__accounts__email__login__update" AFTER UPDATE OF "email", "login" ON "accounts"
WHEN (NEW."login" COLLATE BINARY IS NOT NEW."email") OR NEW."email" IS NULL
BEGIN
  UPDATE "accounts" SET "email" = "login" WHERE "id" = NEW."id" AND ("email" COLLATE BINARY IS NOT "login") AND ((NEW."login" COLLATE BINARY IS NOT OLD."login")
    OR (NOT (NEW."email" COLLATE BINARY IS NOT OLD."email") AND (NEW."login" COLLATE BINARY IS NOT NULL) AND NOT (NEW."email" COLLATE BINARY IS NOT NULL)));
  UPDATE "accounts" SET "login" = "email" WHERE "id" = NEW."id" AND ("email" COLLATE BINARY IS NOT "login");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: accounts.email') FROM "accounts" WHERE "id" = NEW."id" AND "email" IS NULL;
END;

-- ==== backfill
-- [backfill-1] fill accounts.login from email
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table accounts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "accounts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "accounts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "accounts" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "accounts" SET "login" = "email" WHERE "id" >= ?1 AND "id" <= ?2 AND ("email" COLLATE BINARY IS NOT "login");

-- [backfill-2] index accounts.login as accounts_email is
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: the index is built in one go; SQLite has no other way; readers go on in WAL mode, a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: new code reads by the new name before contract
--   runs: in one transaction with its record
--   undo: DROP INDEX IF EXISTS "migrate_copy__accounts__accounts_email__login"
CREATE UNIQUE INDEX "migrate_copy__accounts__accounts_email__login" ON "accounts" ("login");

-- [backfill-3] index accounts.login as accounts_region_email is
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: the index is built in one go; SQLite has no other way; readers go on in WAL mode, a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: new code reads by the new name before contract
--   runs: in one transaction with its record
--   undo: DROP INDEX IF EXISTS "migrate_copy__accounts__accounts_region_email__login"
CREATE INDEX "migrate_copy__accounts__accounts_region_email__login" ON "accounts" ("region", "login" DESC);

-- [backfill-4] compare accounts.login with accounts.email
--   lock: none on accounts; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table accounts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "accounts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "accounts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "accounts" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "accounts" WHERE "id" >= ?1 AND "id" <= ?2 AND ("email" COLLATE BINARY IS NOT "login") LIMIT 5;

-- ==== contract
-- [contract-1] compare accounts.login with accounts.email again
--   lock: none on accounts; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table accounts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "accounts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "accounts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "accounts" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "accounts" WHERE "id" >= ?1 AND "id" <= ?2 AND ("email" COLLATE BINARY IS NOT "login") LIMIT 5;

-- [contract-2] drop the second column, rename accounts.email to login
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'accounts.email and accounts.login hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "accounts" WHERE ("email" COLLATE BINARY IS NOT "login")));
UPDATE migrate_guard SET expectation = 'no row of accounts has a NULL in email', holds = (NOT EXISTS (SELECT 1 FROM "accounts" WHERE "email" IS NULL));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__accounts__email*/', 'NOT NULL')
WHERE type = 'table' AND name = 'accounts' AND length(sql) - length(replace(sql, '/*migrate_not_null__accounts__email*/', '')) = length('/*migrate_not_null__accounts__email*/');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'accounts.email is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('accounts') WHERE name = 'email');
DROP TRIGGER IF EXISTS "migrate_sync__accounts__email__login__insert";
DROP TRIGGER IF EXISTS "migrate_sync__accounts__email__login__update";
DROP INDEX IF EXISTS "migrate_copy__accounts__accounts_email__login";
DROP INDEX IF EXISTS "migrate_copy__accounts__accounts_region_email__login";
ALTER TABLE "accounts" DROP COLUMN "login";
ALTER TABLE "accounts" RENAME COLUMN "email" TO "login";
