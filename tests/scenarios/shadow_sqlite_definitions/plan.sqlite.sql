-- migration: shadow_sqlite_definitions
-- description: INT becomes INTEGER, which makes the key the rowid; odd ways to write a definition
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: Odd members is exchanged for its shadow in contract; until then old and new code both use the old shape

-- ==== expand
-- [expand-1] make a shadow of Odd members: Odd members.id becomes INTEGER
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: SQLite stores values of that type in another way; with it, in one transaction, comes the log of what changes meanwhile
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_log__Odd members__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__Odd members__update"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__Odd members__delete"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__Odd members__before_insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__Odd members__before_update"
--   undo: DROP TABLE IF EXISTS "migrate_Odd members__log"
--   undo: DROP TABLE IF EXISTS "migrate_Odd members__witness"
--   undo: DROP TABLE IF EXISTS "migrate_Odd members__shadow"
--   lock of undo: write lock on the database file, in proportion to the table: its pages go to the free list; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
CREATE TABLE "migrate_Odd members__shadow" (
  id INTEGER PRIMARY KEY,
  'name' TEXT NOT NULL ON CONFLICT REPLACE DEFAULT 'nobody' CHECK (name <> ''),
  `age` INT CHECK (age > 0),
  twice INT AS (age * 2),
  UNIQUE (name)
);
CREATE UNIQUE INDEX "migrate_Odd members__shadow__odd_names" ON "migrate_Odd members__shadow" (lower(name) DESC, age);
CREATE UNIQUE INDEX "migrate_Odd members__shadow__odd_ends" ON "migrate_Odd members__shadow" (substr(name, -9) COLLATE NOCASE ASC) WHERE age > 1;
CREATE TABLE "migrate_Odd members__log" (id INTEGER PRIMARY KEY, row_1 INTEGER, copy_1 INTEGER);
CREATE INDEX "migrate_Odd members__log__row" ON "migrate_Odd members__log" (row_1);
CREATE INDEX "migrate_Odd members__log__copy" ON "migrate_Odd members__log" (copy_1);
CREATE TABLE "migrate_Odd members__witness" (here);
CREATE TRIGGER "migrate_log__Odd members__insert" AFTER INSERT ON "Odd members"
BEGIN
  INSERT INTO "migrate_Odd members__log" (row_1, copy_1) SELECT NEW."rowid", NEW."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_Odd members__log" WHERE row_1 IS NEW."rowid" AND copy_1 IS NEW."id");
END;
CREATE TRIGGER "migrate_log__Odd members__update" AFTER UPDATE ON "Odd members"
BEGIN
  INSERT INTO "migrate_Odd members__log" (row_1, copy_1) SELECT OLD."rowid", OLD."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_Odd members__log" WHERE row_1 IS OLD."rowid" AND copy_1 IS OLD."id");
  INSERT INTO "migrate_Odd members__log" (row_1, copy_1) SELECT NEW."rowid", NEW."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_Odd members__log" WHERE row_1 IS NEW."rowid" AND copy_1 IS NEW."id");
END;
CREATE TRIGGER "migrate_log__Odd members__delete" AFTER DELETE ON "Odd members"
BEGIN
  INSERT INTO "migrate_Odd members__log" (row_1, copy_1) SELECT OLD."rowid", OLD."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_Odd members__log" WHERE row_1 IS OLD."rowid" AND copy_1 IS OLD."id");
