-- migration: note_writes
-- description: Writes of old code are noted for the gate
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: until contract users has one more column: INSERT INTO users VALUES (…) without a column list fails
-- note: people.name into first_name, last_name: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ
-- note: places.street, town into address: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ

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
ALTER TABLE "users" ADD COLUMN "full_name" VARCHAR(40) DEFAULT 'nobody';
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

-- [expand-2] fill users.nick by triggers where new code leaves it out
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code still reads the column
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__users__nick__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__users__nick__update"
CREATE TRIGGER "migrate_derive__users__nick__insert" AFTER INSERT ON "users"
WHEN NEW."nick" IS NULL
BEGIN
  UPDATE "users" SET "nick" = ('none'
) WHERE "id" = NEW."id" AND "nick" IS NULL;
END;
CREATE TRIGGER "migrate_derive__users__nick__update" AFTER UPDATE ON "users"
WHEN (NOT (NEW."nick" COLLATE BINARY IS NOT OLD."nick") AND OLD."nick" COLLATE BINARY IS (SELECT ('none'
) FROM (SELECT 1) AS "users"))
BEGIN
  UPDATE "users" SET "nick" = ('none'
) WHERE "id" = NEW."id" AND NOT (NEW."nick" COLLATE BINARY IS NOT OLD."nick") AND OLD."nick" COLLATE BINARY IS (SELECT ('none'
) FROM (SELECT 1) AS "users")
    AND "nick" COLLATE BINARY IS NOT ('none'
);
END;

