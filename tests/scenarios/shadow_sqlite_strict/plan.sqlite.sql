-- migration: shadow_sqlite_strict
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: marks is exchanged for its shadow in contract; until then old and new code both use the old shape

-- ==== expand
-- [expand-1] make a shadow of marks: marks.mark becomes TEXT
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: `up` gives each row another value; with it, in one transaction, comes the log of what changes meanwhile
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_log__marks__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__marks__update"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__marks__delete"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__marks__before_insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__marks__before_update"
--   undo: DROP TABLE IF EXISTS "migrate_marks__log"
--   undo: DROP TABLE IF EXISTS "migrate_marks__shadow"
--   lock of undo: write lock on the database file, in proportion to the table: its pages go to the free list; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
CREATE TABLE "migrate_marks__shadow" (school TEXT COLLATE NOCASE, "pupil no" INT, mark TEXT, PRIMARY KEY (school, "pupil no")) STRICT, WITHOUT ROWID;
CREATE TABLE "migrate_marks__log" (id INTEGER PRIMARY KEY, row_1 TEXT, row_2 INTEGER);
CREATE INDEX "migrate_marks__log__row" ON "migrate_marks__log" (row_1, row_2);
CREATE TRIGGER "migrate_log__marks__insert" AFTER INSERT ON "marks"
BEGIN
  INSERT INTO "migrate_marks__log" (row_1, row_2) SELECT NEW."school", NEW."pupil no" WHERE NOT EXISTS (SELECT 1 FROM "migrate_marks__log" WHERE row_1 IS NEW."school" AND row_2 IS NEW."pupil no");
END;
CREATE TRIGGER "migrate_log__marks__update" AFTER UPDATE ON "marks"
BEGIN
  INSERT INTO "migrate_marks__log" (row_1, row_2) SELECT OLD."school", OLD."pupil no" WHERE NOT EXISTS (SELECT 1 FROM "migrate_marks__log" WHERE row_1 IS OLD."school" AND row_2 IS OLD."pupil no");
  INSERT INTO "migrate_marks__log" (row_1, row_2) SELECT NEW."school", NEW."pupil no" WHERE NOT EXISTS (SELECT 1 FROM "migrate_marks__log" WHERE row_1 IS NEW."school" AND row_2 IS NEW."pupil no");
END;
CREATE TRIGGER "migrate_log__marks__delete" AFTER DELETE ON "marks"
BEGIN
  INSERT INTO "migrate_marks__log" (row_1, row_2) SELECT OLD."school", OLD."pupil no" WHERE NOT EXISTS (SELECT 1 FROM "migrate_marks__log" WHERE row_1 IS OLD."school" AND row_2 IS OLD."pupil no");
END;
CREATE TRIGGER "migrate_log__marks__before_insert" BEFORE INSERT ON "marks"
BEGIN
  INSERT INTO "migrate_marks__log" (row_1, row_2) SELECT migrate_other."school", migrate_other."pupil no" FROM "marks" AS migrate_other WHERE migrate_other."school" = NEW."school" AND migrate_other."pupil no" = NEW."pupil no" AND NOT EXISTS (SELECT 1 FROM "migrate_marks__log" WHERE row_1 IS migrate_other."school" AND row_2 IS migrate_other."pupil no");
END;
CREATE TRIGGER "migrate_log__marks__before_update" BEFORE UPDATE ON "marks"
BEGIN
  INSERT INTO "migrate_marks__log" (row_1, row_2) SELECT migrate_other."school", migrate_other."pupil no" FROM "marks" AS migrate_other WHERE migrate_other."school" = NEW."school" AND migrate_other."pupil no" = NEW."pupil no" AND NOT EXISTS (SELECT 1 FROM "migrate_marks__log" WHERE row_1 IS migrate_other."school" AND row_2 IS migrate_other."pupil no");
END;

