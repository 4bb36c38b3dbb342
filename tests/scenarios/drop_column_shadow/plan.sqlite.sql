-- migration: drop_column_shadow
-- description: A column that SQLite cannot drop, because a rule or a key is built on it
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: UNIQUE (room, nights) of stays: an UPDATE of new code that changes other columns of it, too, is looked at once before a trigger has written stays.room: where another row has those values it fails, and UPDATE OR REPLACE takes that row away
-- note: constraint room_once of stays goes with room
-- note: a constraint of stays goes with room
-- note: index stays_room goes with the column that it uses
-- note: stays is exchanged for its shadow in contract; until then old and new code both use the old shape
-- note: guests is exchanged for its shadow in contract; until then old and new code both use the old shape

-- ==== expand
-- [expand-1] fill stays.room by triggers where new code leaves it out
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code still reads the column
--   runs: in one transaction with its record
--   undo: UPDATE migrate_guard SET expectation = 'no row of stays has a NULL in room', holds = (NOT EXISTS (SELECT 1 FROM "stays" WHERE "room" IS NULL))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_not_null__stays__room*/', 'NOT NULL')
--     WHERE type = 'table' AND name = 'stays' AND length(sql) - length(replace(sql, '/*migrate_not_null__stays__room*/', '')) = length('/*migrate_not_null__stays__room*/')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'stays.room is NOT NULL again', holds = (SELECT "notnull" = 1 FROM pragma_table_info('stays') WHERE name = 'room')
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__stays__room__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__stays__room__update"
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', room TEXT NOT NULL', ', room TEXT /*migrate_not_null__stays__room*/')
WHERE type = 'table' AND name = 'stays' AND length(sql) - length(replace(sql, ', room TEXT NOT NULL', '')) = length(', room TEXT NOT NULL');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'stays.room accepts NULL; its triggers refuse it from here on', holds = (SELECT "notnull" = 0 FROM pragma_table_info('stays') WHERE name = 'room');
CREATE TRIGGER "migrate_derive__stays__room__insert" AFTER INSERT ON "stays"
WHEN NEW."room" IS NULL
BEGIN
  UPDATE "stays" SET "room" = ('none ' || id
) WHERE "id" = NEW."id" AND "room" IS NULL;
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: stays.room') FROM "stays" WHERE "id" = NEW."id" AND "room" IS NULL;
END;
CREATE TRIGGER "migrate_derive__stays__room__update" AFTER UPDATE ON "stays"
WHEN (NOT (NEW."room" COLLATE BINARY IS NOT OLD."room") AND OLD."room" COLLATE BINARY IS (SELECT ('none ' || id
) FROM (SELECT OLD."id" AS "id") AS "stays")) OR (NEW."room" IS NULL AND OLD."room" IS NOT NULL)
BEGIN
  UPDATE "stays" SET "room" = coalesce(('none ' || id
), "room") WHERE "id" = NEW."id" AND NOT (NEW."room" COLLATE BINARY IS NOT OLD."room") AND OLD."room" COLLATE BINARY IS (SELECT ('none ' || id
) FROM (SELECT OLD."id" AS "id") AS "stays")
    AND "room" COLLATE BINARY IS NOT coalesce(('none ' || id
), "room");
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: stays.room') FROM "stays" WHERE "id" = NEW."id" AND "room" IS NULL AND OLD."room" IS NOT NULL;
END;

-- [expand-2] make a shadow of stays: without stays.room
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: SQLite cannot drop the column itself: a UNIQUE constraint uses it; with it, in one transaction, comes the log of what changes meanwhile
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_log__stays__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__stays__update"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__stays__delete"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__stays__before_insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__stays__before_update"
--   undo: DROP TABLE IF EXISTS "migrate_stays__log"
--   undo: DROP TABLE IF EXISTS "migrate_stays__shadow"
--   lock of undo: write lock on the database file, in proportion to the table: its pages go to the free list; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
CREATE TABLE "migrate_stays__shadow" (id INTEGER PRIMARY KEY, nights INT, floor INT, CHECK (nights < 100));
CREATE INDEX "migrate_stays__shadow__stays_nights" ON "migrate_stays__shadow" (nights);
CREATE TABLE "migrate_stays__log" (id INTEGER PRIMARY KEY, row_1 INTEGER);
CREATE INDEX "migrate_stays__log__row" ON "migrate_stays__log" (row_1);
CREATE TRIGGER "migrate_log__stays__insert" AFTER INSERT ON "stays"
BEGIN
  INSERT INTO "migrate_stays__log" (row_1) SELECT NEW."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_stays__log" WHERE row_1 IS NEW."id");
