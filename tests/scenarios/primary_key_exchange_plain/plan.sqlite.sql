-- migration: primary_key_exchange_plain
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: visits is exchanged for its shadow in contract; until then old and new code both use the old shape

-- ==== expand
-- [expand-1] make a shadow of visits: primary key (page, id)
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: SQLite has no statement that changes a primary key; with it, in one transaction, comes the log of what changes meanwhile
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_log__visits__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__visits__update"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__visits__delete"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__visits__before_insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__visits__before_update"
--   undo: DROP TABLE IF EXISTS "migrate_visits__log"
--   undo: DROP TABLE IF EXISTS "migrate_visits__witness"
--   undo: DROP TABLE IF EXISTS "migrate_visits__shadow"
--   lock of undo: write lock on the database file, in proportion to the table: its pages go to the free list; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
CREATE TABLE "migrate_visits__shadow" (id INT NOT NULL, page VARCHAR(20) NOT NULL, n INT, UNIQUE (id), CONSTRAINT "visits_pk" PRIMARY KEY ("page", "id"));
CREATE INDEX "migrate_visits__shadow__visits_n" ON "migrate_visits__shadow" (n);
CREATE TABLE "migrate_visits__log" (id INTEGER PRIMARY KEY, row_1 INTEGER);
CREATE INDEX "migrate_visits__log__row" ON "migrate_visits__log" (row_1);
CREATE TABLE "migrate_visits__witness" (here);
CREATE TRIGGER "migrate_log__visits__insert" AFTER INSERT ON "visits"
BEGIN
  INSERT INTO "migrate_visits__log" (row_1) SELECT NEW."rowid" WHERE NOT EXISTS (SELECT 1 FROM "migrate_visits__log" WHERE row_1 IS NEW."rowid");
END;
CREATE TRIGGER "migrate_log__visits__update" AFTER UPDATE ON "visits"
BEGIN
  INSERT INTO "migrate_visits__log" (row_1) SELECT OLD."rowid" WHERE NOT EXISTS (SELECT 1 FROM "migrate_visits__log" WHERE row_1 IS OLD."rowid");
  INSERT INTO "migrate_visits__log" (row_1) SELECT NEW."rowid" WHERE NOT EXISTS (SELECT 1 FROM "migrate_visits__log" WHERE row_1 IS NEW."rowid");
END;
CREATE TRIGGER "migrate_log__visits__delete" AFTER DELETE ON "visits"
BEGIN
  INSERT INTO "migrate_visits__log" (row_1) SELECT OLD."rowid" WHERE NOT EXISTS (SELECT 1 FROM "migrate_visits__log" WHERE row_1 IS OLD."rowid");
END;
CREATE TRIGGER "migrate_log__visits__before_insert" BEFORE INSERT ON "visits"
BEGIN
  INSERT INTO "migrate_visits__log" (row_1) SELECT migrate_other."rowid" FROM "visits" AS migrate_other WHERE migrate_other."id" = NEW."id" AND NOT EXISTS (SELECT 1 FROM "migrate_visits__log" WHERE row_1 IS migrate_other."rowid");
END;
CREATE TRIGGER "migrate_log__visits__before_update" BEFORE UPDATE ON "visits"
BEGIN
  INSERT INTO "migrate_visits__log" (row_1) SELECT migrate_other."rowid" FROM "visits" AS migrate_other WHERE migrate_other."id" = NEW."id" AND NOT EXISTS (SELECT 1 FROM "migrate_visits__log" WHERE row_1 IS migrate_other."rowid");
END;

-- ==== backfill
-- [backfill-1] look for rows of visits without a key
--   lock: none on visits; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "visits" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "visits" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "visits" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "visits" WHERE "id" >= ?1 AND "id" <= ?2 AND ("page" IS NULL OR "id" IS NULL) LIMIT 5;

