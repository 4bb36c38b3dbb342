-- migration: rename_volatile_default
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract sessions has one more column: INSERT INTO sessions VALUES (…) without a column list fails

-- ==== expand
-- [expand-1] add sessions.secret beside sessions.token, kept in step by triggers
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a second column that both versions may write
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__sessions__token__secret__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_sync__sessions__token__secret__update"
--   undo: ALTER TABLE "sessions" DROP COLUMN "secret"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
ALTER TABLE "sessions" ADD COLUMN "secret" VARCHAR(64);
CREATE TRIGGER "migrate_sync__sessions__token__secret__insert" AFTER INSERT ON "sessions"
WHEN (NEW."secret" COLLATE BINARY IS NOT NEW."token")
BEGIN
  UPDATE "sessions" SET "token" = "secret" WHERE "id" = NEW."id" AND (NEW."secret" COLLATE BINARY IS NOT NULL) AND ("token" COLLATE BINARY IS NOT "secret");
  UPDATE "sessions" SET "secret" = "token" WHERE "id" = NEW."id" AND NOT (NEW."secret" COLLATE BINARY IS NOT NULL) AND ("token" COLLATE BINARY IS NOT "secret");
  DELETE FROM "sessions" WHERE "id" = NEW."id" AND ("token" COLLATE BINARY IS NOT "secret") AND "token" COLLATE BINARY IS NEW."token";
END;
CREATE TRIGGER "migrate_sync__sessions__token__secret__update" AFTER UPDATE OF "token", "secret" ON "sessions"
WHEN (NEW."secret" COLLATE BINARY IS NOT NEW."token")
BEGIN
  UPDATE "sessions" SET "token" = "secret" WHERE "id" = NEW."id" AND ("token" COLLATE BINARY IS NOT "secret") AND ((NEW."secret" COLLATE BINARY IS NOT OLD."secret")
    OR (NOT (NEW."token" COLLATE BINARY IS NOT OLD."token") AND (NEW."secret" COLLATE BINARY IS NOT NULL) AND NOT (NEW."token" COLLATE BINARY IS NOT NULL)));
  UPDATE "sessions" SET "secret" = "token" WHERE "id" = NEW."id" AND ("token" COLLATE BINARY IS NOT "secret");
END;

-- ==== backfill
-- [backfill-1] fill sessions.secret from token
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table sessions by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "sessions" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "sessions" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "sessions" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "sessions" SET "secret" = "token" WHERE "id" >= ?1 AND "id" <= ?2 AND ("token" COLLATE BINARY IS NOT "secret");

-- [backfill-2] compare sessions.secret with sessions.token
--   lock: none on sessions; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table sessions by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "sessions" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "sessions" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "sessions" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "sessions" WHERE "id" >= ?1 AND "id" <= ?2 AND ("token" COLLATE BINARY IS NOT "secret") LIMIT 5;

-- ==== contract
-- [contract-1] compare sessions.secret with sessions.token again
--   lock: none on sessions; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table sessions by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "sessions" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "sessions" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "sessions" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "sessions" WHERE "id" >= ?1 AND "id" <= ?2 AND ("token" COLLATE BINARY IS NOT "secret") LIMIT 5;

-- [contract-2] drop the second column, rename sessions.token to secret
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'sessions.token and sessions.secret hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "sessions" WHERE ("token" COLLATE BINARY IS NOT "secret")));
DROP TRIGGER IF EXISTS "migrate_sync__sessions__token__secret__insert";
DROP TRIGGER IF EXISTS "migrate_sync__sessions__token__secret__update";
ALTER TABLE "sessions" DROP COLUMN "secret";
ALTER TABLE "sessions" RENAME COLUMN "token" TO "secret";