END;
CREATE TRIGGER "migrate_log__stays__update" AFTER UPDATE ON "stays"
BEGIN
  INSERT INTO "migrate_stays__log" (row_1) SELECT OLD."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_stays__log" WHERE row_1 IS OLD."id");
  INSERT INTO "migrate_stays__log" (row_1) SELECT NEW."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_stays__log" WHERE row_1 IS NEW."id");
END;
CREATE TRIGGER "migrate_log__stays__delete" AFTER DELETE ON "stays"
BEGIN
  INSERT INTO "migrate_stays__log" (row_1) SELECT OLD."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_stays__log" WHERE row_1 IS OLD."id");
END;
CREATE TRIGGER "migrate_log__stays__before_insert" BEFORE INSERT ON "stays"
BEGIN
  INSERT INTO "migrate_stays__log" (row_1) SELECT migrate_other."id" FROM "stays" AS migrate_other WHERE migrate_other."room" = NEW."room" AND migrate_other."nights" = NEW."nights" AND NOT EXISTS (SELECT 1 FROM "migrate_stays__log" WHERE row_1 IS migrate_other."id");
END;
CREATE TRIGGER "migrate_log__stays__before_update" BEFORE UPDATE ON "stays"
BEGIN
  INSERT INTO "migrate_stays__log" (row_1) SELECT migrate_other."id" FROM "stays" AS migrate_other WHERE migrate_other."room" = NEW."room" AND migrate_other."nights" = NEW."nights" AND NOT EXISTS (SELECT 1 FROM "migrate_stays__log" WHERE row_1 IS migrate_other."id");
END;

-- [expand-3] make a shadow of guests: without guests.country
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: SQLite cannot drop the column itself: its foreign key to countries uses it; with it, in one transaction, comes the log of what changes meanwhile
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_log__guests__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__guests__update"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__guests__delete"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__guests__before_insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__guests__before_update"
--   undo: DROP TABLE IF EXISTS "migrate_guests__log"
--   undo: DROP TABLE IF EXISTS "migrate_guests__witness"
--   undo: DROP TABLE IF EXISTS "migrate_guests__shadow"
--   lock of undo: write lock on the database file, in proportion to the table: its pages go to the free list; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
CREATE TABLE "migrate_guests__shadow" (name TEXT PRIMARY KEY);
CREATE TABLE "migrate_guests__log" (id INTEGER PRIMARY KEY, row_1 INTEGER);
CREATE INDEX "migrate_guests__log__row" ON "migrate_guests__log" (row_1);
CREATE TABLE "migrate_guests__witness" (here);
CREATE TRIGGER "migrate_log__guests__insert" AFTER INSERT ON "guests"
BEGIN
  INSERT INTO "migrate_guests__log" (row_1) SELECT NEW."rowid" WHERE NOT EXISTS (SELECT 1 FROM "migrate_guests__log" WHERE row_1 IS NEW."rowid");
END;
CREATE TRIGGER "migrate_log__guests__update" AFTER UPDATE ON "guests"
BEGIN
  INSERT INTO "migrate_guests__log" (row_1) SELECT OLD."rowid" WHERE NOT EXISTS (SELECT 1 FROM "migrate_guests__log" WHERE row_1 IS OLD."rowid");
  INSERT INTO "migrate_guests__log" (row_1) SELECT NEW."rowid" WHERE NOT EXISTS (SELECT 1 FROM "migrate_guests__log" WHERE row_1 IS NEW."rowid");