-- [backfill-2] look for rows of visits that are alike in (page, id)
--   lock: none on visits; reads only
--   expects: no row
SELECT migrate_twice.key_1 AS "page", migrate_twice.key_2 AS "id", migrate_twice."rows",
  (SELECT group_concat(migrate_row, ', ') FROM (SELECT "id" AS migrate_row FROM "visits"
    WHERE "page" IS NOT NULL AND "id" IS NOT NULL AND "page" = migrate_twice.key_1 AND "id" = migrate_twice.key_2 ORDER BY "id" LIMIT 5))
  || CASE WHEN migrate_twice."rows" > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "page" AS key_1, "id" AS key_2, count(*) AS "rows" FROM "visits"
  WHERE "page" IS NOT NULL AND "id" IS NOT NULL GROUP BY "page", "id" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-3] take away what only visits's shadow has
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: the copy mends the rows that the table has; where a comparison has failed there may be others
--   batches: table migrate_visits__shadow by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "migrate_visits__shadow" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "migrate_visits__shadow" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "migrate_visits__shadow" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.rowid, ?2 = to.rowid
DELETE FROM "migrate_visits__shadow" AS migrate_copy WHERE "rowid" >= ?1 AND "rowid" <= ?2
  AND NOT EXISTS (SELECT 1 FROM "visits" AS migrate_was WHERE migrate_was."rowid" = migrate_copy."rowid");

-- [backfill-4] copy visits into its shadow
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: its indexes are there already: to build one later would hold the write lock for all of it
--   batches: table visits by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "visits" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "visits" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "visits" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.rowid, ?2 = to.rowid
INSERT OR REPLACE INTO "migrate_visits__shadow" ("rowid", "id", "page", "n")
SELECT "rowid", "id", "page", "n"
FROM "visits" WHERE "rowid" >= ?1 AND "rowid" <= ?2;