-- [expand-3] add the columns of people.name into first_name, last_name, kept in step both ways
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code writes the old columns, new code the new ones; where a statement writes both, both are kept; a NOT NULL that one version cannot meet is enforced by the triggers
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_map__people__name__first_name__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_map__people__name__first_name__update"
--   undo: ALTER TABLE "people" DROP COLUMN "first_name"
--   undo: ALTER TABLE "people" DROP COLUMN "last_name"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of people.name into first_name, last_name that the old columns do not give again, counted by SELECT count(*) FROM (SELECT 1 FROM "people" WHERE NOT ("first_name" IS NULL AND "last_name" IS NULL) AND (("first_name" COLLATE BINARY IS NOT (substr(name, 1, instr(name || ' ', ' ') - 1)
--     )) OR ("last_name" COLLATE BINARY IS NOT (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
--     ))) LIMIT 1000)
ALTER TABLE "people" ADD COLUMN "first_name" varchar(40);
ALTER TABLE "people" ADD COLUMN "last_name" varchar(40);
CREATE TRIGGER "migrate_map__people__name__first_name__insert" AFTER INSERT ON "people"
WHEN (NEW."first_name" IS NULL AND NEW."last_name" IS NULL) OR (NEW."name" COLLATE BINARY IS NULL)
BEGIN
  UPDATE "people" SET "first_name" = (substr(name, 1, instr(name || ' ', ' ') - 1)
), "last_name" = (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) WHERE "id" = NEW."id" AND (NEW."first_name" IS NULL AND NEW."last_name" IS NULL) AND ("first_name" IS NULL AND "last_name" IS NULL) AND ((substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL OR (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) IS NOT NULL);
  UPDATE "people" SET "name" = (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
) WHERE "id" = NEW."id" AND NOT (NEW."first_name" IS NULL AND NEW."last_name" IS NULL) AND (NEW."name" COLLATE BINARY IS NULL) AND ("name" COLLATE BINARY IS NULL) AND NOT (("first_name" COLLATE BINARY IS (substr(name, 1, instr(name || ' ', ' ') - 1)
) AND "last_name" COLLATE BINARY IS (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
))) AND (("name" COLLATE BINARY IS NOT (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
)));
END;
CREATE TRIGGER "migrate_map__people__name__first_name__update" AFTER UPDATE OF "name", "first_name", "last_name", "id", rowid, _rowid_, oid ON "people"
WHEN ((NEW."first_name" COLLATE BINARY IS NOT OLD."first_name") OR (NEW."last_name" COLLATE BINARY IS NOT OLD."last_name")) <> ((NEW."name" COLLATE BINARY IS NOT OLD."name")) OR ((OLD."first_name" IS NULL AND OLD."last_name" IS NULL) AND ((OLD."name" COLLATE BINARY IS NOT (SELECT (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
) FROM (SELECT OLD."first_name" AS "first_name", OLD."last_name" AS "last_name") AS "people"))) AND (((NEW."first_name" COLLATE BINARY IS NOT OLD."first_name") OR (NEW."last_name" COLLATE BINARY IS NOT OLD."last_name")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id")))
BEGIN
  UPDATE "people" SET "first_name" = coalesce("first_name", (SELECT (substr(name, 1, instr(name || ' ', ' ') - 1)
) FROM (SELECT OLD."name" AS "name") AS "people")), "last_name" = coalesce("last_name", (SELECT (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) FROM (SELECT OLD."name" AS "name") AS "people")) WHERE "id" = NEW."id" AND ((NEW."first_name" COLLATE BINARY IS NOT OLD."first_name") OR (NEW."last_name" COLLATE BINARY IS NOT OLD."last_name")) AND NOT ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND (OLD."first_name" IS NULL AND OLD."last_name" IS NULL) AND ((OLD."name" COLLATE BINARY IS NOT (SELECT (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
) FROM (SELECT OLD."first_name" AS "first_name", OLD."last_name" AS "last_name") AS "people")))
    AND (("first_name" IS NULL AND (SELECT (substr(name, 1, instr(name || ' ', ' ') - 1)
) FROM (SELECT OLD."name" AS "name") AS "people") IS NOT NULL) OR ("last_name" IS NULL AND (SELECT (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) FROM (SELECT OLD."name" AS "name") AS "people") IS NOT NULL));
  UPDATE "people" SET "first_name" = (substr(name, 1, instr(name || ' ', ' ') - 1)
), "last_name" = (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) WHERE "id" = NEW."id" AND ((NEW."first_name" COLLATE BINARY IS NOT OLD."first_name") OR (NEW."last_name" COLLATE BINARY IS NOT OLD."last_name")) = ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND (((NEW."first_name" COLLATE BINARY IS NOT OLD."first_name") OR (NEW."last_name" COLLATE BINARY IS NOT OLD."last_name")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id")) AND (OLD."first_name" IS NULL AND OLD."last_name" IS NULL) AND ((OLD."name" COLLATE BINARY IS NOT (SELECT (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
) FROM (SELECT OLD."first_name" AS "first_name", OLD."last_name" AS "last_name") AS "people")))
    AND (("first_name" IS NULL OR "first_name" COLLATE BINARY IS (substr(name, 1, instr(name || ' ', ' ') - 1)
)) AND ("last_name" IS NULL OR "last_name" COLLATE BINARY IS (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
))) AND (("first_name" IS NULL AND (substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL) OR ("last_name" IS NULL AND (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) IS NOT NULL));
  UPDATE "people" SET "name" = (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
) WHERE "id" = NEW."id" AND ((NEW."first_name" COLLATE BINARY IS NOT OLD."first_name") OR (NEW."last_name" COLLATE BINARY IS NOT OLD."last_name")) AND NOT ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND NOT (("first_name" COLLATE BINARY IS (substr(name, 1, instr(name || ' ', ' ') - 1)
) AND "last_name" COLLATE BINARY IS (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
))) AND (("name" COLLATE BINARY IS NOT (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
)));
  UPDATE "people" SET "first_name" = (substr(name, 1, instr(name || ' ', ' ') - 1)
), "last_name" = (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) WHERE "id" = NEW."id" AND ((NEW."name" COLLATE BINARY IS NOT OLD."name")) AND NOT ((NEW."first_name" COLLATE BINARY IS NOT OLD."first_name") OR (NEW."last_name" COLLATE BINARY IS NOT OLD."last_name")) AND (("first_name" COLLATE BINARY IS NOT (substr(name, 1, instr(name || ' ', ' ') - 1)
)) OR ("last_name" COLLATE BINARY IS NOT (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
)))
    AND ((("name" COLLATE BINARY IS NOT (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
))) OR ((OLD."first_name" COLLATE BINARY IS (SELECT (substr(name, 1, instr(name || ' ', ' ') - 1)
) FROM (SELECT OLD."name" AS "name") AS "people") AND OLD."last_name" COLLATE BINARY IS (SELECT (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) FROM (SELECT OLD."name" AS "name") AS "people"))));
END;

-- [expand-4] add the columns of places.street, town into address, kept in step both ways
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code writes the old columns, new code the new ones; where a statement writes both, both are kept; a NOT NULL that one version cannot meet is enforced by the triggers
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_map__places__street__address__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_map__places__street__address__update"
--   undo: ALTER TABLE "places" DROP COLUMN "address"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of places.street, town into address that the old columns do not give again, counted by SELECT count(*) FROM (SELECT 1 FROM "places" WHERE NOT ("address" IS NULL) AND (("address" COLLATE BINARY IS NOT (street || ', ' || town
--     ))) LIMIT 1000)
ALTER TABLE "places" ADD COLUMN "address" varchar(90);
CREATE TRIGGER "migrate_map__places__street__address__insert" AFTER INSERT ON "places"
WHEN (NEW."address" IS NULL) OR (NEW."street" COLLATE BINARY IS NULL AND NEW."town" COLLATE BINARY IS NULL)
BEGIN
  UPDATE "places" SET "address" = (street || ', ' || town
) WHERE "id" = NEW."id" AND (NEW."address" IS NULL) AND ("address" IS NULL) AND ((street || ', ' || town
) IS NOT NULL);
  UPDATE "places" SET "street" = (substr(address, 1, instr(address || ', ', ', ') - 1)
), "town" = (substr(address, instr(address, ', ') + 2)
) WHERE "id" = NEW."id" AND NOT (NEW."address" IS NULL) AND (NEW."street" COLLATE BINARY IS NULL AND NEW."town" COLLATE BINARY IS NULL) AND ("street" COLLATE BINARY IS NULL AND "town" COLLATE BINARY IS NULL) AND NOT (("address" COLLATE BINARY IS (street || ', ' || town
))) AND (("street" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ', ', ', ') - 1)
)) OR ("town" COLLATE BINARY IS NOT (substr(address, instr(address, ', ') + 2)
)));
END;
CREATE TRIGGER "migrate_map__places__street__address__update" AFTER UPDATE OF "street", "town", "address", "id", rowid, _rowid_, oid ON "places"
WHEN ((NEW."address" COLLATE BINARY IS NOT OLD."address")) <> ((NEW."street" COLLATE BINARY IS NOT OLD."street") OR (NEW."town" COLLATE BINARY IS NOT OLD."town")) OR ((OLD."address" IS NULL) AND ((OLD."street" COLLATE BINARY IS NOT (SELECT (substr(address, 1, instr(address || ', ', ', ') - 1)
) FROM (SELECT OLD."address" AS "address") AS "places")) OR (OLD."town" COLLATE BINARY IS NOT (SELECT (substr(address, instr(address, ', ') + 2)
) FROM (SELECT OLD."address" AS "address") AS "places"))) AND (((NEW."address" COLLATE BINARY IS NOT OLD."address")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id")))
BEGIN
  UPDATE "places" SET "address" = coalesce("address", (SELECT (street || ', ' || town
) FROM (SELECT OLD."street" AS "street", OLD."town" AS "town") AS "places")) WHERE "id" = NEW."id" AND ((NEW."address" COLLATE BINARY IS NOT OLD."address")) AND NOT ((NEW."street" COLLATE BINARY IS NOT OLD."street") OR (NEW."town" COLLATE BINARY IS NOT OLD."town")) AND (OLD."address" IS NULL) AND ((OLD."street" COLLATE BINARY IS NOT (SELECT (substr(address, 1, instr(address || ', ', ', ') - 1)
) FROM (SELECT OLD."address" AS "address") AS "places")) OR (OLD."town" COLLATE BINARY IS NOT (SELECT (substr(address, instr(address, ', ') + 2)
) FROM (SELECT OLD."address" AS "address") AS "places")))
    AND (("address" IS NULL AND (SELECT (street || ', ' || town
) FROM (SELECT OLD."street" AS "street", OLD."town" AS "town") AS "places") IS NOT NULL));
  UPDATE "places" SET "address" = (street || ', ' || town
) WHERE "id" = NEW."id" AND ((NEW."address" COLLATE BINARY IS NOT OLD."address")) = ((NEW."street" COLLATE BINARY IS NOT OLD."street") OR (NEW."town" COLLATE BINARY IS NOT OLD."town")) AND (((NEW."address" COLLATE BINARY IS NOT OLD."address")) OR (NEW."id" COLLATE BINARY IS NOT OLD."id")) AND (OLD."address" IS NULL) AND ((OLD."street" COLLATE BINARY IS NOT (SELECT (substr(address, 1, instr(address || ', ', ', ') - 1)
) FROM (SELECT OLD."address" AS "address") AS "places")) OR (OLD."town" COLLATE BINARY IS NOT (SELECT (substr(address, instr(address, ', ') + 2)
) FROM (SELECT OLD."address" AS "address") AS "places")))
    AND (("address" IS NULL OR "address" COLLATE BINARY IS (street || ', ' || town
))) AND (("address" IS NULL AND (street || ', ' || town
) IS NOT NULL));
  UPDATE "places" SET "street" = (substr(address, 1, instr(address || ', ', ', ') - 1)
), "town" = (substr(address, instr(address, ', ') + 2)
) WHERE "id" = NEW."id" AND ((NEW."address" COLLATE BINARY IS NOT OLD."address")) AND NOT ((NEW."street" COLLATE BINARY IS NOT OLD."street") OR (NEW."town" COLLATE BINARY IS NOT OLD."town")) AND NOT (("address" COLLATE BINARY IS (street || ', ' || town
))) AND (("street" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ', ', ', ') - 1)
)) OR ("town" COLLATE BINARY IS NOT (substr(address, instr(address, ', ') + 2)
)));
  UPDATE "places" SET "address" = (street || ', ' || town
) WHERE "id" = NEW."id" AND ((NEW."street" COLLATE BINARY IS NOT OLD."street") OR (NEW."town" COLLATE BINARY IS NOT OLD."town")) AND NOT ((NEW."address" COLLATE BINARY IS NOT OLD."address")) AND (("address" COLLATE BINARY IS NOT (street || ', ' || town
)))
    AND ((("street" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ', ', ', ') - 1)
)) OR ("town" COLLATE BINARY IS NOT (substr(address, instr(address, ', ') + 2)
))) OR ((OLD."address" COLLATE BINARY IS (SELECT (street || ', ' || town
) FROM (SELECT OLD."street" AS "street", OLD."town" AS "town") AS "places"))));
END;