END;
CREATE TRIGGER "migrate_log__guests__delete" AFTER DELETE ON "guests"
BEGIN
  INSERT INTO "migrate_guests__log" (row_1) SELECT OLD."rowid" WHERE NOT EXISTS (SELECT 1 FROM "migrate_guests__log" WHERE row_1 IS OLD."rowid");
END;
CREATE TRIGGER "migrate_log__guests__before_insert" BEFORE INSERT ON "guests"
BEGIN
  INSERT INTO "migrate_guests__log" (row_1) SELECT migrate_other."rowid" FROM "guests" AS migrate_other WHERE migrate_other."name" = NEW."name" AND NOT EXISTS (SELECT 1 FROM "migrate_guests__log" WHERE row_1 IS migrate_other."rowid");
END;
CREATE TRIGGER "migrate_log__guests__before_update" BEFORE UPDATE ON "guests"
BEGIN
  INSERT INTO "migrate_guests__log" (row_1) SELECT migrate_other."rowid" FROM "guests" AS migrate_other WHERE migrate_other."name" = NEW."name" AND NOT EXISTS (SELECT 1 FROM "migrate_guests__log" WHERE row_1 IS migrate_other."rowid");
END;

-- ==== backfill
-- [backfill-1] take away what only stays's shadow has
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: the copy mends the rows that the table has; where a comparison has failed there may be others
--   batches: table migrate_stays__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_stays__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_stays__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_stays__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_stays__shadow" AS migrate_copy WHERE "id" >= ?1 AND "id" <= ?2
  AND NOT EXISTS (SELECT 1 FROM "stays" AS migrate_was WHERE migrate_was."id" = migrate_copy."id");

-- [backfill-2] copy stays into its shadow
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: its indexes are there already: to build one later would hold the write lock for all of it
--   batches: table stays by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "stays" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "stays" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "stays" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_stays__shadow" ("id", "nights", "floor")
SELECT "id", "nights", "floor"
FROM "stays" WHERE "id" >= ?1 AND "id" <= ?2;

