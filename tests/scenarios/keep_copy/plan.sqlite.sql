-- migration: keep_copy
-- description: Two columns and a table go, and a copy of them may stay
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

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
  nick VARCHAR(50) NOT NULL', ',
  nick VARCHAR(50) /*migrate_not_null__users__nick*/')
WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, ',
  nick VARCHAR(50) NOT NULL', '')) = length(',
  nick VARCHAR(50) NOT NULL');
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
-- [contract-1] drop users.nick
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: old code, which reads the column, is gone
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_derive__users__nick__insert";
DROP TRIGGER IF EXISTS "migrate_derive__users__nick__update";
ALTER TABLE "users" DROP COLUMN "nick";

-- [contract-2] drop users.note
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: old code, which reads the column, is gone
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
ALTER TABLE "users" DROP COLUMN "note";

-- [contract-3] nothing refers to visits
--   lock: none on visits; reads only
--   expects: no row
SELECT 'foreign key of', m.name FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS k
WHERE m.type = 'table' AND lower(k."table") = lower('visits') AND lower(m.name) <> lower('visits')
UNION ALL
SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger')
  AND lower(tbl_name) <> lower('visits') AND ' ' || lower(sql) || ' ' GLOB '*[^a-z0-9_$]visits[^a-z0-9_$]*';

-- [contract-4] drop table visits
--   strategy: instant
--   lock: write lock on the database file, in proportion to the table: its pages go to the free list; foreign_keys is off on this connection: no row of another table is touched
--   why: old code, which uses the table, is gone
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE "visits";