-- [expand-5] note when old code writes users.name
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: the gate asks when old code wrote last
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__users__name_insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__users__name_update"
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__users__name_delete"
--   undo: DROP TABLE IF EXISTS "migrate_by_old__note_writes__users__name"
CREATE TABLE "migrate_by_old__note_writes__users__name" (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL);
INSERT INTO "migrate_by_old__note_writes__users__name" (id, at) VALUES (1, 0);
CREATE TRIGGER "migrate_by_old__note_writes__users__name_update" AFTER UPDATE OF "name" ON "users"
WHEN (NEW."name" COLLATE BINARY IS NOT OLD."name") AND NOT (NEW."full_name" COLLATE BINARY IS NOT OLD."full_name") AND (NEW."name" COLLATE BINARY IS NOT (SELECT ("full_name"
) FROM (SELECT NEW."full_name" AS "full_name") AS "users"))
BEGIN
  UPDATE "migrate_by_old__note_writes__users__name" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
END;
CREATE TRIGGER "migrate_by_old__note_writes__users__name_insert" AFTER INSERT ON "users"
WHEN (NEW."name" COLLATE BINARY IS NOT ('nobody')) AND (NEW."full_name" IS NULL OR NOT (NEW."full_name" COLLATE BINARY IS NOT ('nobody')))
BEGIN
  UPDATE "migrate_by_old__note_writes__users__name" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
