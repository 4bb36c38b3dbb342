-- migration: create_constraint_primary_key_rowid
-- description: an INTEGER that becomes the primary key is the rowid from then on
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: notes is exchanged for its shadow in contract; until then old and new code both use the old shape

-- ==== expand
-- [expand-1] make a shadow of notes: primary key (id)
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: SQLite has no statement that changes a primary key; with it, in one transaction, comes the log of what changes meanwhile
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_log__notes__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__notes__update"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__notes__delete"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__notes__before_insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__notes__before_update"
--   undo: DROP TABLE IF EXISTS "migrate_notes__log"
--   undo: DROP TABLE IF EXISTS "migrate_notes__witness"
--   undo: DROP TABLE IF EXISTS "migrate_notes__shadow"
--   lock of undo: write lock on the database file, in proportion to the table: its pages go to the free list; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
CREATE TABLE "migrate_notes__shadow" (id INTEGER NOT NULL, body TEXT, CONSTRAINT body_once UNIQUE (body) ON CONFLICT REPLACE, CONSTRAINT "notes_pk" PRIMARY KEY ("id"));
CREATE TABLE "migrate_notes__log" (id INTEGER PRIMARY KEY, row_1 INTEGER, copy_1 INTEGER);
CREATE INDEX "migrate_notes__log__row" ON "migrate_notes__log" (row_1);
CREATE INDEX "migrate_notes__log__copy" ON "migrate_notes__log" (copy_1);
CREATE TABLE "migrate_notes__witness" (here);
CREATE TRIGGER "migrate_log__notes__insert" AFTER INSERT ON "notes"
BEGIN
  INSERT INTO "migrate_notes__log" (row_1, copy_1) SELECT NEW."rowid", NEW."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_notes__log" WHERE row_1 IS NEW."rowid" AND copy_1 IS NEW."id");
END;
CREATE TRIGGER "migrate_log__notes__update" AFTER UPDATE ON "notes"
BEGIN
  INSERT INTO "migrate_notes__log" (row_1, copy_1) SELECT OLD."rowid", OLD."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_notes__log" WHERE row_1 IS OLD."rowid" AND copy_1 IS OLD."id");
  INSERT INTO "migrate_notes__log" (row_1, copy_1) SELECT NEW."rowid", NEW."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_notes__log" WHERE row_1 IS NEW."rowid" AND copy_1 IS NEW."id");
END;
CREATE TRIGGER "migrate_log__notes__delete" AFTER DELETE ON "notes"
BEGIN
  INSERT INTO "migrate_notes__log" (row_1, copy_1) SELECT OLD."rowid", OLD."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_notes__log" WHERE row_1 IS OLD."rowid" AND copy_1 IS OLD."id");
END;
CREATE TRIGGER "migrate_log__notes__before_insert" BEFORE INSERT ON "notes"
BEGIN
  INSERT INTO "migrate_notes__log" (row_1, copy_1) SELECT migrate_other."rowid", migrate_other."id" FROM "notes" AS migrate_other WHERE migrate_other."body" = NEW."body" AND NOT EXISTS (SELECT 1 FROM "migrate_notes__log" WHERE row_1 IS migrate_other."rowid" AND copy_1 IS migrate_other."id");
END;
CREATE TRIGGER "migrate_log__notes__before_update" BEFORE UPDATE ON "notes"
BEGIN
  INSERT INTO "migrate_notes__log" (row_1, copy_1) SELECT migrate_other."rowid", migrate_other."id" FROM "notes" AS migrate_other WHERE migrate_other."body" = NEW."body" AND NOT EXISTS (SELECT 1 FROM "migrate_notes__log" WHERE row_1 IS migrate_other."rowid" AND copy_1 IS migrate_other."id");
END;

-- ==== backfill
-- [backfill-1] look for rows of notes without a key
--   lock: none on notes; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table notes by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "notes" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "notes" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "notes" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.rowid, ?2 = to.rowid
SELECT "rowid" FROM "notes" WHERE "rowid" >= ?1 AND "rowid" <= ?2 AND ("id" IS NULL) LIMIT 5;