END;
CREATE TRIGGER "migrate_log__Odd members__before_insert" BEFORE INSERT ON "Odd members"
BEGIN
  INSERT INTO "migrate_Odd members__log" (row_1, copy_1) SELECT migrate_other."rowid", migrate_other."id" FROM "Odd members" AS migrate_other WHERE migrate_other."id" = NEW."id" AND NOT EXISTS (SELECT 1 FROM "migrate_Odd members__log" WHERE row_1 IS migrate_other."rowid" AND copy_1 IS migrate_other."id");
  INSERT INTO "migrate_Odd members__log" (row_1, copy_1) SELECT migrate_other."rowid", migrate_other."id" FROM "Odd members" AS migrate_other WHERE migrate_other."name" = coalesce(NEW."name", ('nobody')) AND NOT EXISTS (SELECT 1 FROM "migrate_Odd members__log" WHERE row_1 IS migrate_other."rowid" AND copy_1 IS migrate_other."id");
  INSERT INTO "migrate_Odd members__log" (row_1, copy_1) SELECT migrate_other."rowid", migrate_other."id" FROM "Odd members" AS migrate_other WHERE (lower(name)
) = (SELECT (lower(name)
) FROM (SELECT NEW."name" AS "name") AS "Odd members") AND migrate_other."age" = NEW."age" AND NOT EXISTS (SELECT 1 FROM "migrate_Odd members__log" WHERE row_1 IS migrate_other."rowid" AND copy_1 IS migrate_other."id");
  INSERT INTO "migrate_Odd members__log" (row_1, copy_1) SELECT migrate_other."rowid", migrate_other."id" FROM "Odd members" AS migrate_other WHERE (substr(name, -9) COLLATE NOCASE
) COLLATE "NOCASE" = (SELECT (substr(name, -9) COLLATE NOCASE
) FROM (SELECT NEW."name" AS "name") AS "Odd members") AND (age > 1
) AND NOT EXISTS (SELECT 1 FROM "migrate_Odd members__log" WHERE row_1 IS migrate_other."rowid" AND copy_1 IS migrate_other."id");
END;
CREATE TRIGGER "migrate_log__Odd members__before_update" BEFORE UPDATE ON "Odd members"
BEGIN
  INSERT INTO "migrate_Odd members__log" (row_1, copy_1) SELECT migrate_other."rowid", migrate_other."id" FROM "Odd members" AS migrate_other WHERE migrate_other."id" = NEW."id" AND NOT EXISTS (SELECT 1 FROM "migrate_Odd members__log" WHERE row_1 IS migrate_other."rowid" AND copy_1 IS migrate_other."id");
  INSERT INTO "migrate_Odd members__log" (row_1, copy_1) SELECT migrate_other."rowid", migrate_other."id" FROM "Odd members" AS migrate_other WHERE migrate_other."name" = coalesce(NEW."name", ('nobody')) AND NOT EXISTS (SELECT 1 FROM "migrate_Odd members__log" WHERE row_1 IS migrate_other."rowid" AND copy_1 IS migrate_other."id");
  INSERT INTO "migrate_Odd members__log" (row_1, copy_1) SELECT migrate_other."rowid", migrate_other."id" FROM "Odd members" AS migrate_other WHERE (lower(name)
) = (SELECT (lower(name)
) FROM (SELECT NEW."name" AS "name") AS "Odd members") AND migrate_other."age" = NEW."age" AND NOT EXISTS (SELECT 1 FROM "migrate_Odd members__log" WHERE row_1 IS migrate_other."rowid" AND copy_1 IS migrate_other."id");
  INSERT INTO "migrate_Odd members__log" (row_1, copy_1) SELECT migrate_other."rowid", migrate_other."id" FROM "Odd members" AS migrate_other WHERE (substr(name, -9) COLLATE NOCASE
) COLLATE "NOCASE" = (SELECT (substr(name, -9) COLLATE NOCASE
) FROM (SELECT NEW."name" AS "name") AS "Odd members") AND (age > 1
) AND NOT EXISTS (SELECT 1 FROM "migrate_Odd members__log" WHERE row_1 IS migrate_other."rowid" AND copy_1 IS migrate_other."id");
END;

