-- migration: quarantine_rename_table
-- description: Customers are called accounts, and the old name is kept from use for a day
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract accounts is a view over customers: SELECT, INSERT, UPDATE, DELETE, OR REPLACE and OR IGNORE work on it; ON CONFLICT fails ("cannot UPSERT a view"), changes() and the count of rows that a driver tells are 0, RETURNING gives the values of the statement (no default, no generated column), rowid is NULL
-- note: until contract an INSERT into accounts must give id: the number that SQLite chooses could not be told to the application (last_insert_rowid() and RETURNING), so that one without it is refused

-- ==== expand
-- [expand-1] make accounts a view over customers
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: what new code writes to the view is written to the table: nothing has to be kept in step
--   runs: in one transaction with its record
--   undo: DROP VIEW IF EXISTS "accounts"
CREATE VIEW "accounts" AS SELECT "id", "name" FROM "customers";
CREATE TRIGGER "migrate_through__accounts__insert" INSTEAD OF INSERT ON "accounts"
BEGIN
  SELECT RAISE(ABORT, 'accounts is a view until its migration has contracted: give id, because last_insert_rowid() would not tell the number that SQLite chooses') WHERE NEW."id" IS NULL;
  INSERT INTO "customers" ("id", "name") VALUES (NEW."id", NEW."name");
END;
CREATE TRIGGER "migrate_through__accounts__update" INSTEAD OF UPDATE ON "accounts"
BEGIN
  UPDATE "customers" SET "id" = CASE WHEN (NEW."id" COLLATE BINARY IS NOT OLD."id") THEN NEW."id" ELSE "id" END, "name" = CASE WHEN (NEW."name" COLLATE BINARY IS NOT OLD."name") THEN NEW."name" ELSE "name" END
  WHERE "id" = OLD."id";
END;
CREATE TRIGGER "migrate_through__accounts__delete" INSTEAD OF DELETE ON "accounts"
BEGIN
  DELETE FROM "customers" WHERE "id" = OLD."id";
END;

-- ==== backfill
-- nothing to do

-- ==== contract
-- ---- hidden first: `migrate rollback` brings it back
-- [contract-1] rename table customers to accounts
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: no live code uses the old name; foreign keys, views and triggers that name the table follow
--   runs: in one transaction with its record
--   undo: PRAGMA legacy_alter_table=OFF
--   undo: ALTER TABLE "accounts" RENAME TO "customers"
--   undo: CREATE VIEW "accounts" AS SELECT "id", "name" FROM "customers"
--   undo: CREATE TRIGGER "migrate_through__accounts__insert" INSTEAD OF INSERT ON "accounts"
--     BEGIN
--       SELECT RAISE(ABORT, 'accounts is a view until its migration has contracted: give id, because last_insert_rowid() would not tell the number that SQLite chooses') WHERE NEW."id" IS NULL;
--       INSERT INTO "customers" ("id", "name") VALUES (NEW."id", NEW."name");
--     END
--   undo: CREATE TRIGGER "migrate_through__accounts__update" INSTEAD OF UPDATE ON "accounts"
--     BEGIN
--       UPDATE "customers" SET "id" = CASE WHEN (NEW."id" COLLATE BINARY IS NOT OLD."id") THEN NEW."id" ELSE "id" END, "name" = CASE WHEN (NEW."name" COLLATE BINARY IS NOT OLD."name") THEN NEW."name" ELSE "name" END
--       WHERE "id" = OLD."id";
--     END
--   undo: CREATE TRIGGER "migrate_through__accounts__delete" INSTEAD OF DELETE ON "accounts"
--     BEGIN
--       DELETE FROM "customers" WHERE "id" = OLD."id";
--     END
PRAGMA legacy_alter_table=OFF;
DROP VIEW IF EXISTS "accounts";
ALTER TABLE "customers" RENAME TO "accounts";