END;

-- [expand-6] note when old code writes users.nick
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: the gate asks when old code wrote last
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__users__nick_insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__users__nick_update"
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__users__nick_delete"
--   undo: DROP TABLE IF EXISTS "migrate_by_old__note_writes__users__nick"
CREATE TABLE "migrate_by_old__note_writes__users__nick" (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL);
INSERT INTO "migrate_by_old__note_writes__users__nick" (id, at) VALUES (1, 0);
CREATE TRIGGER "migrate_by_old__note_writes__users__nick_update" AFTER UPDATE OF "nick" ON "users"
WHEN (NEW."nick" COLLATE BINARY IS NOT OLD."nick") AND (NEW."nick" COLLATE BINARY IS NOT (SELECT ('none'
) FROM (SELECT 1) AS "users"))
BEGIN
  UPDATE "migrate_by_old__note_writes__users__nick" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
END;
CREATE TRIGGER "migrate_by_old__note_writes__users__nick_insert" AFTER INSERT ON "users"
WHEN (NEW."nick" COLLATE BINARY IS NOT NULL)
BEGIN
  UPDATE "migrate_by_old__note_writes__users__nick" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
END;

-- [expand-7] note when old code writes notes.draft
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: the gate asks when old code wrote last
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__notes__draft_insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__notes__draft_update"
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__notes__draft_delete"
--   undo: DROP TABLE IF EXISTS "migrate_by_old__note_writes__notes__draft"
CREATE TABLE "migrate_by_old__note_writes__notes__draft" (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL);
INSERT INTO "migrate_by_old__note_writes__notes__draft" (id, at) VALUES (1, 0);
CREATE TRIGGER "migrate_by_old__note_writes__notes__draft_update" AFTER UPDATE OF "draft" ON "notes"
WHEN (NEW."draft" COLLATE BINARY IS NOT OLD."draft")
BEGIN
  UPDATE "migrate_by_old__note_writes__notes__draft" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
