-- migration: json_file
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract users has one more column: INSERT INTO users VALUES (…) without a column list fails
-- note: until contract a NULL in users.sort_key means "not filled yet" and is filled from `up`

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
ALTER TABLE "users" ADD COLUMN "email" VARCHAR(50);
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

-- [expand-2] add users.sort_key, filled by triggers where old code leaves it out
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: nullable until contract: old code does not know the column
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__users__sort_key__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__users__sort_key__update"
--   undo: ALTER TABLE "users" DROP COLUMN "sort_key"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of users.sort_key that are not what `up` gives, counted by SELECT count(*) FROM (SELECT 1 FROM "users" WHERE "sort_key" IS NOT NULL AND "sort_key" COLLATE BINARY IS NOT (upper(name)
--     ) LIMIT 1000)
ALTER TABLE "users" ADD COLUMN "sort_key" varchar(50);
CREATE TRIGGER "migrate_derive__users__sort_key__insert" AFTER INSERT ON "users"
WHEN NEW."sort_key" IS NULL
BEGIN
  UPDATE "users" SET "sort_key" = (upper(name)
) WHERE "id" = NEW."id" AND "sort_key" IS NULL;
END;
CREATE TRIGGER "migrate_derive__users__sort_key__update" AFTER UPDATE ON "users"
WHEN (NOT (NEW."sort_key" COLLATE BINARY IS NOT OLD."sort_key") AND (OLD."sort_key" IS NULL OR OLD."sort_key" COLLATE BINARY IS (SELECT (upper(name)
) FROM (SELECT OLD."name" AS "name") AS "users")))
BEGIN
  UPDATE "users" SET "sort_key" = (upper(name)
) WHERE "id" = NEW."id" AND NOT (NEW."sort_key" COLLATE BINARY IS NOT OLD."sort_key") AND (OLD."sort_key" IS NULL OR OLD."sort_key" COLLATE BINARY IS (SELECT (upper(name)
) FROM (SELECT OLD."name" AS "name") AS "users"))
    AND "sort_key" COLLATE BINARY IS NOT (upper(name)
);
END;

-- [expand-3] create index users_name on users
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: the index is built in one go; SQLite has no other way; readers go on in WAL mode, a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: one statement: SQLite builds an index in a single write transaction
--   runs: in one transaction with its record
--   undo: DROP INDEX IF EXISTS "users_name"
CREATE INDEX "users_name" ON "users" ("name");

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

-- [backfill-3] fill users.sort_key
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
UPDATE "users" SET "sort_key" = (upper(name)
) WHERE "id" >= ?1 AND "id" <= ?2 AND "sort_key" IS NULL;

-- [backfill-4] look for rows not filled: users.sort_key
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
SELECT "id" FROM "users" WHERE "id" >= ?1 AND "id" <= ?2 AND "sort_key" IS NULL AND (upper(name)
) IS NOT NULL LIMIT 5;

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

-- [contract-3] end the filling of users.sort_key
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code, which leaves the column out, is gone
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_derive__users__sort_key__insert";
DROP TRIGGER IF EXISTS "migrate_derive__users__sort_key__update";