-- ==== backfill
-- [backfill-1] look for rows of marks that the new shape has no place for
--   lock: none on marks; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table marks by school, pupil no; each commits together with its checkpoint
--   first key, once:
SELECT "school", "pupil no" FROM "marks" ORDER BY "school", "pupil no" LIMIT 1;
--   last key, once:
SELECT "school", "pupil no" FROM "marks" ORDER BY "school" DESC, "pupil no" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.school, ?2 = from.pupil no, ?3 = end.school, ?4 = end.pupil no, ?5 = batch size - 1
SELECT "school", "pupil no" FROM "marks" WHERE ("school", "pupil no") >= (?1, ?2) AND ("school", "pupil no") <= (?3, ?4) ORDER BY "school", "pupil no" LIMIT 2 OFFSET ?5;
--   the batch (a row returned is in the way):
--     ?1 = from.school, ?2 = from.pupil no, ?3 = to.school, ?4 = to.pupil no
SELECT "school", "pupil no" FROM "marks" WHERE ("school", "pupil no") >= (?1, ?2) AND ("school", "pupil no") <= (?3, ?4) AND ((SELECT migrate_value IS NOT NULL AND (typeof(migrate_value) = 'blob' OR (typeof(migrate_value) = 'real'
  AND CAST(CAST(migrate_value AS TEXT) AS REAL) <> migrate_value)) FROM (SELECT (CASE WHEN mark IS NULL THEN 'none' ELSE mark || ' points' END
) AS migrate_value))) LIMIT 5;

-- [backfill-2] take away what only marks's shadow has
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: the copy mends the rows that the table has; where a comparison has failed there may be others
--   batches: table migrate_marks__shadow by school, pupil no; each commits together with its checkpoint
--   first key, once:
SELECT "school", "pupil no" FROM "migrate_marks__shadow" ORDER BY "school", "pupil no" LIMIT 1;
--   last key, once:
SELECT "school", "pupil no" FROM "migrate_marks__shadow" ORDER BY "school" DESC, "pupil no" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.school, ?2 = from.pupil no, ?3 = end.school, ?4 = end.pupil no, ?5 = batch size - 1
SELECT "school", "pupil no" FROM "migrate_marks__shadow" WHERE ("school", "pupil no") >= (?1, ?2) AND ("school", "pupil no") <= (?3, ?4) ORDER BY "school", "pupil no" LIMIT 2 OFFSET ?5;
--   the batch:
--     ?1 = from.school, ?2 = from.pupil no, ?3 = to.school, ?4 = to.pupil no
DELETE FROM "migrate_marks__shadow" AS migrate_copy WHERE ("school", "pupil no") >= (?1, ?2) AND ("school", "pupil no") <= (?3, ?4)
  AND NOT EXISTS (SELECT 1 FROM "marks" AS migrate_was WHERE migrate_was."school" = migrate_copy."school" AND migrate_was."pupil no" = migrate_copy."pupil no");

-- [backfill-3] copy marks into its shadow
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: its indexes are there already: to build one later would hold the write lock for all of it
--   batches: table marks by school, pupil no; each commits together with its checkpoint
--   first key, once:
SELECT "school", "pupil no" FROM "marks" ORDER BY "school", "pupil no" LIMIT 1;
--   last key, once:
SELECT "school", "pupil no" FROM "marks" ORDER BY "school" DESC, "pupil no" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.school, ?2 = from.pupil no, ?3 = end.school, ?4 = end.pupil no, ?5 = batch size - 1
SELECT "school", "pupil no" FROM "marks" WHERE ("school", "pupil no") >= (?1, ?2) AND ("school", "pupil no") <= (?3, ?4) ORDER BY "school", "pupil no" LIMIT 2 OFFSET ?5;
--   the batch:
--     ?1 = from.school, ?2 = from.pupil no, ?3 = to.school, ?4 = to.pupil no
INSERT OR REPLACE INTO "migrate_marks__shadow" ("school", "pupil no", "mark")
SELECT "school", "pupil no", (CASE WHEN mark IS NULL THEN 'none' ELSE mark || ' points' END
)
FROM "marks" WHERE ("school", "pupil no") >= (?1, ?2) AND ("school", "pupil no") <= (?3, ?4);