-- [backfill-5] apply what changed in visits meanwhile
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_visits__log, each forgotten in the transaction that applied it
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "rowid" FROM "migrate_visits__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_visits__shadow" WHERE "rowid" IN (SELECT row_1 FROM "migrate_visits__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_visits__shadow" ("rowid", "id", "page", "n")
SELECT "rowid", "id", "page", "n"
FROM "visits" WHERE "rowid" IN (SELECT row_1 FROM "migrate_visits__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_visits__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.rowid
DELETE FROM "migrate_visits__shadow" WHERE "rowid" = ?1;
--   then:
--     ?1 = from.rowid
INSERT OR REPLACE INTO "migrate_visits__shadow" ("rowid", "id", "page", "n")
SELECT "rowid", "id", "page", "n"
FROM "visits" WHERE "rowid" = ?1;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.rowid
SELECT 1 FROM (SELECT "rowid" AS migrate_row_1, "rowid" AS migrate_copy_1, "id" AS migrate_value_1, "page" AS migrate_value_2, "n" AS migrate_value_3 FROM "visits" WHERE "rowid" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_visits__shadow" AS migrate_copy WHERE migrate_copy."rowid" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."page" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."n" COLLATE BINARY IS migrate_was.migrate_value_3);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_visits__log" WHERE id = ?1;

-- [backfill-6] compare visits with its shadow
--   lock: none on visits; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table visits by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "visits" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "visits" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "visits" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.rowid, ?2 = to.rowid
SELECT migrate_was.migrate_row_1 AS "rowid" FROM (SELECT "rowid" AS migrate_row_1, "rowid" AS migrate_copy_1, "id" AS migrate_value_1, "page" AS migrate_value_2, "n" AS migrate_value_3 FROM "visits" WHERE "rowid" >= ?1 AND "rowid" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_visits__shadow" AS migrate_copy WHERE migrate_copy."rowid" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."page" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."n" COLLATE BINARY IS migrate_was.migrate_value_3)
  AND NOT EXISTS (SELECT 1 FROM "migrate_visits__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [backfill-7] look for rows that only visits's shadow has
--   lock: none on visits; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_visits__shadow by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "migrate_visits__shadow" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "migrate_visits__shadow" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "migrate_visits__shadow" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.rowid, ?2 = to.rowid
SELECT "rowid" FROM (SELECT "rowid" FROM "migrate_visits__shadow" WHERE "rowid" >= ?1 AND "rowid" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "visits" AS migrate_was WHERE migrate_was."rowid" = migrate_copy."rowid")
  AND NOT EXISTS (SELECT 1 FROM "migrate_visits__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_copy."rowid") LIMIT 5;

-- ==== contract
-- [contract-1] apply what changed in visits since
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_visits__log, each forgotten in the transaction that applied it
--   ahead of it, in one transaction:
DELETE FROM "migrate_visits__witness";
INSERT INTO "migrate_visits__witness" (rowid, here) VALUES (1, 1), (3, 1);
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "rowid" FROM "migrate_visits__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_visits__shadow" WHERE "rowid" IN (SELECT row_1 FROM "migrate_visits__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_visits__shadow" ("rowid", "id", "page", "n")
SELECT "rowid", "id", "page", "n"
FROM "visits" WHERE "rowid" IN (SELECT row_1 FROM "migrate_visits__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_visits__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.rowid
DELETE FROM "migrate_visits__shadow" WHERE "rowid" = ?1;
--   then:
--     ?1 = from.rowid
INSERT OR REPLACE INTO "migrate_visits__shadow" ("rowid", "id", "page", "n")
SELECT "rowid", "id", "page", "n"
FROM "visits" WHERE "rowid" = ?1;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.rowid
SELECT 1 FROM (SELECT "rowid" AS migrate_row_1, "rowid" AS migrate_copy_1, "id" AS migrate_value_1, "page" AS migrate_value_2, "n" AS migrate_value_3 FROM "visits" WHERE "rowid" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_visits__shadow" AS migrate_copy WHERE migrate_copy."rowid" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."page" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."n" COLLATE BINARY IS migrate_was.migrate_value_3);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_visits__log" WHERE id = ?1;

-- [contract-2] look for rows of visits without a key, again
--   lock: none on visits; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "visits" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "visits" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "visits" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "visits" WHERE "id" >= ?1 AND "id" <= ?2 AND ("page" IS NULL OR "id" IS NULL) LIMIT 5;

-- [contract-3] compare visits with its shadow, again
--   lock: none on visits; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table visits by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "visits" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "visits" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "visits" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.rowid, ?2 = to.rowid
SELECT migrate_was.migrate_row_1 AS "rowid" FROM (SELECT "rowid" AS migrate_row_1, "rowid" AS migrate_copy_1, "id" AS migrate_value_1, "page" AS migrate_value_2, "n" AS migrate_value_3 FROM "visits" WHERE "rowid" >= ?1 AND "rowid" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_visits__shadow" AS migrate_copy WHERE migrate_copy."rowid" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."page" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."n" COLLATE BINARY IS migrate_was.migrate_value_3)
  AND NOT EXISTS (SELECT 1 FROM "migrate_visits__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [contract-4] look for rows that only visits's shadow has, again
--   lock: none on visits; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_visits__shadow by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "migrate_visits__shadow" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "migrate_visits__shadow" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "migrate_visits__shadow" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.rowid, ?2 = to.rowid
SELECT "rowid" FROM (SELECT "rowid" FROM "migrate_visits__shadow" WHERE "rowid" >= ?1 AND "rowid" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "visits" AS migrate_was WHERE migrate_was."rowid" = migrate_copy."rowid")
  AND NOT EXISTS (SELECT 1 FROM "migrate_visits__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_copy."rowid") LIMIT 5;

-- [contract-5] look for what has been changed of visits since
--   lock: none on visits; reads only
--   expects: no row
WITH planned (sql) AS (VALUES ('CREATE TABLE visits (id INT NOT NULL, page VARCHAR(20) NOT NULL, n INT, PRIMARY KEY (id), UNIQUE (id))'), ('CREATE INDEX visits_n ON visits (n)'))
SELECT type, name, 'new or changed since' AS is_now FROM sqlite_schema WHERE tbl_name = 'visits' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\' AND sql NOT IN planned
UNION ALL SELECT NULL, sql, 'gone' FROM planned WHERE sql NOT IN (SELECT sql FROM sqlite_schema WHERE tbl_name = 'visits' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');

-- [contract-6] look for rows of visits that are alike in (page, id), again
--   lock: none on visits; reads only
--   expects: no row
SELECT migrate_twice.key_1 AS "page", migrate_twice.key_2 AS "id", migrate_twice."rows",
  (SELECT group_concat(migrate_row, ', ') FROM (SELECT "id" AS migrate_row FROM "visits"
    WHERE "page" IS NOT NULL AND "id" IS NOT NULL AND "page" = migrate_twice.key_1 AND "id" = migrate_twice.key_2 ORDER BY "id" LIMIT 5))
  || CASE WHEN migrate_twice."rows" > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "page" AS key_1, "id" AS key_2, count(*) AS "rows" FROM "visits"
  WHERE "page" IS NOT NULL AND "id" IS NOT NULL GROUP BY "page", "id" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [contract-7] exchange visits for its shadow
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: what the log holds since it was last applied, then the catalog only; where a VACUUM came between the last comparison and this, as long as a copy of the table takes; readers go on in WAL mode; other writers wait as for any short write
--   why: one transaction: a statement meets the one table or the other
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'foreign keys are off on this connection', holds = ((SELECT foreign_keys FROM pragma_foreign_keys) = 0);
UPDATE migrate_guard SET expectation = 'visits, its indexes and its triggers are what they were when this was planned', holds = (SELECT count(*) = 2 AND sum(sql IN ('CREATE TABLE visits (id INT NOT NULL, page VARCHAR(20) NOT NULL, n INT, PRIMARY KEY (id), UNIQUE (id))', 'CREATE INDEX visits_n ON visits (n)')) = 2 FROM sqlite_schema WHERE tbl_name = 'visits' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');
DELETE FROM "migrate_visits__log" WHERE id <= (SELECT 9223372036854775807 WHERE NOT EXISTS (SELECT 1 FROM "migrate_visits__witness" WHERE rowid = 3));
DELETE FROM "migrate_visits__shadow" WHERE "rowid" <= (SELECT 9223372036854775807 WHERE NOT EXISTS (SELECT 1 FROM "migrate_visits__witness" WHERE rowid = 3));
INSERT INTO "migrate_visits__log" (row_1) SELECT "rowid" FROM "visits" WHERE "rowid" <= (SELECT 9223372036854775807 WHERE NOT EXISTS (SELECT 1 FROM "migrate_visits__witness" WHERE rowid = 3));
UPDATE migrate_guard SET expectation = 'the new shape of visits has a place for each row', holds = (NOT EXISTS (SELECT 1 FROM "visits" WHERE "rowid" IN (SELECT row_1 FROM "migrate_visits__log") AND ("page" IS NULL OR "id" IS NULL)));
DELETE FROM "migrate_visits__shadow" WHERE "rowid" IN (SELECT row_1 FROM "migrate_visits__log");
INSERT OR ABORT INTO "migrate_visits__shadow" ("rowid", "id", "page", "n")
SELECT "rowid", "id", "page", "n"
FROM "visits" WHERE "rowid" IN (SELECT row_1 FROM "migrate_visits__log");
DELETE FROM "migrate_visits__log";
UPDATE migrate_guard SET expectation = 'visits and its shadow have as many rows', holds = ((SELECT count(*) FROM "visits") = (SELECT count(*) FROM "migrate_visits__shadow"));
DROP TRIGGER IF EXISTS "migrate_log__visits__insert";
DROP TRIGGER IF EXISTS "migrate_log__visits__update";
DROP TRIGGER IF EXISTS "migrate_log__visits__delete";
DROP TRIGGER IF EXISTS "migrate_log__visits__before_insert";
DROP TRIGGER IF EXISTS "migrate_log__visits__before_update";
PRAGMA legacy_alter_table=ON;
ALTER TABLE "visits" RENAME TO "migrate_visits__leaving";
ALTER TABLE "migrate_visits__shadow" RENAME TO "visits";
PRAGMA legacy_alter_table=OFF;
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET name = 'migrate_visits__old__visits_n', sql = 'CREATE INDEX "migrate_visits__old__visits_n" ON "migrate_visits__leaving" (n)' WHERE type = 'index' AND name = 'visits_n';
UPDATE sqlite_schema SET name = 'visits_n', sql = 'CREATE INDEX visits_n ON visits (n)' WHERE type = 'index' AND name = 'migrate_visits__shadow__visits_n';
UPDATE sqlite_schema SET sql = 'CREATE TABLE visits (id INT NOT NULL, page VARCHAR(20) NOT NULL, n INT, UNIQUE (id), CONSTRAINT "visits_pk" PRIMARY KEY ("page", "id"))' WHERE type = 'table' AND name = 'visits';
PRAGMA writable_schema=RESET;
DROP TABLE IF EXISTS "migrate_visits__log";
DROP TABLE IF EXISTS "migrate_visits__witness";
ALTER TABLE "migrate_visits__leaving" RENAME TO "migrate_visits__old";

-- [contract-8] empty the old table of visits
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: nobody reads it; DROP TABLE alone would hold the write lock for all of it
--   batches: table migrate_visits__old by rowid; each commits together with its checkpoint
--   first key, once:
SELECT "rowid" FROM "migrate_visits__old" ORDER BY "rowid" LIMIT 1;
--   last key, once:
SELECT "rowid" FROM "migrate_visits__old" ORDER BY "rowid" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.rowid, ?2 = end.rowid, ?3 = batch size - 1
SELECT "rowid" FROM "migrate_visits__old" WHERE "rowid" >= ?1 AND "rowid" <= ?2 ORDER BY "rowid" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.rowid, ?2 = to.rowid
DELETE FROM "migrate_visits__old" WHERE "rowid" >= ?1 AND "rowid" <= ?2;

-- [contract-9] drop the old table of visits
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: it is empty
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE "migrate_visits__old";
