-- migration: drop_column_down
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

-- ==== expand
-- [expand-1] fill users.handle by triggers where new code leaves it out
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code still reads the column
--   runs: in one transaction with its record
--   undo: UPDATE migrate_guard SET expectation = 'no row of users has a NULL in handle', holds = (NOT EXISTS (SELECT 1 FROM "users" WHERE "handle" IS NULL))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__users__handle*/', 'NOT NULL')
--     WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, '/*migrate_not_null__users__handle*/', '')) = length('/*migrate_not_null__users__handle*/')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'users.handle is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('users') WHERE name = 'handle')
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__users__handle__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__users__handle__update"
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', handle VARCHAR(60) NOT NULL', ', handle VARCHAR(60) /*migrate_not_null__users__handle*/')
WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, ', handle VARCHAR(60) NOT NULL', '')) = length(', handle VARCHAR(60) NOT NULL');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'users.handle accepts NULL; its triggers refuse it from here on', holds = (SELECT "notnull" = 0 FROM pragma_table_info('users') WHERE name = 'handle');
CREATE TRIGGER "migrate_derive__users__handle__insert" AFTER INSERT ON "users"
WHEN NEW."handle" IS NULL
BEGIN
  UPDATE "users" SET "handle" = (lower(name)
) WHERE "id" = NEW."id" AND "handle" IS NULL;
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: users.handle') FROM "users" WHERE "id" = NEW."id" AND "handle" IS NULL;
END;
CREATE TRIGGER "migrate_derive__users__handle__update" AFTER UPDATE ON "users"
WHEN (NOT (NEW."handle" COLLATE BINARY IS NOT OLD."handle") AND OLD."handle" COLLATE BINARY IS (SELECT (lower(name)
) FROM (SELECT OLD."name" AS "name") AS "users")) OR (NEW."handle" IS NULL AND OLD."handle" IS NOT NULL)
BEGIN
  UPDATE "users" SET "handle" = coalesce((lower(name)
), "handle") WHERE "id" = NEW."id" AND NOT (NEW."handle" COLLATE BINARY IS NOT OLD."handle") AND OLD."handle" COLLATE BINARY IS (SELECT (lower(name)
) FROM (SELECT OLD."name" AS "name") AS "users")
    AND "handle" COLLATE BINARY IS NOT coalesce((lower(name)
), "handle");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: users.handle') FROM "users" WHERE "id" = NEW."id" AND "handle" IS NULL AND OLD."handle" IS NOT NULL;
END;

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] drop users.handle
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: old code, which reads the column, is gone
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_derive__users__handle__insert";
DROP TRIGGER IF EXISTS "migrate_derive__users__handle__update";
ALTER TABLE "users" DROP COLUMN "handle";
