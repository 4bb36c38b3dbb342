-- migration: quarantine_note_writes
-- description: Writes of old code are noted until what it writes to is hidden
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
UPDATE sqlite_schema SET sql = replace(sql, ', nick VARCHAR(40) NOT NULL', ', nick VARCHAR(40) /*migrate_not_null__users__nick*/')
WHERE type = 'table' AND name = 'users' AND length(sql) - length(replace(sql, ', nick VARCHAR(40) NOT NULL', '')) = length(', nick VARCHAR(40) NOT NULL');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'users.nick accepts NULL; its triggers refuse it from here on', holds = (SELECT "notnull" = 0 FROM pragma_table_info('users') WHERE name = 'nick');
CREATE TRIGGER "migrate_derive__users__nick__insert" AFTER INSERT ON "users"
WHEN NEW."nick" IS NULL
BEGIN
  UPDATE "users" SET "nick" = ('none'
) WHERE "id" = NEW."id" AND "nick" IS NULL;
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: users.nick') FROM "users" WHERE "id" = NEW."id" AND "nick" IS NULL;
END;
CREATE TRIGGER "migrate_derive__users__nick__update" AFTER UPDATE ON "users"
WHEN (NOT (NEW."nick" COLLATE BINARY IS NOT OLD."nick") AND OLD."nick" COLLATE BINARY IS (SELECT ('none'
) FROM (SELECT 1) AS "users")) OR (NEW."nick" IS NULL AND OLD."nick" IS NOT NULL)
BEGIN
  UPDATE "users" SET "nick" = coalesce(('none'
), "nick") WHERE "id" = NEW."id" AND NOT (NEW."nick" COLLATE BINARY IS NOT OLD."nick") AND OLD."nick" COLLATE BINARY IS (SELECT ('none'
) FROM (SELECT 1) AS "users")
    AND "nick" COLLATE BINARY IS NOT coalesce(('none'
), "nick");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: users.nick') FROM "users" WHERE "id" = NEW."id" AND "nick" IS NULL AND OLD."nick" IS NOT NULL;
END;

-- [expand-2] note when old code writes users.nick
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: the gate asks when old code wrote last
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__quarantine_note_writes__users__nick_insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__quarantine_note_writes__users__nick_update"
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__quarantine_note_writes__users__nick_delete"
--   undo: DROP TABLE IF EXISTS "migrate_by_old__quarantine_note_writes__users__nick"
CREATE TABLE "migrate_by_old__quarantine_note_writes__users__nick" (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL);
INSERT INTO "migrate_by_old__quarantine_note_writes__users__nick" (id, at) VALUES (1, 0);
CREATE TRIGGER "migrate_by_old__quarantine_note_writes__users__nick_update" AFTER UPDATE OF "nick" ON "users"
WHEN (NEW."nick" COLLATE BINARY IS NOT OLD."nick") AND (NEW."nick" COLLATE BINARY IS NOT (SELECT ('none'
) FROM (SELECT 1) AS "users"))
BEGIN
  UPDATE "migrate_by_old__quarantine_note_writes__users__nick" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
END;
CREATE TRIGGER "migrate_by_old__quarantine_note_writes__users__nick_insert" AFTER INSERT ON "users"
WHEN (NEW."nick" COLLATE BINARY IS NOT NULL)
BEGIN
  UPDATE "migrate_by_old__quarantine_note_writes__users__nick" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
END;

-- [expand-3] note when old code writes visits
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: the gate asks when old code wrote last
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__quarantine_note_writes__visits___4bb8b4c538_insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__quarantine_note_writes__visits___4bb8b4c538_update"
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__quarantine_note_writes__visits___4bb8b4c538_delete"
--   undo: DROP TABLE IF EXISTS "migrate_by_old__quarantine_note_writes__visits___4bb8b4c538"
CREATE TABLE "migrate_by_old__quarantine_note_writes__visits___4bb8b4c538" (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL);
INSERT INTO "migrate_by_old__quarantine_note_writes__visits___4bb8b4c538" (id, at) VALUES (1, 0);
CREATE TRIGGER "migrate_by_old__quarantine_note_writes__visits___4bb8b4c538_insert" AFTER INSERT ON "visits"
BEGIN
  UPDATE "migrate_by_old__quarantine_note_writes__visits___4bb8b4c538" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