END;
CREATE TRIGGER "migrate_by_old__note_writes__notes__draft_insert" AFTER INSERT ON "notes"
WHEN (NEW."draft" COLLATE BINARY IS NOT NULL)
BEGIN
  UPDATE "migrate_by_old__note_writes__notes__draft" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
END;

-- [expand-8] note when old code writes people.name
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: the gate asks when old code wrote last
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__people__name_insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__people__name_update"
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__people__name_delete"
--   undo: DROP TABLE IF EXISTS "migrate_by_old__note_writes__people__name"
CREATE TABLE "migrate_by_old__note_writes__people__name" (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL);
INSERT INTO "migrate_by_old__note_writes__people__name" (id, at) VALUES (1, 0);
CREATE TRIGGER "migrate_by_old__note_writes__people__name_update" AFTER UPDATE OF "name" ON "people"
WHEN (NEW."name" COLLATE BINARY IS NOT OLD."name") AND NOT (NEW."first_name" COLLATE BINARY IS NOT OLD."first_name") AND NOT (NEW."last_name" COLLATE BINARY IS NOT OLD."last_name") AND (NEW."name" COLLATE BINARY IS NOT (SELECT (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
) FROM (SELECT NEW."first_name" AS "first_name", NEW."last_name" AS "last_name") AS "people"))
BEGIN
  UPDATE "migrate_by_old__note_writes__people__name" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
END;
CREATE TRIGGER "migrate_by_old__note_writes__people__name_insert" AFTER INSERT ON "people"
WHEN (NEW."name" COLLATE BINARY IS NOT NULL) AND (NEW."first_name" IS NULL OR NOT (NEW."first_name" COLLATE BINARY IS NOT NULL)) AND (NEW."last_name" IS NULL OR NOT (NEW."last_name" COLLATE BINARY IS NOT NULL))
BEGIN
  UPDATE "migrate_by_old__note_writes__people__name" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