-- [backfill-2] look for rows of notes that are alike in (id)
--   lock: none on notes; reads only
--   expects: no row
SELECT migrate_twice.key_1 AS "id", migrate_twice."rows",
  (SELECT group_concat(migrate_row, ', ') FROM (SELECT "rowid" AS migrate_row FROM "notes"
    WHERE "id" IS NOT NULL AND "id" = migrate_twice.key_1 ORDER BY "rowid" LIMIT 5))
  || CASE WHEN migrate_twice."rows" > 5 THEN ', ...' ELSE '' END AS "rowid"
FROM (SELECT "id" AS key_1, count(*) AS "rows" FROM "notes"
  WHERE "id" IS NOT NULL GROUP BY "id" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-3] take away what only notes's shadow has
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: the copy mends the rows that the table has; where a comparison has failed there may be others
--   batches: table migrate_notes__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_notes__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_notes__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_notes__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_notes__shadow" AS migrate_copy WHERE "id" >= ?1 AND "id" <= ?2
  AND NOT EXISTS (SELECT 1 FROM "notes" AS migrate_was WHERE migrate_was."id" = migrate_copy."id");

-- [backfill-4] copy notes into its shadow
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: its indexes are there already: to build one later would hold the write lock for all of it
--   batches: table notes by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "notes" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "notes" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "notes" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.rowid, ?2 = to.rowid
INSERT OR REPLACE INTO "migrate_notes__shadow" ("id", "body")
SELECT "id", "body"
FROM "notes" WHERE "rowid" >= ?1 AND "rowid" <= ?2 AND "id" IS NOT NULL;