-- [backfill-4] apply what changed in marks meanwhile
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_marks__log, each forgotten in the transaction that applied it
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "school", row_2 AS "pupil no" FROM "migrate_marks__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_marks__shadow" WHERE ("school", "pupil no") IN (SELECT row_1, row_2 FROM "migrate_marks__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_marks__shadow" ("school", "pupil no", "mark")
SELECT "school", "pupil no", (CASE WHEN mark IS NULL THEN 'none' ELSE mark || ' points' END
)
FROM "marks" WHERE ("school", "pupil no") IN (SELECT row_1, row_2 FROM "migrate_marks__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_marks__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.school, ?2 = from.pupil no
DELETE FROM "migrate_marks__shadow" WHERE "school" = ?1 AND "pupil no" = ?2;
--   then:
--     ?1 = from.school, ?2 = from.pupil no
INSERT OR REPLACE INTO "migrate_marks__shadow" ("school", "pupil no", "mark")
SELECT "school", "pupil no", (CASE WHEN mark IS NULL THEN 'none' ELSE mark || ' points' END
)
FROM "marks" WHERE "school" = ?1 AND "pupil no" = ?2;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.school, ?2 = from.pupil no
SELECT 1 FROM (SELECT "school" AS migrate_row_1, "pupil no" AS migrate_row_2, "school" AS migrate_copy_1, "pupil no" AS migrate_copy_2, "school" AS migrate_value_1, "pupil no" AS migrate_value_2, (CASE WHEN mark IS NULL THEN 'none' ELSE mark || ' points' END
) AS migrate_value_3 FROM "marks" WHERE "school" = ?1 AND "pupil no" = ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_marks__shadow" AS migrate_copy WHERE migrate_copy."school" = migrate_was.migrate_copy_1 AND migrate_copy."pupil no" = migrate_was.migrate_copy_2 AND migrate_copy."school" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."pupil no" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."mark" COLLATE BINARY IS migrate_was.migrate_value_3);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_marks__log" WHERE id = ?1;

-- [backfill-5] compare marks with its shadow
--   lock: none on marks; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table marks by school, pupil no; each commits together with its checkpoint
--   first key, once:
SELECT "school", "pupil no" FROM "marks" ORDER BY "school", "pupil no" LIMIT 1;
--   last key, once:
SELECT "school", "pupil no" FROM "marks" ORDER BY "school" DESC, "pupil no" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.school, ?2 = from.pupil no, ?3 = end.school, ?4 = end.pupil no, ?5 = batch size - 1
SELECT "school", "pupil no" FROM "marks" WHERE ("school", "pupil no") >= (?1, ?2) AND ("school", "pupil no") <= (?3, ?4) ORDER BY "school", "pupil no" LIMIT 2 OFFSET ?5;
--   the batch (a row returned is a difference):
--     ?1 = from.school, ?2 = from.pupil no, ?3 = to.school, ?4 = to.pupil no
SELECT migrate_was.migrate_row_1 AS "school", migrate_was.migrate_row_2 AS "pupil no" FROM (SELECT "school" AS migrate_row_1, "pupil no" AS migrate_row_2, "school" AS migrate_copy_1, "pupil no" AS migrate_copy_2, "school" AS migrate_value_1, "pupil no" AS migrate_value_2, (CASE WHEN mark IS NULL THEN 'none' ELSE mark || ' points' END
) AS migrate_value_3 FROM "marks" WHERE ("school", "pupil no") >= (?1, ?2) AND ("school", "pupil no") <= (?3, ?4)) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_marks__shadow" AS migrate_copy WHERE migrate_copy."school" = migrate_was.migrate_copy_1 AND migrate_copy."pupil no" = migrate_was.migrate_copy_2 AND migrate_copy."school" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."pupil no" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."mark" COLLATE BINARY IS migrate_was.migrate_value_3)
  AND NOT EXISTS (SELECT 1 FROM "migrate_marks__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1 AND migrate_entry.row_2 = migrate_was.migrate_row_2) LIMIT 5;

-- [backfill-6] look for rows that only marks's shadow has
--   lock: none on marks; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_marks__shadow by school, pupil no; each commits together with its checkpoint
--   first key, once:
SELECT "school", "pupil no" FROM "migrate_marks__shadow" ORDER BY "school", "pupil no" LIMIT 1;
--   last key, once:
SELECT "school", "pupil no" FROM "migrate_marks__shadow" ORDER BY "school" DESC, "pupil no" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.school, ?2 = from.pupil no, ?3 = end.school, ?4 = end.pupil no, ?5 = batch size - 1
SELECT "school", "pupil no" FROM "migrate_marks__shadow" WHERE ("school", "pupil no") >= (?1, ?2) AND ("school", "pupil no") <= (?3, ?4) ORDER BY "school", "pupil no" LIMIT 2 OFFSET ?5;
--   the batch (a row returned is a difference):
--     ?1 = from.school, ?2 = from.pupil no, ?3 = to.school, ?4 = to.pupil no
SELECT "school", "pupil no" FROM (SELECT "school", "pupil no" FROM "migrate_marks__shadow" WHERE ("school", "pupil no") >= (?1, ?2) AND ("school", "pupil no") <= (?3, ?4)) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "marks" AS migrate_was WHERE migrate_was."school" = migrate_copy."school" AND migrate_was."pupil no" = migrate_copy."pupil no")
  AND NOT EXISTS (SELECT 1 FROM "migrate_marks__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_copy."school" AND migrate_entry.row_2 = migrate_copy."pupil no") LIMIT 5;

-- ==== contract
-- [contract-1] apply what changed in marks since
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_marks__log, each forgotten in the transaction that applied it
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "school", row_2 AS "pupil no" FROM "migrate_marks__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_marks__shadow" WHERE ("school", "pupil no") IN (SELECT row_1, row_2 FROM "migrate_marks__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_marks__shadow" ("school", "pupil no", "mark")
SELECT "school", "pupil no", (CASE WHEN mark IS NULL THEN 'none' ELSE mark || ' points' END
)
FROM "marks" WHERE ("school", "pupil no") IN (SELECT row_1, row_2 FROM "migrate_marks__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_marks__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.school, ?2 = from.pupil no
DELETE FROM "migrate_marks__shadow" WHERE "school" = ?1 AND "pupil no" = ?2;
--   then:
--     ?1 = from.school, ?2 = from.pupil no
INSERT OR REPLACE INTO "migrate_marks__shadow" ("school", "pupil no", "mark")
SELECT "school", "pupil no", (CASE WHEN mark IS NULL THEN 'none' ELSE mark || ' points' END
)
FROM "marks" WHERE "school" = ?1 AND "pupil no" = ?2;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.school, ?2 = from.pupil no
SELECT 1 FROM (SELECT "school" AS migrate_row_1, "pupil no" AS migrate_row_2, "school" AS migrate_copy_1, "pupil no" AS migrate_copy_2, "school" AS migrate_value_1, "pupil no" AS migrate_value_2, (CASE WHEN mark IS NULL THEN 'none' ELSE mark || ' points' END
) AS migrate_value_3 FROM "marks" WHERE "school" = ?1 AND "pupil no" = ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_marks__shadow" AS migrate_copy WHERE migrate_copy."school" = migrate_was.migrate_copy_1 AND migrate_copy."pupil no" = migrate_was.migrate_copy_2 AND migrate_copy."school" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."pupil no" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."mark" COLLATE BINARY IS migrate_was.migrate_value_3);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_marks__log" WHERE id = ?1;

-- [contract-2] look for rows of marks that the new shape has no place for, again
--   lock: none on marks; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table marks by school, pupil no; each commits together with its checkpoint
--   first key, once:
SELECT "school", "pupil no" FROM "marks" ORDER BY "school", "pupil no" LIMIT 1;
--   last key, once:
SELECT "school", "pupil no" FROM "marks" ORDER BY "school" DESC, "pupil no" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.school, ?2 = from.pupil no, ?3 = end.school, ?4 = end.pupil no, ?5 = batch size - 1
SELECT "school", "pupil no" FROM "marks" WHERE ("school", "pupil no") >= (?1, ?2) AND ("school", "pupil no") <= (?3, ?4) ORDER BY "school", "pupil no" LIMIT 2 OFFSET ?5;
--   the batch (a row returned is in the way):
--     ?1 = from.school, ?2 = from.pupil no, ?3 = to.school, ?4 = to.pupil no
SELECT "school", "pupil no" FROM "marks" WHERE ("school", "pupil no") >= (?1, ?2) AND ("school", "pupil no") <= (?3, ?4) AND ((SELECT migrate_value IS NOT NULL AND (typeof(migrate_value) = 'blob' OR (typeof(migrate_value) = 'real'
  AND CAST(CAST(migrate_value AS TEXT) AS REAL) <> migrate_value)) FROM (SELECT (CASE WHEN mark IS NULL THEN 'none' ELSE mark || ' points' END
) AS migrate_value))) LIMIT 5;

-- [contract-3] compare marks with its shadow, again
--   lock: none on marks; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table marks by school, pupil no; each commits together with its checkpoint
--   first key, once:
SELECT "school", "pupil no" FROM "marks" ORDER BY "school", "pupil no" LIMIT 1;
--   last key, once:
SELECT "school", "pupil no" FROM "marks" ORDER BY "school" DESC, "pupil no" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.school, ?2 = from.pupil no, ?3 = end.school, ?4 = end.pupil no, ?5 = batch size - 1
SELECT "school", "pupil no" FROM "marks" WHERE ("school", "pupil no") >= (?1, ?2) AND ("school", "pupil no") <= (?3, ?4) ORDER BY "school", "pupil no" LIMIT 2 OFFSET ?5;
--   the batch (a row returned is a difference):
--     ?1 = from.school, ?2 = from.pupil no, ?3 = to.school, ?4 = to.pupil no
SELECT migrate_was.migrate_row_1 AS "school", migrate_was.migrate_row_2 AS "pupil no" FROM (SELECT "school" AS migrate_row_1, "pupil no" AS migrate_row_2, "school" AS migrate_copy_1, "pupil no" AS migrate_copy_2, "school" AS migrate_value_1, "pupil no" AS migrate_value_2, (CASE WHEN mark IS NULL THEN 'none' ELSE mark || ' points' END
) AS migrate_value_3 FROM "marks" WHERE ("school", "pupil no") >= (?1, ?2) AND ("school", "pupil no") <= (?3, ?4)) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_marks__shadow" AS migrate_copy WHERE migrate_copy."school" = migrate_was.migrate_copy_1 AND migrate_copy."pupil no" = migrate_was.migrate_copy_2 AND migrate_copy."school" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."pupil no" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."mark" COLLATE BINARY IS migrate_was.migrate_value_3)
  AND NOT EXISTS (SELECT 1 FROM "migrate_marks__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1 AND migrate_entry.row_2 = migrate_was.migrate_row_2) LIMIT 5;

-- [contract-4] look for rows that only marks's shadow has, again
--   lock: none on marks; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_marks__shadow by school, pupil no; each commits together with its checkpoint
--   first key, once:
SELECT "school", "pupil no" FROM "migrate_marks__shadow" ORDER BY "school", "pupil no" LIMIT 1;
--   last key, once:
SELECT "school", "pupil no" FROM "migrate_marks__shadow" ORDER BY "school" DESC, "pupil no" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.school, ?2 = from.pupil no, ?3 = end.school, ?4 = end.pupil no, ?5 = batch size - 1
SELECT "school", "pupil no" FROM "migrate_marks__shadow" WHERE ("school", "pupil no") >= (?1, ?2) AND ("school", "pupil no") <= (?3, ?4) ORDER BY "school", "pupil no" LIMIT 2 OFFSET ?5;
--   the batch (a row returned is a difference):
--     ?1 = from.school, ?2 = from.pupil no, ?3 = to.school, ?4 = to.pupil no
SELECT "school", "pupil no" FROM (SELECT "school", "pupil no" FROM "migrate_marks__shadow" WHERE ("school", "pupil no") >= (?1, ?2) AND ("school", "pupil no") <= (?3, ?4)) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "marks" AS migrate_was WHERE migrate_was."school" = migrate_copy."school" AND migrate_was."pupil no" = migrate_copy."pupil no")
  AND NOT EXISTS (SELECT 1 FROM "migrate_marks__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_copy."school" AND migrate_entry.row_2 = migrate_copy."pupil no") LIMIT 5;

-- [contract-5] look for what has been changed of marks since
--   lock: none on marks; reads only
--   expects: no row
WITH planned (sql) AS (VALUES ('CREATE TABLE marks (school TEXT COLLATE NOCASE, "pupil no" INT, mark INT, PRIMARY KEY (school, "pupil no")) STRICT, WITHOUT ROWID'))
SELECT type, name, 'new or changed since' AS is_now FROM sqlite_schema WHERE tbl_name = 'marks' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\' AND sql NOT IN planned
UNION ALL SELECT NULL, sql, 'gone' FROM planned WHERE sql NOT IN (SELECT sql FROM sqlite_schema WHERE tbl_name = 'marks' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');

-- [contract-6] exchange marks for its shadow
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: what the log holds since it was last applied, then the catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: one transaction: a statement meets the one table or the other
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'foreign keys are off on this connection', holds = ((SELECT foreign_keys FROM pragma_foreign_keys) = 0);
UPDATE migrate_guard SET expectation = 'marks, its indexes and its triggers are what they were when this was planned', holds = (SELECT count(*) = 1 AND sum(sql IN ('CREATE TABLE marks (school TEXT COLLATE NOCASE, "pupil no" INT, mark INT, PRIMARY KEY (school, "pupil no")) STRICT, WITHOUT ROWID')) = 1 FROM sqlite_schema WHERE tbl_name = 'marks' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');
UPDATE migrate_guard SET expectation = 'the new shape of marks has a place for each row', holds = (NOT EXISTS (SELECT 1 FROM "marks" WHERE ("school", "pupil no") IN (SELECT row_1, row_2 FROM "migrate_marks__log") AND ((SELECT migrate_value IS NOT NULL AND (typeof(migrate_value) = 'blob' OR (typeof(migrate_value) = 'real'
  AND CAST(CAST(migrate_value AS TEXT) AS REAL) <> migrate_value)) FROM (SELECT (CASE WHEN mark IS NULL THEN 'none' ELSE mark || ' points' END
) AS migrate_value)))));
DELETE FROM "migrate_marks__shadow" WHERE ("school", "pupil no") IN (SELECT row_1, row_2 FROM "migrate_marks__log");
INSERT OR ABORT INTO "migrate_marks__shadow" ("school", "pupil no", "mark")
SELECT "school", "pupil no", (CASE WHEN mark IS NULL THEN 'none' ELSE mark || ' points' END
)
FROM "marks" WHERE ("school", "pupil no") IN (SELECT row_1, row_2 FROM "migrate_marks__log");
DELETE FROM "migrate_marks__log";
DROP TRIGGER IF EXISTS "migrate_log__marks__insert";
DROP TRIGGER IF EXISTS "migrate_log__marks__update";
DROP TRIGGER IF EXISTS "migrate_log__marks__delete";
DROP TRIGGER IF EXISTS "migrate_log__marks__before_insert";
DROP TRIGGER IF EXISTS "migrate_log__marks__before_update";
PRAGMA legacy_alter_table=ON;
ALTER TABLE "marks" RENAME TO "migrate_marks__leaving";
ALTER TABLE "migrate_marks__shadow" RENAME TO "marks";
PRAGMA legacy_alter_table=OFF;
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = 'CREATE TABLE marks (school TEXT COLLATE NOCASE, "pupil no" INT, mark TEXT, PRIMARY KEY (school, "pupil no")) STRICT, WITHOUT ROWID' WHERE type = 'table' AND name = 'marks';
PRAGMA writable_schema=RESET;
DROP TABLE IF EXISTS "migrate_marks__log";
ALTER TABLE "migrate_marks__leaving" RENAME TO "migrate_marks__old";

-- [contract-7] empty the old table of marks
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: nobody reads it; DROP TABLE alone would hold the write lock for all of it
--   batches: table migrate_marks__old by school, pupil no; each commits together with its checkpoint
--   first key, once:
SELECT "school", "pupil no" FROM "migrate_marks__old" ORDER BY "school", "pupil no" LIMIT 1;
--   last key, once:
SELECT "school", "pupil no" FROM "migrate_marks__old" ORDER BY "school" DESC, "pupil no" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.school, ?2 = from.pupil no, ?3 = end.school, ?4 = end.pupil no, ?5 = batch size - 1
SELECT "school", "pupil no" FROM "migrate_marks__old" WHERE ("school", "pupil no") >= (?1, ?2) AND ("school", "pupil no") <= (?3, ?4) ORDER BY "school", "pupil no" LIMIT 2 OFFSET ?5;
--   the batch:
--     ?1 = from.school, ?2 = from.pupil no, ?3 = to.school, ?4 = to.pupil no
DELETE FROM "migrate_marks__old" WHERE ("school", "pupil no") >= (?1, ?2) AND ("school", "pupil no") <= (?3, ?4);

-- [contract-8] drop the old table of marks
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: it is empty
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE "migrate_marks__old";