END;
CREATE TRIGGER "migrate_by_old__quarantine_note_writes__visits___4bb8b4c538_update" AFTER UPDATE ON "visits"
BEGIN
  UPDATE "migrate_by_old__quarantine_note_writes__visits___4bb8b4c538" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
END;
CREATE TRIGGER "migrate_by_old__quarantine_note_writes__visits___4bb8b4c538_delete" AFTER DELETE ON "visits"
BEGIN
  UPDATE "migrate_by_old__quarantine_note_writes__visits___4bb8b4c538" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
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

-- [contract-2] nothing refers to visits
--   lock: none on visits; reads only
--   expects: no row
SELECT 'foreign key of', m.name FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS k
WHERE m.type = 'table' AND lower(k."table") = lower('visits') AND lower(m.name) <> lower('visits')
UNION ALL
SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger')
  AND lower(tbl_name) <> lower('visits') AND ' ' || lower(sql) || ' ' GLOB '*[^a-z0-9_$]visits[^a-z0-9_$]*';

-- [contract-3] hide table visits
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: who still uses it meets an error while it can be brought back, with its rows
--   runs: in one transaction with its record
--   undo: PRAGMA legacy_alter_table=OFF
--   undo: ALTER TABLE "migrate_hidden__visits" RENAME TO "visits"
PRAGMA legacy_alter_table=OFF;
ALTER TABLE "visits" RENAME TO "migrate_hidden__visits";

-- ---- after 1d in quarantine
-- [contract-4] note no longer who writes visits
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: the gate has seen what there was to see
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_by_old__quarantine_note_writes__visits___4bb8b4c538_insert";
DROP TRIGGER IF EXISTS "migrate_by_old__quarantine_note_writes__visits___4bb8b4c538_update";
DROP TRIGGER IF EXISTS "migrate_by_old__quarantine_note_writes__visits___4bb8b4c538_delete";
DROP TABLE IF EXISTS "migrate_by_old__quarantine_note_writes__visits___4bb8b4c538";

-- [contract-5] note no longer who writes users.nick
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: the gate has seen what there was to see
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_by_old__quarantine_note_writes__users__nick_insert";
DROP TRIGGER IF EXISTS "migrate_by_old__quarantine_note_writes__users__nick_update";
DROP TRIGGER IF EXISTS "migrate_by_old__quarantine_note_writes__users__nick_delete";
DROP TABLE IF EXISTS "migrate_by_old__quarantine_note_writes__users__nick";

-- [contract-6] drop users.nick
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: old code, which reads the column, is gone
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_derive__users__nick__insert";
DROP TRIGGER IF EXISTS "migrate_derive__users__nick__update";
ALTER TABLE "users" DROP COLUMN "migrate_hidden__users__nick";

-- [contract-7] nothing refers to migrate_hidden__visits
--   lock: none on visits; reads only
--   expects: no row
SELECT 'foreign key of', m.name FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS k
WHERE m.type = 'table' AND lower(k."table") = lower('migrate_hidden__visits') AND lower(m.name) <> lower('migrate_hidden__visits')
UNION ALL
SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger')
  AND lower(tbl_name) <> lower('migrate_hidden__visits') AND ' ' || lower(sql) || ' ' GLOB '*[^a-z0-9_$]migrate_hidden__visits[^a-z0-9_$]*';

-- [contract-8] drop table visits
--   strategy: instant
--   lock: write lock on the database file, in proportion to the table: its pages go to the free list; foreign_keys is off on this connection: no row of another table is touched
--   why: old code, which uses the table, is gone
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE "migrate_hidden__visits";