-- ==== backfill
-- [backfill-1] look for rows of Odd members that the new shape has no place for
--   lock: none on Odd members; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table Odd members by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "Odd members" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "Odd members" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "Odd members" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.rowid, ?2 = to.rowid
SELECT "rowid" FROM "Odd members" WHERE "rowid" >= ?1 AND "rowid" <= ?2 AND ((SELECT migrate_value IS NOT NULL AND (NOT (CAST(migrate_value AS NUMERIC) = migrate_value AND typeof(CAST(migrate_value AS NUMERIC)) = 'integer')) FROM (SELECT "id" AS migrate_value)) OR "id" IS NULL) LIMIT 5;

-- [backfill-2] take away what only Odd members's shadow has
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: the copy mends the rows that the table has; where a comparison has failed there may be others
--   batches: table migrate_Odd members__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_Odd members__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_Odd members__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_Odd members__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_Odd members__shadow" AS migrate_copy WHERE "id" >= ?1 AND "id" <= ?2
  AND NOT EXISTS (SELECT 1 FROM "Odd members" AS migrate_was WHERE migrate_was."id" = migrate_copy."id");

-- [backfill-3] copy Odd members into its shadow
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: its indexes are there already: to build one later would hold the write lock for all of it
--   batches: table Odd members by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "Odd members" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "Odd members" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "Odd members" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.rowid, ?2 = to.rowid
INSERT OR REPLACE INTO "migrate_Odd members__shadow" ("id", "name", "age")
SELECT "id", "name", "age"
FROM "Odd members" WHERE "rowid" >= ?1 AND "rowid" <= ?2 AND "id" IS NOT NULL;