END;

-- [expand-9] note when old code writes places.street
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: the gate asks when old code wrote last
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__places__street_insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__places__street_update"
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__places__street_delete"
--   undo: DROP TABLE IF EXISTS "migrate_by_old__note_writes__places__street"
CREATE TABLE "migrate_by_old__note_writes__places__street" (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL);
INSERT INTO "migrate_by_old__note_writes__places__street" (id, at) VALUES (1, 0);
CREATE TRIGGER "migrate_by_old__note_writes__places__street_update" AFTER UPDATE OF "street" ON "places"
WHEN (NEW."street" COLLATE BINARY IS NOT OLD."street") AND NOT (NEW."address" COLLATE BINARY IS NOT OLD."address") AND (NEW."street" COLLATE BINARY IS NOT (SELECT (substr(address, 1, instr(address || ', ', ', ') - 1)
) FROM (SELECT NEW."address" AS "address") AS "places"))
BEGIN
  UPDATE "migrate_by_old__note_writes__places__street" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
END;
CREATE TRIGGER "migrate_by_old__note_writes__places__street_insert" AFTER INSERT ON "places"
WHEN (NEW."street" COLLATE BINARY IS NOT NULL) AND (NEW."address" IS NULL OR NOT (NEW."address" COLLATE BINARY IS NOT NULL))
BEGIN
  UPDATE "migrate_by_old__note_writes__places__street" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
END;

-- [expand-10] note when old code writes places.town
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: the gate asks when old code wrote last
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__places__town_insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__places__town_update"
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__places__town_delete"
--   undo: DROP TABLE IF EXISTS "migrate_by_old__note_writes__places__town"
CREATE TABLE "migrate_by_old__note_writes__places__town" (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL);
INSERT INTO "migrate_by_old__note_writes__places__town" (id, at) VALUES (1, 0);
CREATE TRIGGER "migrate_by_old__note_writes__places__town_update" AFTER UPDATE OF "town" ON "places"
WHEN (NEW."town" COLLATE BINARY IS NOT OLD."town") AND NOT (NEW."address" COLLATE BINARY IS NOT OLD."address") AND (NEW."town" COLLATE BINARY IS NOT (SELECT (substr(address, instr(address, ', ') + 2)
) FROM (SELECT NEW."address" AS "address") AS "places"))
BEGIN
  UPDATE "migrate_by_old__note_writes__places__town" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
END;
CREATE TRIGGER "migrate_by_old__note_writes__places__town_insert" AFTER INSERT ON "places"
WHEN (NEW."town" COLLATE BINARY IS NOT NULL) AND (NEW."address" IS NULL OR NOT (NEW."address" COLLATE BINARY IS NOT NULL))
BEGIN
  UPDATE "migrate_by_old__note_writes__places__town" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
END;

-- [expand-11] note when old code writes visits
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: the gate asks when old code wrote last
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__visits___ccabb2ef43_insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__visits___ccabb2ef43_update"
--   undo: DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__visits___ccabb2ef43_delete"
--   undo: DROP TABLE IF EXISTS "migrate_by_old__note_writes__visits___ccabb2ef43"
CREATE TABLE "migrate_by_old__note_writes__visits___ccabb2ef43" (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL);
INSERT INTO "migrate_by_old__note_writes__visits___ccabb2ef43" (id, at) VALUES (1, 0);
CREATE TRIGGER "migrate_by_old__note_writes__visits___ccabb2ef43_insert" AFTER INSERT ON "visits"
BEGIN
  UPDATE "migrate_by_old__note_writes__visits___ccabb2ef43" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
END;
CREATE TRIGGER "migrate_by_old__note_writes__visits___ccabb2ef43_update" AFTER UPDATE ON "visits"
BEGIN
  UPDATE "migrate_by_old__note_writes__visits___ccabb2ef43" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