-- [backfill-5] apply what changed in notes meanwhile
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_notes__log, each forgotten in the transaction that applied it
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "rowid", copy_1 AS "id" FROM "migrate_notes__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_notes__shadow" WHERE "id" IN (SELECT copy_1 FROM "migrate_notes__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_notes__shadow" ("id", "body")
SELECT "id", "body"
FROM "notes" WHERE "rowid" IN (SELECT row_1 FROM "migrate_notes__log" WHERE id > ?1 AND id <= ?2) AND "id" IS NOT NULL;
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_notes__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.2
DELETE FROM "migrate_notes__shadow" WHERE "id" = ?1;
--   then:
--     ?1 = from.rowid
INSERT OR REPLACE INTO "migrate_notes__shadow" ("id", "body")
SELECT "id", "body"
FROM "notes" WHERE "rowid" = ?1 AND "id" IS NOT NULL;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.rowid
SELECT 1 FROM (SELECT "rowid" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "body" AS migrate_value_2 FROM "notes" WHERE "rowid" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_notes__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."body" COLLATE BINARY IS migrate_was.migrate_value_2);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_notes__log" WHERE id = ?1;

-- [backfill-6] compare notes with its shadow
--   lock: none on notes; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table notes by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "notes" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "notes" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "notes" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.rowid, ?2 = to.rowid
SELECT migrate_was.migrate_row_1 AS "rowid" FROM (SELECT "rowid" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "body" AS migrate_value_2 FROM "notes" WHERE "rowid" >= ?1 AND "rowid" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_notes__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."body" COLLATE BINARY IS migrate_was.migrate_value_2)
  AND NOT EXISTS (SELECT 1 FROM "migrate_notes__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [backfill-7] look for rows that only notes's shadow has
--   lock: none on notes; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_notes__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_notes__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_notes__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_notes__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM (SELECT "id" FROM "migrate_notes__shadow" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "notes" AS migrate_was WHERE migrate_was."id" = migrate_copy."id")
  AND NOT EXISTS (SELECT 1 FROM "migrate_notes__log" AS migrate_entry WHERE migrate_entry.copy_1 = migrate_copy."id") LIMIT 5;

-- ==== contract
-- [contract-1] apply what changed in notes since
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_notes__log, each forgotten in the transaction that applied it
--   ahead of it, in one transaction:
DELETE FROM "migrate_notes__witness";
INSERT INTO "migrate_notes__witness" (rowid, here) VALUES (1, 1), (3, 1);
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "rowid", copy_1 AS "id" FROM "migrate_notes__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_notes__shadow" WHERE "id" IN (SELECT copy_1 FROM "migrate_notes__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_notes__shadow" ("id", "body")
SELECT "id", "body"
FROM "notes" WHERE "rowid" IN (SELECT row_1 FROM "migrate_notes__log" WHERE id > ?1 AND id <= ?2) AND "id" IS NOT NULL;
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_notes__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.2
DELETE FROM "migrate_notes__shadow" WHERE "id" = ?1;
--   then:
--     ?1 = from.rowid
INSERT OR REPLACE INTO "migrate_notes__shadow" ("id", "body")
SELECT "id", "body"
FROM "notes" WHERE "rowid" = ?1 AND "id" IS NOT NULL;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.rowid
SELECT 1 FROM (SELECT "rowid" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "body" AS migrate_value_2 FROM "notes" WHERE "rowid" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_notes__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."body" COLLATE BINARY IS migrate_was.migrate_value_2);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_notes__log" WHERE id = ?1;

-- [contract-2] look for rows of notes without a key, again
--   lock: none on notes; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table notes by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "notes" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "notes" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "notes" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.rowid, ?2 = to.rowid
SELECT "rowid" FROM "notes" WHERE "rowid" >= ?1 AND "rowid" <= ?2 AND ("id" IS NULL) LIMIT 5;

-- [contract-3] compare notes with its shadow, again
--   lock: none on notes; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table notes by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "notes" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "notes" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "notes" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.rowid, ?2 = to.rowid
SELECT migrate_was.migrate_row_1 AS "rowid" FROM (SELECT "rowid" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "body" AS migrate_value_2 FROM "notes" WHERE "rowid" >= ?1 AND "rowid" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_notes__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."body" COLLATE BINARY IS migrate_was.migrate_value_2)
  AND NOT EXISTS (SELECT 1 FROM "migrate_notes__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [contract-4] look for rows that only notes's shadow has, again
--   lock: none on notes; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_notes__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_notes__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_notes__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_notes__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM (SELECT "id" FROM "migrate_notes__shadow" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "notes" AS migrate_was WHERE migrate_was."id" = migrate_copy."id")
  AND NOT EXISTS (SELECT 1 FROM "migrate_notes__log" AS migrate_entry WHERE migrate_entry.copy_1 = migrate_copy."id") LIMIT 5;

-- [contract-5] look for what has been changed of notes since
--   lock: none on notes; reads only
--   expects: no row
WITH planned (sql) AS (VALUES ('CREATE TABLE notes (id INTEGER, body TEXT, CONSTRAINT body_once UNIQUE (body) ON CONFLICT REPLACE)'))
SELECT type, name, 'new or changed since' AS is_now FROM sqlite_schema WHERE tbl_name = 'notes' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\' AND sql NOT IN planned
UNION ALL SELECT NULL, sql, 'gone' FROM planned WHERE sql NOT IN (SELECT sql FROM sqlite_schema WHERE tbl_name = 'notes' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');

-- [contract-6] look for rows of notes that are alike in (id), again
--   lock: none on notes; reads only
--   expects: no row
SELECT migrate_twice.key_1 AS "id", migrate_twice."rows",
  (SELECT group_concat(migrate_row, ', ') FROM (SELECT "rowid" AS migrate_row FROM "notes"
    WHERE "id" IS NOT NULL AND "id" = migrate_twice.key_1 ORDER BY "rowid" LIMIT 5))
  || CASE WHEN migrate_twice."rows" > 5 THEN ', ...' ELSE '' END AS "rowid"
FROM (SELECT "id" AS key_1, count(*) AS "rows" FROM "notes"
  WHERE "id" IS NOT NULL GROUP BY "id" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [contract-7] exchange notes for its shadow
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: what the log holds since it was last applied, then the catalog only; where a VACUUM came between the last comparison and this, as long as a copy of the table takes; readers go on in WAL mode; other writers wait as for any short write
--   why: one transaction: a statement meets the one table or the other
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'foreign keys are off on this connection', holds = ((SELECT foreign_keys FROM pragma_foreign_keys) = 0);
UPDATE migrate_guard SET expectation = 'notes, its indexes and its triggers are what they were when this was planned', holds = (SELECT count(*) = 1 AND sum(sql IN ('CREATE TABLE notes (id INTEGER, body TEXT, CONSTRAINT body_once UNIQUE (body) ON CONFLICT REPLACE)')) = 1 FROM sqlite_schema WHERE tbl_name = 'notes' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');
DELETE FROM "migrate_notes__log" WHERE id <= (SELECT 9223372036854775807 WHERE NOT EXISTS (SELECT 1 FROM "migrate_notes__witness" WHERE rowid = 3));
DELETE FROM "migrate_notes__shadow" WHERE "id" <= (SELECT 9223372036854775807 WHERE NOT EXISTS (SELECT 1 FROM "migrate_notes__witness" WHERE rowid = 3));
INSERT INTO "migrate_notes__log" (row_1, copy_1) SELECT "rowid", "id" FROM "notes" WHERE "rowid" <= (SELECT 9223372036854775807 WHERE NOT EXISTS (SELECT 1 FROM "migrate_notes__witness" WHERE rowid = 3));
UPDATE migrate_guard SET expectation = 'the new shape of notes has a place for each row', holds = (NOT EXISTS (SELECT 1 FROM "notes" WHERE "rowid" IN (SELECT row_1 FROM "migrate_notes__log") AND ("id" IS NULL)));
DELETE FROM "migrate_notes__shadow" WHERE "id" IN (SELECT copy_1 FROM "migrate_notes__log");
INSERT OR ABORT INTO "migrate_notes__shadow" ("id", "body")
SELECT "id", "body"
FROM "notes" WHERE "rowid" IN (SELECT row_1 FROM "migrate_notes__log") AND "id" IS NOT NULL;
DELETE FROM "migrate_notes__log";
UPDATE migrate_guard SET expectation = 'notes and its shadow have as many rows', holds = ((SELECT count(*) FROM "notes") = (SELECT count(*) FROM "migrate_notes__shadow"));
DROP TRIGGER IF EXISTS "migrate_log__notes__insert";
DROP TRIGGER IF EXISTS "migrate_log__notes__update";
DROP TRIGGER IF EXISTS "migrate_log__notes__delete";
DROP TRIGGER IF EXISTS "migrate_log__notes__before_insert";
DROP TRIGGER IF EXISTS "migrate_log__notes__before_update";
PRAGMA legacy_alter_table=ON;
ALTER TABLE "notes" RENAME TO "migrate_notes__leaving";
ALTER TABLE "migrate_notes__shadow" RENAME TO "notes";
PRAGMA legacy_alter_table=OFF;
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = 'CREATE TABLE notes (id INTEGER NOT NULL, body TEXT, CONSTRAINT body_once UNIQUE (body) ON CONFLICT REPLACE, CONSTRAINT "notes_pk" PRIMARY KEY ("id"))' WHERE type = 'table' AND name = 'notes';
PRAGMA writable_schema=RESET;
DROP TABLE IF EXISTS "migrate_notes__log";
DROP TABLE IF EXISTS "migrate_notes__witness";
ALTER TABLE "migrate_notes__leaving" RENAME TO "migrate_notes__old";

-- [contract-8] empty the old table of notes
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: nobody reads it; DROP TABLE alone would hold the write lock for all of it
--   batches: table migrate_notes__old by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "migrate_notes__old" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "migrate_notes__old" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "migrate_notes__old" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.rowid, ?2 = to.rowid
DELETE FROM "migrate_notes__old" WHERE "rowid" >= ?1 AND "rowid" <= ?2;

-- [contract-9] drop the old table of notes
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: it is empty
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE "migrate_notes__old";