-- [backfill-4] apply what changed in Odd members meanwhile
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_Odd members__log, each forgotten in the transaction that applied it
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "rowid", copy_1 AS "id" FROM "migrate_Odd members__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_Odd members__shadow" WHERE "id" IN (SELECT copy_1 FROM "migrate_Odd members__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_Odd members__shadow" ("id", "name", "age")
SELECT "id", "name", "age"
FROM "Odd members" WHERE "rowid" IN (SELECT row_1 FROM "migrate_Odd members__log" WHERE id > ?1 AND id <= ?2) AND "id" IS NOT NULL;
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_Odd members__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.2
DELETE FROM "migrate_Odd members__shadow" WHERE "id" = ?1;
--   then:
--     ?1 = from.rowid
INSERT OR REPLACE INTO "migrate_Odd members__shadow" ("id", "name", "age")
SELECT "id", "name", "age"
FROM "Odd members" WHERE "rowid" = ?1 AND "id" IS NOT NULL;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.rowid
SELECT 1 FROM (SELECT "rowid" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "name" AS migrate_value_2, "age" AS migrate_value_3 FROM "Odd members" WHERE "rowid" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_Odd members__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."name" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."age" COLLATE BINARY IS migrate_was.migrate_value_3);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_Odd members__log" WHERE id = ?1;

-- [backfill-5] compare Odd members with its shadow
--   lock: none on Odd members; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table Odd members by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "Odd members" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "Odd members" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "Odd members" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.rowid, ?2 = to.rowid
SELECT migrate_was.migrate_row_1 AS "rowid" FROM (SELECT "rowid" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "name" AS migrate_value_2, "age" AS migrate_value_3 FROM "Odd members" WHERE "rowid" >= ?1 AND "rowid" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_Odd members__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."name" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."age" COLLATE BINARY IS migrate_was.migrate_value_3)
  AND NOT EXISTS (SELECT 1 FROM "migrate_Odd members__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [backfill-6] look for rows that only Odd members's shadow has
--   lock: none on Odd members; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_Odd members__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_Odd members__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_Odd members__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_Odd members__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM (SELECT "id" FROM "migrate_Odd members__shadow" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "Odd members" AS migrate_was WHERE migrate_was."id" = migrate_copy."id")
  AND NOT EXISTS (SELECT 1 FROM "migrate_Odd members__log" AS migrate_entry WHERE migrate_entry.copy_1 = migrate_copy."id") LIMIT 5;

-- ==== contract
-- [contract-1] apply what changed in Odd members since
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_Odd members__log, each forgotten in the transaction that applied it
--   ahead of it, in one transaction:
DELETE FROM "migrate_Odd members__witness";
INSERT INTO "migrate_Odd members__witness" (rowid, here) VALUES (1, 1), (3, 1);
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "rowid", copy_1 AS "id" FROM "migrate_Odd members__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_Odd members__shadow" WHERE "id" IN (SELECT copy_1 FROM "migrate_Odd members__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_Odd members__shadow" ("id", "name", "age")
SELECT "id", "name", "age"
FROM "Odd members" WHERE "rowid" IN (SELECT row_1 FROM "migrate_Odd members__log" WHERE id > ?1 AND id <= ?2) AND "id" IS NOT NULL;
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_Odd members__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.2
DELETE FROM "migrate_Odd members__shadow" WHERE "id" = ?1;
--   then:
--     ?1 = from.rowid
INSERT OR REPLACE INTO "migrate_Odd members__shadow" ("id", "name", "age")
SELECT "id", "name", "age"
FROM "Odd members" WHERE "rowid" = ?1 AND "id" IS NOT NULL;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.rowid
SELECT 1 FROM (SELECT "rowid" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "name" AS migrate_value_2, "age" AS migrate_value_3 FROM "Odd members" WHERE "rowid" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_Odd members__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."name" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."age" COLLATE BINARY IS migrate_was.migrate_value_3);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_Odd members__log" WHERE id = ?1;

-- [contract-2] look for rows of Odd members that the new shape has no place for, again
--   lock: none on Odd members; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table Odd members by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "Odd members" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "Odd members" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "Odd members" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.rowid, ?2 = to.rowid
SELECT "rowid" FROM "Odd members" WHERE "rowid" >= ?1 AND "rowid" <= ?2 AND ((SELECT migrate_value IS NOT NULL AND (NOT (CAST(migrate_value AS NUMERIC) = migrate_value AND typeof(CAST(migrate_value AS NUMERIC)) = 'integer')) FROM (SELECT "id" AS migrate_value)) OR "id" IS NULL) LIMIT 5;

-- [contract-3] compare Odd members with its shadow, again
--   lock: none on Odd members; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table Odd members by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "Odd members" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "Odd members" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "Odd members" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.rowid, ?2 = to.rowid
SELECT migrate_was.migrate_row_1 AS "rowid" FROM (SELECT "rowid" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "name" AS migrate_value_2, "age" AS migrate_value_3 FROM "Odd members" WHERE "rowid" >= ?1 AND "rowid" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_Odd members__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."name" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."age" COLLATE BINARY IS migrate_was.migrate_value_3)
  AND NOT EXISTS (SELECT 1 FROM "migrate_Odd members__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [contract-4] look for rows that only Odd members's shadow has, again
--   lock: none on Odd members; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_Odd members__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_Odd members__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_Odd members__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_Odd members__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM (SELECT "id" FROM "migrate_Odd members__shadow" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "Odd members" AS migrate_was WHERE migrate_was."id" = migrate_copy."id")
  AND NOT EXISTS (SELECT 1 FROM "migrate_Odd members__log" AS migrate_entry WHERE migrate_entry.copy_1 = migrate_copy."id") LIMIT 5;

-- [contract-5] look for what has been changed of Odd members since
--   lock: none on Odd members; reads only
--   expects: no row
WITH planned (sql) AS (VALUES ('CREATE TABLE [Odd members] (
  id INT PRIMARY KEY,
  ''name'' TEXT NOT NULL ON CONFLICT REPLACE DEFAULT ''nobody'' CHECK ([Odd members].name <> ''''),
  `age` INT CHECK ("odd members".age > 0),
  twice INT AS (age * 2),
  UNIQUE (name)
)'), ('CREATE UNIQUE INDEX odd_names ON "odd MEMBERS" (lower(name) DESC, age)'), ('CREATE UNIQUE INDEX odd_ends ON "Odd members" (substr(name, -9) COLLATE NOCASE ASC) WHERE "Odd members".age > 1'), ('CREATE TRIGGER odd_journal AFTER INSERT ON "ODD MEMBERS" BEGIN INSERT INTO journal VALUES (NEW.name); END'))
SELECT type, name, 'new or changed since' AS is_now FROM sqlite_schema WHERE tbl_name = 'Odd members' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\' AND sql NOT IN planned
UNION ALL SELECT NULL, sql, 'gone' FROM planned WHERE sql NOT IN (SELECT sql FROM sqlite_schema WHERE tbl_name = 'Odd members' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');

-- [contract-6] exchange Odd members for its shadow
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: what the log holds since it was last applied, then the catalog only; where a VACUUM came between the last comparison and this, as long as a copy of the table takes; readers go on in WAL mode; other writers wait as for any short write
--   why: one transaction: a statement meets the one table or the other
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'foreign keys are off on this connection', holds = ((SELECT foreign_keys FROM pragma_foreign_keys) = 0);
UPDATE migrate_guard SET expectation = 'Odd members, its indexes and its triggers are what they were when this was planned', holds = (SELECT count(*) = 4 AND sum(sql IN ('CREATE TABLE [Odd members] (
  id INT PRIMARY KEY,
  ''name'' TEXT NOT NULL ON CONFLICT REPLACE DEFAULT ''nobody'' CHECK ([Odd members].name <> ''''),
  `age` INT CHECK ("odd members".age > 0),
  twice INT AS (age * 2),
  UNIQUE (name)
)', 'CREATE UNIQUE INDEX odd_names ON "odd MEMBERS" (lower(name) DESC, age)', 'CREATE UNIQUE INDEX odd_ends ON "Odd members" (substr(name, -9) COLLATE NOCASE ASC) WHERE "Odd members".age > 1', 'CREATE TRIGGER odd_journal AFTER INSERT ON "ODD MEMBERS" BEGIN INSERT INTO journal VALUES (NEW.name); END')) = 4 FROM sqlite_schema WHERE tbl_name = 'Odd members' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');
DELETE FROM "migrate_Odd members__log" WHERE id <= (SELECT 9223372036854775807 WHERE NOT EXISTS (SELECT 1 FROM "migrate_Odd members__witness" WHERE rowid = 3));
DELETE FROM "migrate_Odd members__shadow" WHERE "id" <= (SELECT 9223372036854775807 WHERE NOT EXISTS (SELECT 1 FROM "migrate_Odd members__witness" WHERE rowid = 3));
INSERT INTO "migrate_Odd members__log" (row_1, copy_1) SELECT "rowid", "id" FROM "Odd members" WHERE "rowid" <= (SELECT 9223372036854775807 WHERE NOT EXISTS (SELECT 1 FROM "migrate_Odd members__witness" WHERE rowid = 3));
UPDATE migrate_guard SET expectation = 'the new shape of Odd members has a place for each row', holds = (NOT EXISTS (SELECT 1 FROM "Odd members" WHERE "rowid" IN (SELECT row_1 FROM "migrate_Odd members__log") AND ((SELECT migrate_value IS NOT NULL AND (NOT (CAST(migrate_value AS NUMERIC) = migrate_value AND typeof(CAST(migrate_value AS NUMERIC)) = 'integer')) FROM (SELECT "id" AS migrate_value)) OR "id" IS NULL)));
DELETE FROM "migrate_Odd members__shadow" WHERE "id" IN (SELECT copy_1 FROM "migrate_Odd members__log");
INSERT OR ABORT INTO "migrate_Odd members__shadow" ("id", "name", "age")
SELECT "id", "name", "age"
FROM "Odd members" WHERE "rowid" IN (SELECT row_1 FROM "migrate_Odd members__log") AND "id" IS NOT NULL;
DELETE FROM "migrate_Odd members__log";
DROP TRIGGER IF EXISTS "migrate_log__Odd members__insert";
DROP TRIGGER IF EXISTS "migrate_log__Odd members__update";
DROP TRIGGER IF EXISTS "migrate_log__Odd members__delete";
DROP TRIGGER IF EXISTS "migrate_log__Odd members__before_insert";
DROP TRIGGER IF EXISTS "migrate_log__Odd members__before_update";
DROP TRIGGER "odd_journal";
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = 'CREATE TABLE [Odd members] (
  id INT PRIMARY KEY,
  ''name'' TEXT NOT NULL ON CONFLICT REPLACE DEFAULT ''nobody'' CHECK (name <> ''''),
  `age` INT CHECK (age > 0),
  twice INT AS (age * 2),
  UNIQUE (name)
)' WHERE type = 'table' AND name = 'Odd members';
UPDATE sqlite_schema SET sql = 'CREATE UNIQUE INDEX odd_ends ON "Odd members" (substr(name, -9) COLLATE NOCASE ASC) WHERE age > 1' WHERE type = 'index' AND name = 'odd_ends';
PRAGMA writable_schema=RESET;
PRAGMA legacy_alter_table=ON;
ALTER TABLE "Odd members" RENAME TO "migrate_Odd members__leaving";
ALTER TABLE "migrate_Odd members__shadow" RENAME TO "Odd members";
PRAGMA legacy_alter_table=OFF;
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET name = 'migrate_Odd members__old__odd_names', sql = 'CREATE UNIQUE INDEX "migrate_Odd members__old__odd_names" ON "migrate_Odd members__leaving" (lower(name) DESC, age)' WHERE type = 'index' AND name = 'odd_names';
UPDATE sqlite_schema SET name = 'odd_names', sql = 'CREATE UNIQUE INDEX odd_names ON "odd MEMBERS" (lower(name) DESC, age)' WHERE type = 'index' AND name = 'migrate_Odd members__shadow__odd_names';
UPDATE sqlite_schema SET name = 'migrate_Odd members__old__odd_ends', sql = 'CREATE UNIQUE INDEX "migrate_Odd members__old__odd_ends" ON "migrate_Odd members__leaving" (substr(name, -9) COLLATE NOCASE ASC) WHERE age > 1' WHERE type = 'index' AND name = 'odd_ends';
UPDATE sqlite_schema SET name = 'odd_ends', sql = 'CREATE UNIQUE INDEX odd_ends ON "Odd members" (substr(name, -9) COLLATE NOCASE ASC) WHERE "Odd members".age > 1' WHERE type = 'index' AND name = 'migrate_Odd members__shadow__odd_ends';
UPDATE sqlite_schema SET sql = 'CREATE TABLE [Odd members] (
  id INTEGER PRIMARY KEY,
  ''name'' TEXT NOT NULL ON CONFLICT REPLACE DEFAULT ''nobody'' CHECK ([Odd members].name <> ''''),
  `age` INT CHECK ("odd members".age > 0),
  twice INT AS (age * 2),
  UNIQUE (name)
)' WHERE type = 'table' AND name = 'Odd members';
PRAGMA writable_schema=RESET;
DROP TABLE IF EXISTS "migrate_Odd members__log";
DROP TABLE IF EXISTS "migrate_Odd members__witness";
CREATE TRIGGER odd_journal AFTER INSERT ON "ODD MEMBERS" BEGIN INSERT INTO journal VALUES (NEW.name); END;
ALTER TABLE "migrate_Odd members__leaving" RENAME TO "migrate_Odd members__old";

-- [contract-7] empty the old table of Odd members
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: nobody reads it; DROP TABLE alone would hold the write lock for all of it
--   batches: table migrate_Odd members__old by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "migrate_Odd members__old" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "migrate_Odd members__old" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "migrate_Odd members__old" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.rowid, ?2 = to.rowid
DELETE FROM "migrate_Odd members__old" WHERE "rowid" >= ?1 AND "rowid" <= ?2;

-- [contract-8] drop the old table of Odd members
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: it is empty
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE "migrate_Odd members__old";