END;
CREATE TRIGGER "migrate_by_old__note_writes__visits___ccabb2ef43_delete" AFTER DELETE ON "visits"
BEGIN
  UPDATE "migrate_by_old__note_writes__visits___ccabb2ef43" SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE id = 1 AND at < CAST(strftime('%s', 'now') AS INTEGER) * 1000 - 10000;
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

-- [backfill-3] fill people.name into first_name, last_name
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; rows that have values already are left alone
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "people" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "people" SET "first_name" = (substr(name, 1, instr(name || ' ', ' ') - 1)
), "last_name" = (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) WHERE "id" >= ?1 AND "id" <= ?2 AND ("first_name" IS NULL AND "last_name" IS NULL) AND ((substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL OR (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) IS NOT NULL);

-- [backfill-4] look for rows not filled: people.name into first_name, last_name
--   lock: none on people; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "people" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "people" WHERE "id" >= ?1 AND "id" <= ?2 AND ("first_name" IS NULL AND "last_name" IS NULL) AND ((substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL OR (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) IS NOT NULL) LIMIT 5;

-- [backfill-5] fill places.street, town into address
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; rows that have values already are left alone
--   batches: table places by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "places" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "places" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "places" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "places" SET "address" = (street || ', ' || town
) WHERE "id" >= ?1 AND "id" <= ?2 AND ("address" IS NULL) AND ((street || ', ' || town
) IS NOT NULL);

-- [backfill-6] look for rows not filled: places.street, town into address
--   lock: none on places; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table places by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "places" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "places" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "places" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "places" WHERE "id" >= ?1 AND "id" <= ?2 AND ("address" IS NULL) AND ((street || ', ' || town
) IS NOT NULL) LIMIT 5;

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

-- [contract-2] look for rows not filled: people.name into first_name, last_name, again
--   lock: none on people; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "people" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "people" WHERE "id" >= ?1 AND "id" <= ?2 AND ("first_name" IS NULL AND "last_name" IS NULL) AND ((substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL OR (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) IS NOT NULL) AND (("name" COLLATE BINARY IS NOT (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
))) LIMIT 5;

-- [contract-3] look for rows not filled: places.street, town into address, again
--   lock: none on places; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table places by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "places" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "places" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "places" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "places" WHERE "id" >= ?1 AND "id" <= ?2 AND ("address" IS NULL) AND ((street || ', ' || town
) IS NOT NULL) AND (("street" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ', ', ', ') - 1)
)) OR ("town" COLLATE BINARY IS NOT (substr(address, instr(address, ', ') + 2)
))) LIMIT 5;

-- [contract-4] note no longer who writes visits
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: the gate has seen what there was to see
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__visits___ccabb2ef43_insert";
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__visits___ccabb2ef43_update";
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__visits___ccabb2ef43_delete";
DROP TABLE IF EXISTS "migrate_by_old__note_writes__visits___ccabb2ef43";

-- [contract-5] note no longer who writes places.town
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: the gate has seen what there was to see
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__places__town_insert";
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__places__town_update";
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__places__town_delete";
DROP TABLE IF EXISTS "migrate_by_old__note_writes__places__town";

-- [contract-6] note no longer who writes places.street
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: the gate has seen what there was to see
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__places__street_insert";
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__places__street_update";
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__places__street_delete";
DROP TABLE IF EXISTS "migrate_by_old__note_writes__places__street";

-- [contract-7] note no longer who writes people.name
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: the gate has seen what there was to see
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__people__name_insert";
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__people__name_update";
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__people__name_delete";
DROP TABLE IF EXISTS "migrate_by_old__note_writes__people__name";

-- [contract-8] note no longer who writes notes.draft
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: the gate has seen what there was to see
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__notes__draft_insert";
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__notes__draft_update";
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__notes__draft_delete";
DROP TABLE IF EXISTS "migrate_by_old__note_writes__notes__draft";

