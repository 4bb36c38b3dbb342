-- migration: drop_constraint_kept
-- description: What goes in contract where a rollback could put it back only by copying the table
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: old code reads what new code writes against posts_user of posts; a rollback is refused while there are such rows
-- note: old code reads what new code writes against posts_stars of posts; a rollback is refused while there are such rows
-- note: old code reads what new code writes against posts_read of posts; a rollback is refused while there are such rows
-- note: users is exchanged for its shadow in contract; until then old and new code both use the old shape
-- note: users_name holds until contract; new code may break it from then on

-- ==== expand
-- [expand-1] no longer require posts_user of posts
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: new code may break it; the stored definition alone changes
--   runs: in one transaction with its record
--   undo: UPDATE migrate_guard SET expectation = 'no row breaks posts_user of posts', holds = (NOT EXISTS (SELECT 1 FROM "posts" WHERE "user_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "users" AS migrate_parent WHERE migrate_parent."id" = "posts"."user_id")))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_user" CHECK (1)', ',
--       CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id)')
--     WHERE type = 'table' AND name = 'posts' AND length(sql) - length(replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_user" CHECK (1)', '')) = length(', CONSTRAINT "migrate_rule__posts__posts_user" CHECK (1)')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'posts_user of posts is in the definition again', holds = (changes() = 1)
--   undo: CREATE VIEW migrate_definition_changed AS SELECT 1
--   undo: DROP VIEW migrate_definition_changed
--   lock of undo: write lock on the database file, one read of the table, then milliseconds; proof and rule belong in one transaction
--   loss: rows of posts that break posts_user of posts, counted by SELECT count(*) FROM (SELECT 1 FROM "posts" WHERE "user_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "users" AS migrate_parent WHERE migrate_parent."id" = "posts"."user_id") LIMIT 1000)
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ',
  CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id)', ', CONSTRAINT "migrate_rule__posts__posts_user" CHECK (1)')
WHERE type = 'table' AND name = 'posts' AND length(sql) - length(replace(sql, ',
  CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id)', '')) = length(',
  CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id)');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'posts_user of posts is out of the definition', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- [expand-2] no longer require posts_stars of posts
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: new code may break it; the stored definition alone changes
--   runs: in one transaction with its record
--   undo: UPDATE migrate_guard SET expectation = 'no row breaks posts_stars of posts', holds = (NOT EXISTS (SELECT 1 FROM "posts" WHERE NOT (stars < 6
--     )))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_stars" CHECK (1)', ',
--       CONSTRAINT posts_stars CHECK (stars < 6)')
--     WHERE type = 'table' AND name = 'posts' AND length(sql) - length(replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_stars" CHECK (1)', '')) = length(', CONSTRAINT "migrate_rule__posts__posts_stars" CHECK (1)')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'posts_stars of posts is in the definition again', holds = (changes() = 1)
--   undo: CREATE VIEW migrate_definition_changed AS SELECT 1
--   undo: DROP VIEW migrate_definition_changed
--   lock of undo: write lock on the database file, one read of the table, then milliseconds; proof and rule belong in one transaction
--   loss: rows of posts that break posts_stars of posts, counted by SELECT count(*) FROM (SELECT 1 FROM "posts" WHERE NOT (stars < 6
--     ) LIMIT 1000)
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ',
  CONSTRAINT posts_stars CHECK (stars < 6)', ', CONSTRAINT "migrate_rule__posts__posts_stars" CHECK (1)')
WHERE type = 'table' AND name = 'posts' AND length(sql) - length(replace(sql, ',
  CONSTRAINT posts_stars CHECK (stars < 6)', '')) = length(',
  CONSTRAINT posts_stars CHECK (stars < 6)');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'posts_stars of posts is out of the definition', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- [expand-3] no longer require posts_read of posts
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: new code may break it; the stored definition alone changes
--   runs: in one transaction with its record
--   undo: UPDATE migrate_guard SET expectation = 'no row breaks posts_read of posts', holds = (NOT EXISTS (SELECT 1 FROM "posts" WHERE NOT (stars <= views
--     )))
--   undo: PRAGMA writable_schema=ON
--   undo: UPDATE sqlite_schema SET sql = replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_read" CHECK (1)', ',
--       CONSTRAINT posts_read CHECK (stars <= views)')
--     WHERE type = 'table' AND name = 'posts' AND length(sql) - length(replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_read" CHECK (1)', '')) = length(', CONSTRAINT "migrate_rule__posts__posts_read" CHECK (1)')
--   undo: PRAGMA writable_schema=RESET
--   undo: UPDATE migrate_guard SET expectation = 'posts_read of posts is in the definition again', holds = (changes() = 1)
--   undo: CREATE VIEW migrate_definition_changed AS SELECT 1
--   undo: DROP VIEW migrate_definition_changed
--   lock of undo: write lock on the database file, one read of the table, then milliseconds; proof and rule belong in one transaction
--   loss: rows of posts that break posts_read of posts, counted by SELECT count(*) FROM (SELECT 1 FROM "posts" WHERE NOT (stars <= views
--     ) LIMIT 1000)
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ',
  CONSTRAINT posts_read CHECK (stars <= views)', ', CONSTRAINT "migrate_rule__posts__posts_read" CHECK (1)')
WHERE type = 'table' AND name = 'posts' AND length(sql) - length(replace(sql, ',
  CONSTRAINT posts_read CHECK (stars <= views)', '')) = length(',
  CONSTRAINT posts_read CHECK (stars <= views)');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'posts_read of posts is out of the definition', holds = (changes() = 1);
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- [expand-4] make a shadow of users: without users_name
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: the index of a constraint cannot be dropped, nor the constraint without it; with it, in one transaction, comes the log of what changes meanwhile
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_log__users__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__users__update"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__users__delete"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__users__before_insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__users__before_update"
--   undo: DROP TABLE IF EXISTS "migrate_users__log"
--   undo: DROP TABLE IF EXISTS "migrate_users__shadow"
--   lock of undo: write lock on the database file, in proportion to the table: its pages go to the free list; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
CREATE TABLE "migrate_users__shadow" (id INTEGER PRIMARY KEY, name VARCHAR(20));
CREATE TABLE "migrate_users__log" (id INTEGER PRIMARY KEY, row_1 INTEGER);
CREATE INDEX "migrate_users__log__row" ON "migrate_users__log" (row_1);
CREATE TRIGGER "migrate_log__users__insert" AFTER INSERT ON "users"
BEGIN
  INSERT INTO "migrate_users__log" (row_1) SELECT NEW."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_users__log" WHERE row_1 IS NEW."id");
END;
CREATE TRIGGER "migrate_log__users__update" AFTER UPDATE ON "users"
BEGIN
  INSERT INTO "migrate_users__log" (row_1) SELECT OLD."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_users__log" WHERE row_1 IS OLD."id");
  INSERT INTO "migrate_users__log" (row_1) SELECT NEW."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_users__log" WHERE row_1 IS NEW."id");
END;
CREATE TRIGGER "migrate_log__users__delete" AFTER DELETE ON "users"
BEGIN
  INSERT INTO "migrate_users__log" (row_1) SELECT OLD."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_users__log" WHERE row_1 IS OLD."id");
END;
CREATE TRIGGER "migrate_log__users__before_insert" BEFORE INSERT ON "users"
BEGIN
  INSERT INTO "migrate_users__log" (row_1) SELECT migrate_other."id" FROM "users" AS migrate_other WHERE migrate_other."name" = NEW."name" AND NOT EXISTS (SELECT 1 FROM "migrate_users__log" WHERE row_1 IS migrate_other."id");
END;
CREATE TRIGGER "migrate_log__users__before_update" BEFORE UPDATE ON "users"
BEGIN
  INSERT INTO "migrate_users__log" (row_1) SELECT migrate_other."id" FROM "users" AS migrate_other WHERE migrate_other."name" = NEW."name" AND NOT EXISTS (SELECT 1 FROM "migrate_users__log" WHERE row_1 IS migrate_other."id");
END;

-- ==== backfill
-- [backfill-1] take away what only users's shadow has
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: the copy mends the rows that the table has; where a comparison has failed there may be others
--   batches: table migrate_users__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_users__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_users__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_users__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_users__shadow" AS migrate_copy WHERE "id" >= ?1 AND "id" <= ?2
  AND NOT EXISTS (SELECT 1 FROM "users" AS migrate_was WHERE migrate_was."id" = migrate_copy."id");

-- [backfill-2] copy users into its shadow
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: its indexes are there already: to build one later would hold the write lock for all of it
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
INSERT OR REPLACE INTO "migrate_users__shadow" ("id", "name")
SELECT "id", "name"
FROM "users" WHERE "id" >= ?1 AND "id" <= ?2;

-- [backfill-3] apply what changed in users meanwhile
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_users__log, each forgotten in the transaction that applied it
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "id" FROM "migrate_users__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_users__shadow" WHERE "id" IN (SELECT row_1 FROM "migrate_users__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_users__shadow" ("id", "name")
SELECT "id", "name"
FROM "users" WHERE "id" IN (SELECT row_1 FROM "migrate_users__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_users__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.id
DELETE FROM "migrate_users__shadow" WHERE "id" = ?1;
--   then:
--     ?1 = from.id
INSERT OR REPLACE INTO "migrate_users__shadow" ("id", "name")
SELECT "id", "name"
FROM "users" WHERE "id" = ?1;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.id
SELECT 1 FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "name" AS migrate_value_2 FROM "users" WHERE "id" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_users__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."name" COLLATE BINARY IS migrate_was.migrate_value_2);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_users__log" WHERE id = ?1;

-- [backfill-4] compare users with its shadow
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
SELECT migrate_was.migrate_row_1 AS "id" FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "name" AS migrate_value_2 FROM "users" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_users__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."name" COLLATE BINARY IS migrate_was.migrate_value_2)
  AND NOT EXISTS (SELECT 1 FROM "migrate_users__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [backfill-5] look for rows that only users's shadow has
--   lock: none on users; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_users__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_users__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_users__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_users__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM (SELECT "id" FROM "migrate_users__shadow" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "users" AS migrate_was WHERE migrate_was."id" = migrate_copy."id")
  AND NOT EXISTS (SELECT 1 FROM "migrate_users__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_copy."id") LIMIT 5;

-- ==== contract
-- [contract-1] apply what changed in users since
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_users__log, each forgotten in the transaction that applied it
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "id" FROM "migrate_users__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_users__shadow" WHERE "id" IN (SELECT row_1 FROM "migrate_users__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_users__shadow" ("id", "name")
SELECT "id", "name"
FROM "users" WHERE "id" IN (SELECT row_1 FROM "migrate_users__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_users__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.id
DELETE FROM "migrate_users__shadow" WHERE "id" = ?1;
--   then:
--     ?1 = from.id
INSERT OR REPLACE INTO "migrate_users__shadow" ("id", "name")
SELECT "id", "name"
FROM "users" WHERE "id" = ?1;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.id
SELECT 1 FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "name" AS migrate_value_2 FROM "users" WHERE "id" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_users__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."name" COLLATE BINARY IS migrate_was.migrate_value_2);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_users__log" WHERE id = ?1;

-- [contract-2] compare users with its shadow, again
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
SELECT migrate_was.migrate_row_1 AS "id" FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "name" AS migrate_value_2 FROM "users" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_users__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."name" COLLATE BINARY IS migrate_was.migrate_value_2)
  AND NOT EXISTS (SELECT 1 FROM "migrate_users__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [contract-3] look for rows that only users's shadow has, again
--   lock: none on users; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_users__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_users__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_users__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_users__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM (SELECT "id" FROM "migrate_users__shadow" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "users" AS migrate_was WHERE migrate_was."id" = migrate_copy."id")
  AND NOT EXISTS (SELECT 1 FROM "migrate_users__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_copy."id") LIMIT 5;

-- [contract-4] forget the place of posts_user of posts
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a rollback needs it no more
--   runs: in one transaction with its record
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_user" CHECK (1)', '')
WHERE type = 'table' AND name = 'posts' AND length(sql) - length(replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_user" CHECK (1)', '')) = length(', CONSTRAINT "migrate_rule__posts__posts_user" CHECK (1)');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'the definition has no place of posts_user of posts', holds = (NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'posts' AND instr(sql, ', CONSTRAINT "migrate_rule__posts__posts_user" CHECK (1)')));
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- [contract-5] forget the place of posts_stars of posts
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a rollback needs it no more
--   runs: in one transaction with its record
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_stars" CHECK (1)', '')
WHERE type = 'table' AND name = 'posts' AND length(sql) - length(replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_stars" CHECK (1)', '')) = length(', CONSTRAINT "migrate_rule__posts__posts_stars" CHECK (1)');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'the definition has no place of posts_stars of posts', holds = (NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'posts' AND instr(sql, ', CONSTRAINT "migrate_rule__posts__posts_stars" CHECK (1)')));
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- [contract-6] forget the place of posts_read of posts
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: a rollback needs it no more
--   runs: in one transaction with its record
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_read" CHECK (1)', '')
WHERE type = 'table' AND name = 'posts' AND length(sql) - length(replace(sql, ', CONSTRAINT "migrate_rule__posts__posts_read" CHECK (1)', '')) = length(', CONSTRAINT "migrate_rule__posts__posts_read" CHECK (1)');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'the definition has no place of posts_read of posts', holds = (NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'posts' AND instr(sql, ', CONSTRAINT "migrate_rule__posts__posts_read" CHECK (1)')));
CREATE VIEW migrate_definition_changed AS SELECT 1;
DROP VIEW migrate_definition_changed;

-- [contract-7] look for what has been changed of users since
--   lock: none on users; reads only
--   expects: no row
WITH planned (sql) AS (VALUES ('CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(20), CONSTRAINT users_name UNIQUE (name))'))
SELECT type, name, 'new or changed since' AS is_now FROM sqlite_schema WHERE tbl_name = 'users' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\' AND sql NOT IN planned
UNION ALL SELECT NULL, sql, 'gone' FROM planned WHERE sql NOT IN (SELECT sql FROM sqlite_schema WHERE tbl_name = 'users' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');

-- [contract-8] exchange users for its shadow
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: what the log holds since it was last applied, then the catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: one transaction: a statement meets the one table or the other
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'foreign keys are off on this connection', holds = ((SELECT foreign_keys FROM pragma_foreign_keys) = 0);
UPDATE migrate_guard SET expectation = 'users, its indexes and its triggers are what they were when this was planned', holds = (SELECT count(*) = 1 AND sum(sql IN ('CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(20), CONSTRAINT users_name UNIQUE (name))')) = 1 FROM sqlite_schema WHERE tbl_name = 'users' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');
DELETE FROM "migrate_users__shadow" WHERE "id" IN (SELECT row_1 FROM "migrate_users__log");
INSERT OR ABORT INTO "migrate_users__shadow" ("id", "name")
SELECT "id", "name"
FROM "users" WHERE "id" IN (SELECT row_1 FROM "migrate_users__log");
DELETE FROM "migrate_users__log";
DROP TRIGGER IF EXISTS "migrate_log__users__insert";
DROP TRIGGER IF EXISTS "migrate_log__users__update";
DROP TRIGGER IF EXISTS "migrate_log__users__delete";
DROP TRIGGER IF EXISTS "migrate_log__users__before_insert";
DROP TRIGGER IF EXISTS "migrate_log__users__before_update";
PRAGMA legacy_alter_table=ON;
ALTER TABLE "users" RENAME TO "migrate_users__leaving";
ALTER TABLE "migrate_users__shadow" RENAME TO "users";
PRAGMA legacy_alter_table=OFF;
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = 'CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(20))' WHERE type = 'table' AND name = 'users';
PRAGMA writable_schema=RESET;
DROP TABLE IF EXISTS "migrate_users__log";
ALTER TABLE "migrate_users__leaving" RENAME TO "migrate_users__old";

-- [contract-9] empty the old table of users
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: nobody reads it; DROP TABLE alone would hold the write lock for all of it
--   batches: table migrate_users__old by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_users__old" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_users__old" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_users__old" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_users__old" WHERE "id" >= ?1 AND "id" <= ?2;

-- [contract-10] drop the old table of users
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: it is empty
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE "migrate_users__old";