-- [backfill-3] apply what changed in stays meanwhile
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_stays__log, each forgotten in the transaction that applied it
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "id" FROM "migrate_stays__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_stays__shadow" WHERE "id" IN (SELECT row_1 FROM "migrate_stays__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_stays__shadow" ("id", "nights", "floor")
SELECT "id", "nights", "floor"
FROM "stays" WHERE "id" IN (SELECT row_1 FROM "migrate_stays__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_stays__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.id
DELETE FROM "migrate_stays__shadow" WHERE "id" = ?1;
--   then:
--     ?1 = from.id
INSERT OR REPLACE INTO "migrate_stays__shadow" ("id", "nights", "floor")
SELECT "id", "nights", "floor"
FROM "stays" WHERE "id" = ?1;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.id
SELECT 1 FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "nights" AS migrate_value_2, "floor" AS migrate_value_3 FROM "stays" WHERE "id" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_stays__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."nights" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."floor" COLLATE BINARY IS migrate_was.migrate_value_3);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_stays__log" WHERE id = ?1;

-- [backfill-4] compare stays with its shadow
--   lock: none on stays; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table stays by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "stays" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "stays" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "stays" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT migrate_was.migrate_row_1 AS "id" FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "nights" AS migrate_value_2, "floor" AS migrate_value_3 FROM "stays" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_stays__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."nights" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."floor" COLLATE BINARY IS migrate_was.migrate_value_3)
  AND NOT EXISTS (SELECT 1 FROM "migrate_stays__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [backfill-5] look for rows that only stays's shadow has
--   lock: none on stays; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_stays__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_stays__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_stays__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_stays__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM (SELECT "id" FROM "migrate_stays__shadow" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "stays" AS migrate_was WHERE migrate_was."id" = migrate_copy."id")
  AND NOT EXISTS (SELECT 1 FROM "migrate_stays__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_copy."id") LIMIT 5;

-- [backfill-6] take away what only guests's shadow has
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: the copy mends the rows that the table has; where a comparison has failed there may be others
--   batches: table migrate_guests__shadow by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "migrate_guests__shadow" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "migrate_guests__shadow" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "migrate_guests__shadow" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.rowid, ?2 = to.rowid
DELETE FROM "migrate_guests__shadow" AS migrate_copy WHERE "rowid" >= ?1 AND "rowid" <= ?2
  AND NOT EXISTS (SELECT 1 FROM "guests" AS migrate_was WHERE migrate_was."rowid" = migrate_copy."rowid");

-- [backfill-7] copy guests into its shadow
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: its indexes are there already: to build one later would hold the write lock for all of it
--   batches: table guests by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "guests" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "guests" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "guests" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.rowid, ?2 = to.rowid
INSERT OR REPLACE INTO "migrate_guests__shadow" ("rowid", "name")
SELECT "rowid", "name"
FROM "guests" WHERE "rowid" >= ?1 AND "rowid" <= ?2;

-- [backfill-8] apply what changed in guests meanwhile
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_guests__log, each forgotten in the transaction that applied it
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "rowid" FROM "migrate_guests__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_guests__shadow" WHERE "rowid" IN (SELECT row_1 FROM "migrate_guests__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_guests__shadow" ("rowid", "name")
SELECT "rowid", "name"
FROM "guests" WHERE "rowid" IN (SELECT row_1 FROM "migrate_guests__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_guests__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.rowid
DELETE FROM "migrate_guests__shadow" WHERE "rowid" = ?1;
--   then:
--     ?1 = from.rowid
INSERT OR REPLACE INTO "migrate_guests__shadow" ("rowid", "name")
SELECT "rowid", "name"
FROM "guests" WHERE "rowid" = ?1;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.rowid
SELECT 1 FROM (SELECT "rowid" AS migrate_row_1, "rowid" AS migrate_copy_1, "name" AS migrate_value_1 FROM "guests" WHERE "rowid" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_guests__shadow" AS migrate_copy WHERE migrate_copy."rowid" = migrate_was.migrate_copy_1 AND migrate_copy."name" COLLATE BINARY IS migrate_was.migrate_value_1);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_guests__log" WHERE id = ?1;

-- [backfill-9] compare guests with its shadow
--   lock: none on guests; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table guests by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "guests" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "guests" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "guests" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.rowid, ?2 = to.rowid
SELECT migrate_was.migrate_row_1 AS "rowid" FROM (SELECT "rowid" AS migrate_row_1, "rowid" AS migrate_copy_1, "name" AS migrate_value_1 FROM "guests" WHERE "rowid" >= ?1 AND "rowid" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_guests__shadow" AS migrate_copy WHERE migrate_copy."rowid" = migrate_was.migrate_copy_1 AND migrate_copy."name" COLLATE BINARY IS migrate_was.migrate_value_1)
  AND NOT EXISTS (SELECT 1 FROM "migrate_guests__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [backfill-10] look for rows that only guests's shadow has
--   lock: none on guests; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_guests__shadow by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "migrate_guests__shadow" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "migrate_guests__shadow" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "migrate_guests__shadow" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.rowid, ?2 = to.rowid
SELECT "rowid" FROM (SELECT "rowid" FROM "migrate_guests__shadow" WHERE "rowid" >= ?1 AND "rowid" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "guests" AS migrate_was WHERE migrate_was."rowid" = migrate_copy."rowid")
  AND NOT EXISTS (SELECT 1 FROM "migrate_guests__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_copy."rowid") LIMIT 5;

-- ==== contract
-- [contract-1] apply what changed in stays since
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_stays__log, each forgotten in the transaction that applied it
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "id" FROM "migrate_stays__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_stays__shadow" WHERE "id" IN (SELECT row_1 FROM "migrate_stays__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_stays__shadow" ("id", "nights", "floor")
SELECT "id", "nights", "floor"
FROM "stays" WHERE "id" IN (SELECT row_1 FROM "migrate_stays__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_stays__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.id
DELETE FROM "migrate_stays__shadow" WHERE "id" = ?1;
--   then:
--     ?1 = from.id
INSERT OR REPLACE INTO "migrate_stays__shadow" ("id", "nights", "floor")
SELECT "id", "nights", "floor"
FROM "stays" WHERE "id" = ?1;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.id
SELECT 1 FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "nights" AS migrate_value_2, "floor" AS migrate_value_3 FROM "stays" WHERE "id" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_stays__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."nights" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."floor" COLLATE BINARY IS migrate_was.migrate_value_3);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_stays__log" WHERE id = ?1;

-- [contract-2] compare stays with its shadow, again
--   lock: none on stays; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table stays by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "stays" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "stays" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "stays" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT migrate_was.migrate_row_1 AS "id" FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "nights" AS migrate_value_2, "floor" AS migrate_value_3 FROM "stays" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_stays__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."nights" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."floor" COLLATE BINARY IS migrate_was.migrate_value_3)
  AND NOT EXISTS (SELECT 1 FROM "migrate_stays__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [contract-3] look for rows that only stays's shadow has, again
--   lock: none on stays; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_stays__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_stays__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_stays__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_stays__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM (SELECT "id" FROM "migrate_stays__shadow" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "stays" AS migrate_was WHERE migrate_was."id" = migrate_copy."id")
  AND NOT EXISTS (SELECT 1 FROM "migrate_stays__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_copy."id") LIMIT 5;

-- [contract-4] apply what changed in guests since
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_guests__log, each forgotten in the transaction that applied it
--   ahead of it, in one transaction:
DELETE FROM "migrate_guests__witness";
INSERT INTO "migrate_guests__witness" (rowid, here) VALUES (1, 1), (3, 1);
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "rowid" FROM "migrate_guests__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_guests__shadow" WHERE "rowid" IN (SELECT row_1 FROM "migrate_guests__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_guests__shadow" ("rowid", "name")
SELECT "rowid", "name"
FROM "guests" WHERE "rowid" IN (SELECT row_1 FROM "migrate_guests__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_guests__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.rowid
DELETE FROM "migrate_guests__shadow" WHERE "rowid" = ?1;
--   then:
--     ?1 = from.rowid
INSERT OR REPLACE INTO "migrate_guests__shadow" ("rowid", "name")
SELECT "rowid", "name"
FROM "guests" WHERE "rowid" = ?1;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.rowid
SELECT 1 FROM (SELECT "rowid" AS migrate_row_1, "rowid" AS migrate_copy_1, "name" AS migrate_value_1 FROM "guests" WHERE "rowid" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_guests__shadow" AS migrate_copy WHERE migrate_copy."rowid" = migrate_was.migrate_copy_1 AND migrate_copy."name" COLLATE BINARY IS migrate_was.migrate_value_1);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_guests__log" WHERE id = ?1;

-- [contract-5] compare guests with its shadow, again
--   lock: none on guests; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table guests by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "guests" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "guests" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "guests" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.rowid, ?2 = to.rowid
SELECT migrate_was.migrate_row_1 AS "rowid" FROM (SELECT "rowid" AS migrate_row_1, "rowid" AS migrate_copy_1, "name" AS migrate_value_1 FROM "guests" WHERE "rowid" >= ?1 AND "rowid" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_guests__shadow" AS migrate_copy WHERE migrate_copy."rowid" = migrate_was.migrate_copy_1 AND migrate_copy."name" COLLATE BINARY IS migrate_was.migrate_value_1)
  AND NOT EXISTS (SELECT 1 FROM "migrate_guests__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [contract-6] look for rows that only guests's shadow has, again
--   lock: none on guests; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_guests__shadow by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "migrate_guests__shadow" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "migrate_guests__shadow" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "migrate_guests__shadow" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.rowid, ?2 = to.rowid
SELECT "rowid" FROM (SELECT "rowid" FROM "migrate_guests__shadow" WHERE "rowid" >= ?1 AND "rowid" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "guests" AS migrate_was WHERE migrate_was."rowid" = migrate_copy."rowid")
  AND NOT EXISTS (SELECT 1 FROM "migrate_guests__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_copy."rowid") LIMIT 5;

-- [contract-7] look for what has been changed of stays since
--   lock: none on stays; reads only
--   expects: no row
WITH planned (sql) AS (VALUES ('CREATE TABLE stays (id INTEGER PRIMARY KEY, room TEXT /*migrate_not_null__stays__room*/, nights INT, floor INT, CONSTRAINT room_once UNIQUE (room, nights), CHECK (room <> '''' AND nights > 0), CHECK (nights < 100))'), ('CREATE INDEX stays_room ON stays (room)'), ('CREATE INDEX stays_nights ON stays (nights)'))
SELECT type, name, 'new or changed since' AS is_now FROM sqlite_schema WHERE tbl_name = 'stays' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\' AND sql NOT IN planned
UNION ALL SELECT NULL, sql, 'gone' FROM planned WHERE sql NOT IN (SELECT sql FROM sqlite_schema WHERE tbl_name = 'stays' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');

-- [contract-8] exchange stays for its shadow
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: what the log holds since it was last applied, then the catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: one transaction: a statement meets the one table or the other
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'foreign keys are off on this connection', holds = ((SELECT foreign_keys FROM pragma_foreign_keys) = 0);
UPDATE migrate_guard SET expectation = 'stays, its indexes and its triggers are what they were when this was planned', holds = (SELECT count(*) = 3 AND sum(sql IN ('CREATE TABLE stays (id INTEGER PRIMARY KEY, room TEXT /*migrate_not_null__stays__room*/, nights INT, floor INT, CONSTRAINT room_once UNIQUE (room, nights), CHECK (room <> '''' AND nights > 0), CHECK (nights < 100))', 'CREATE INDEX stays_room ON stays (room)', 'CREATE INDEX stays_nights ON stays (nights)')) = 3 FROM sqlite_schema WHERE tbl_name = 'stays' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');
DELETE FROM "migrate_stays__shadow" WHERE "id" IN (SELECT row_1 FROM "migrate_stays__log");
INSERT OR ABORT INTO "migrate_stays__shadow" ("id", "nights", "floor")
SELECT "id", "nights", "floor"
FROM "stays" WHERE "id" IN (SELECT row_1 FROM "migrate_stays__log");
DELETE FROM "migrate_stays__log";
DROP TRIGGER IF EXISTS "migrate_log__stays__insert";
DROP TRIGGER IF EXISTS "migrate_log__stays__update";
DROP TRIGGER IF EXISTS "migrate_log__stays__delete";
DROP TRIGGER IF EXISTS "migrate_log__stays__before_insert";
DROP TRIGGER IF EXISTS "migrate_log__stays__before_update";
DROP TRIGGER IF EXISTS "migrate_derive__stays__room__insert";
DROP TRIGGER IF EXISTS "migrate_derive__stays__room__update";
PRAGMA legacy_alter_table=ON;
ALTER TABLE "stays" RENAME TO "migrate_stays__leaving";
ALTER TABLE "migrate_stays__shadow" RENAME TO "stays";
PRAGMA legacy_alter_table=OFF;
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET name = 'migrate_stays__old__stays_nights', sql = 'CREATE INDEX "migrate_stays__old__stays_nights" ON "migrate_stays__leaving" (nights)' WHERE type = 'index' AND name = 'stays_nights';
UPDATE sqlite_schema SET name = 'stays_nights', sql = 'CREATE INDEX stays_nights ON stays (nights)' WHERE type = 'index' AND name = 'migrate_stays__shadow__stays_nights';
UPDATE sqlite_schema SET sql = 'CREATE TABLE stays (id INTEGER PRIMARY KEY, nights INT, floor INT, CHECK (nights < 100))' WHERE type = 'table' AND name = 'stays';
PRAGMA writable_schema=RESET;
DROP TABLE IF EXISTS "migrate_stays__log";
ALTER TABLE "migrate_stays__leaving" RENAME TO "migrate_stays__old";

-- [contract-9] empty the old table of stays
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: nobody reads it; DROP TABLE alone would hold the write lock for all of it
--   batches: table migrate_stays__old by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_stays__old" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_stays__old" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_stays__old" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_stays__old" WHERE "id" >= ?1 AND "id" <= ?2;

-- [contract-10] drop the old table of stays
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: it is empty
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE "migrate_stays__old";

-- [contract-11] look for what has been changed of guests since
--   lock: none on guests; reads only
--   expects: no row
WITH planned (sql) AS (VALUES ('CREATE TABLE guests (country TEXT REFERENCES countries (code), name TEXT PRIMARY KEY)'))
SELECT type, name, 'new or changed since' AS is_now FROM sqlite_schema WHERE tbl_name = 'guests' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\' AND sql NOT IN planned
UNION ALL SELECT NULL, sql, 'gone' FROM planned WHERE sql NOT IN (SELECT sql FROM sqlite_schema WHERE tbl_name = 'guests' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');

-- [contract-12] exchange guests for its shadow
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: what the log holds since it was last applied, then the catalog only; where a VACUUM came between the last comparison and this, as long as a copy of the table takes; readers go on in WAL mode; other writers wait as for any short write
--   why: one transaction: a statement meets the one table or the other
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'foreign keys are off on this connection', holds = ((SELECT foreign_keys FROM pragma_foreign_keys) = 0);
UPDATE migrate_guard SET expectation = 'guests, its indexes and its triggers are what they were when this was planned', holds = (SELECT count(*) = 1 AND sum(sql IN ('CREATE TABLE guests (country TEXT REFERENCES countries (code), name TEXT PRIMARY KEY)')) = 1 FROM sqlite_schema WHERE tbl_name = 'guests' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');
DELETE FROM "migrate_guests__log" WHERE id <= (SELECT 9223372036854775807 WHERE NOT EXISTS (SELECT 1 FROM "migrate_guests__witness" WHERE rowid = 3));
DELETE FROM "migrate_guests__shadow" WHERE "rowid" <= (SELECT 9223372036854775807 WHERE NOT EXISTS (SELECT 1 FROM "migrate_guests__witness" WHERE rowid = 3));
INSERT INTO "migrate_guests__log" (row_1) SELECT "rowid" FROM "guests" WHERE "rowid" <= (SELECT 9223372036854775807 WHERE NOT EXISTS (SELECT 1 FROM "migrate_guests__witness" WHERE rowid = 3));
DELETE FROM "migrate_guests__shadow" WHERE "rowid" IN (SELECT row_1 FROM "migrate_guests__log");
INSERT OR ABORT INTO "migrate_guests__shadow" ("rowid", "name")
SELECT "rowid", "name"
FROM "guests" WHERE "rowid" IN (SELECT row_1 FROM "migrate_guests__log");
DELETE FROM "migrate_guests__log";
DROP TRIGGER IF EXISTS "migrate_log__guests__insert";
DROP TRIGGER IF EXISTS "migrate_log__guests__update";
DROP TRIGGER IF EXISTS "migrate_log__guests__delete";
DROP TRIGGER IF EXISTS "migrate_log__guests__before_insert";
DROP TRIGGER IF EXISTS "migrate_log__guests__before_update";
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = 'CREATE TABLE guests (country TEXT, name TEXT PRIMARY KEY)' WHERE type = 'table' AND name = 'guests';
PRAGMA writable_schema=RESET;
PRAGMA legacy_alter_table=ON;
ALTER TABLE "guests" RENAME TO "migrate_guests__leaving";
ALTER TABLE "migrate_guests__shadow" RENAME TO "guests";
PRAGMA legacy_alter_table=OFF;
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = 'CREATE TABLE guests (name TEXT PRIMARY KEY)' WHERE type = 'table' AND name = 'guests';
PRAGMA writable_schema=RESET;
DROP TABLE IF EXISTS "migrate_guests__log";
DROP TABLE IF EXISTS "migrate_guests__witness";
ALTER TABLE "migrate_guests__leaving" RENAME TO "migrate_guests__old";

-- [contract-13] empty the old table of guests
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: nobody reads it; DROP TABLE alone would hold the write lock for all of it
--   batches: table migrate_guests__old by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "migrate_guests__old" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "migrate_guests__old" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "migrate_guests__old" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.rowid, ?2 = to.rowid
DELETE FROM "migrate_guests__old" WHERE "rowid" >= ?1 AND "rowid" <= ?2;

-- [contract-14] drop the old table of guests
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: it is empty
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE "migrate_guests__old";