-- [contract-9] note no longer who writes users.nick
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: the gate has seen what there was to see
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__users__nick_insert";
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__users__nick_update";
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__users__nick_delete";
DROP TABLE IF EXISTS "migrate_by_old__note_writes__users__nick";

-- [contract-10] note no longer who writes users.name
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: the gate has seen what there was to see
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__users__name_insert";
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__users__name_update";
DROP TRIGGER IF EXISTS "migrate_by_old__note_writes__users__name_delete";
DROP TABLE IF EXISTS "migrate_by_old__note_writes__users__name";

-- [contract-11] drop the second column, rename users.name to full_name
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: the first column keeps its indexes, constraints and foreign keys; all in one transaction, so that no write falls between the triggers' end and the new name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'users.name and users.full_name hold the same in every row', holds = (NOT EXISTS (SELECT 1 FROM "users" WHERE ("name" COLLATE BINARY IS NOT "full_name")));
DROP TRIGGER IF EXISTS "migrate_sync__users__name__full_name__insert";
DROP TRIGGER IF EXISTS "migrate_sync__users__name__full_name__update";
ALTER TABLE "users" DROP COLUMN "full_name";
ALTER TABLE "users" RENAME COLUMN "name" TO "full_name";

-- [contract-12] drop users.nick
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: old code, which reads the column, is gone
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "migrate_derive__users__nick__insert";
DROP TRIGGER IF EXISTS "migrate_derive__users__nick__update";
ALTER TABLE "users" DROP COLUMN "nick";

-- [contract-13] drop notes.draft
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: old code, which reads the column, is gone
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
ALTER TABLE "notes" DROP COLUMN "draft";

-- [contract-14] drop the old columns of people.name into first_name, last_name
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: no live code uses them; proof, NOT NULL and the drop are one transaction
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'every row of people is filled', holds = (NOT EXISTS (SELECT 1 FROM "people" WHERE ("first_name" IS NULL AND "last_name" IS NULL) AND ((substr(name, 1, instr(name || ' ', ' ') - 1)
) IS NOT NULL OR (nullif(substr(name, instr(name || ' ', ' ') + 1), '')
) IS NOT NULL) AND (("name" COLLATE BINARY IS NOT (ltrim(coalesce(first_name, '') || coalesce(' ' || last_name, ''))
)))));
DROP TRIGGER IF EXISTS "migrate_map__people__name__first_name__insert";
DROP TRIGGER IF EXISTS "migrate_map__people__name__first_name__update";
ALTER TABLE "people" DROP COLUMN "name";

-- [contract-15] drop the old columns of places.street, town into address
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: no live code uses them; proof, NOT NULL and the drop are one transaction
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'every row of places is filled', holds = (NOT EXISTS (SELECT 1 FROM "places" WHERE ("address" IS NULL) AND ((street || ', ' || town
) IS NOT NULL) AND (("street" COLLATE BINARY IS NOT (substr(address, 1, instr(address || ', ', ', ') - 1)
)) OR ("town" COLLATE BINARY IS NOT (substr(address, instr(address, ', ') + 2)
)))));
DROP TRIGGER IF EXISTS "migrate_map__places__street__address__insert";
DROP TRIGGER IF EXISTS "migrate_map__places__street__address__update";
ALTER TABLE "places" DROP COLUMN "street";
ALTER TABLE "places" DROP COLUMN "town";

-- [contract-16] nothing refers to visits
--   lock: none on visits; reads only
--   expects: no row
SELECT 'foreign key of', m.name FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS k
WHERE m.type = 'table' AND lower(k."table") = lower('visits') AND lower(m.name) <> lower('visits')
UNION ALL
SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger')
  AND lower(tbl_name) <> lower('visits') AND ' ' || lower(sql) || ' ' GLOB '*[^a-z0-9_$]visits[^a-z0-9_$]*';

-- [contract-17] drop table visits
--   strategy: instant
--   lock: write lock on the database file, in proportion to the table: its pages go to the free list; foreign_keys is off on this connection: no row of another table is touched
--   why: old code, which uses the table, is gone
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE "visits";
