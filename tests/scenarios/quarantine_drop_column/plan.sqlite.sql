-- migration: quarantine_drop_column
-- description: Drop two columns, which are hidden for a day before they go
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: index users_nick uses users.nick and is dropped with it

-- ==== expand
-- [expand-1] fill users.nick by triggers where new code leaves it out
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code still reads the column
--   runs: in one transaction with its record
--   undo: UPDATE migrate_guard SET expectation = 'no row of users has a NULL in nick', holds = (NOT EXISTS (SELECT 1 FROM "users" WHERE "nick" IS NULL))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__users__nick*/', 'NOT NULL')
--     WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, '/*migrate_not_null__users__nick*/', '')) = length('/*migrate_not_null__users__nick*/')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'users.nick is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('users') WHERE name = 'nick')
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__users__nick__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__users__nick__update"
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ',
  nick VARCHAR(100) NOT NULL', ',
  nick VARCHAR(100) /*migrate_not_null__users__nick*/')
WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, ',
  nick VARCHAR(100) NOT NULL', '')) = length(',
  nick VARCHAR(100) NOT NULL');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'users.nick accepts NULL; its triggers refuse it from here on', holds = (SELECT "notnull" = 0 FROM pragma_table_info('users') WHERE name = 'nick');
CREATE TRIGGER "migrate_derive__users__nick__insert" AFTER INSERT ON "users"
WHEN NEW."nick" IS NULL
BEGIN
  UPDATE "users" SET "nick" = (upper(name)
) WHERE "id" = NEW."id" AND "nick" IS NULL;
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: users.nick') FROM "users" WHERE "id" = NEW."id" AND "nick" IS NULL;
END;
CREATE TRIGGER "migrate_derive__users__nick__update" AFTER UPDATE ON "users"
WHEN (NOT (NEW."nick" COLLATE BINARY IS NOT OLD."nick") AND OLD."nick" COLLATE BINARY IS (SELECT (upper(name)
) FROM (SELECT OLD."name" AS "name") AS "users")) OR (NEW."nick" IS NULL AND OLD."nick" IS NOT NULL)
BEGIN
  UPDATE "users" SET "nick" = coalesce((upper(name)
), "nick") WHERE "id" = NEW."id" AND NOT (NEW."nick" COLLATE BINARY IS NOT OLD."nick") AND OLD."nick" COLLATE BINARY IS (SELECT (upper(name)
) FROM (SELECT OLD."name" AS "name") AS "users")
    AND "nick" COLLATE BINARY IS NOT coalesce((upper(name)
), "nick");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: users.nick') FROM "users" WHERE "id" = NEW."id" AND "nick" IS NULL AND OLD."nick" IS NOT NULL;
END;

-- ==== backfill
-- nothing to do

-- ==== contract
-- ---- hidden first: `migrate rollback` brings it back
-- [contract-1] hide users.nick
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: who still uses it meets an error while it can be brought back; the triggers follow the name and keep it filled
--   runs: in one transaction with its record
--   undo: ALTER TABLE "users" RENAME COLUMN "migrate_hidden__users__nick" TO nick
ALTER TABLE "users" RENAME COLUMN "nick" TO migrate_hidden__users__nick;

-- [contract-2] hide users.note
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: who still uses it meets an error while it can be brought back; the triggers follow the name and keep it filled
--   runs: in one transaction with its record
--   undo: ALTER TABLE "users" RENAME COLUMN "migrate_hidden__users__note" TO note
ALTER TABLE "users" RENAME COLUMN "note" TO migrate_hidden__users__note;

-- ---- after 1d in quarantine
-- [contract-3] drop users.nick
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: old code, which reads the column, is gone
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_derive__users__nick__insert";
DROP TRIGGER IF EXISTS "migrate_derive__users__nick__update";
DROP INDEX IF EXISTS "users_nick";
ALTER TABLE "users" DROP COLUMN "migrate_hidden__users__nick";

-- [contract-4] drop users.note
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: old code, which reads the column, is gone
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
ALTER TABLE "users" DROP COLUMN "migrate_hidden__users__note";
