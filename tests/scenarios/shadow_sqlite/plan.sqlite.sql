-- migration: shadow_sqlite
-- description: SQLite stores text and numbers in different ways, so the table is copied; all that hangs on it stays
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: orders is exchanged for its shadow in contract; until then old and new code both use the old shape

-- ==== expand
-- [expand-1] make a shadow of orders: orders.amount becomes INTEGER
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: SQLite stores values of that type in another way; with it, in one transaction, comes the log of what changes meanwhile
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_log__orders__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__orders__update"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__orders__delete"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__orders__before_insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_log__orders__before_update"
--   undo: DROP TABLE IF EXISTS "migrate_orders__log"
--   undo: DROP TABLE IF EXISTS "migrate_orders__shadow"
--   lock of undo: write lock on the database file, in proportion to the table: its pages go to the free list; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
CREATE TABLE "migrate_orders__shadow" (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice
  code TEXT COLLATE NOCASE UNIQUE, /* a, comment */
  amount INTEGER DEFAULT 0 NOT NULL CONSTRAINT "amount_is_whole" CHECK (amount >= 0
),
  buyer INTEGER,
  before_it INTEGER,
  shout TEXT GENERATED ALWAYS AS (upper(code)) VIRTUAL,
  twice TEXT AS (code || code) STORED,
  CONSTRAINT buyer_code UNIQUE (buyer, code) -- the last
);
CREATE INDEX "migrate_orders__shadow__orders_amount" ON "migrate_orders__shadow" (amount DESC, code COLLATE RTRIM);
CREATE UNIQUE INDEX "migrate_orders__shadow__orders of (a) buyer" ON "migrate_orders__shadow" (lower(code) || '/' || buyer) WHERE buyer IS NOT NULL;
CREATE TABLE "migrate_orders__log" (id INTEGER PRIMARY KEY, row_1 INTEGER);
CREATE INDEX "migrate_orders__log__row" ON "migrate_orders__log" (row_1);
CREATE TRIGGER "migrate_log__orders__insert" AFTER INSERT ON "orders"
BEGIN
  INSERT INTO "migrate_orders__log" (row_1) SELECT NEW."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_orders__log" WHERE row_1 IS NEW."id");
END;
CREATE TRIGGER "migrate_log__orders__update" AFTER UPDATE ON "orders"
BEGIN
  INSERT INTO "migrate_orders__log" (row_1) SELECT OLD."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_orders__log" WHERE row_1 IS OLD."id");
  INSERT INTO "migrate_orders__log" (row_1) SELECT NEW."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_orders__log" WHERE row_1 IS NEW."id");
END;
CREATE TRIGGER "migrate_log__orders__delete" AFTER DELETE ON "orders"
BEGIN
  INSERT INTO "migrate_orders__log" (row_1) SELECT OLD."id" WHERE NOT EXISTS (SELECT 1 FROM "migrate_orders__log" WHERE row_1 IS OLD."id");
END;
CREATE TRIGGER "migrate_log__orders__before_insert" BEFORE INSERT ON "orders"
BEGIN
  INSERT INTO "migrate_orders__log" (row_1) SELECT migrate_other."id" FROM "orders" AS migrate_other WHERE migrate_other."code" = NEW."code" AND NOT EXISTS (SELECT 1 FROM "migrate_orders__log" WHERE row_1 IS migrate_other."id");
  INSERT INTO "migrate_orders__log" (row_1) SELECT migrate_other."id" FROM "orders" AS migrate_other WHERE migrate_other."buyer" = NEW."buyer" AND migrate_other."code" = NEW."code" AND NOT EXISTS (SELECT 1 FROM "migrate_orders__log" WHERE row_1 IS migrate_other."id");
  INSERT INTO "migrate_orders__log" (row_1) SELECT migrate_other."id" FROM "orders" AS migrate_other WHERE (lower(code) || '/' || buyer
) = (SELECT (lower(code) || '/' || buyer
) FROM (SELECT NEW."code" AS "code", NEW."buyer" AS "buyer") AS "orders") AND (buyer IS NOT NULL
) AND NOT EXISTS (SELECT 1 FROM "migrate_orders__log" WHERE row_1 IS migrate_other."id");
END;
CREATE TRIGGER "migrate_log__orders__before_update" BEFORE UPDATE ON "orders"
BEGIN
  INSERT INTO "migrate_orders__log" (row_1) SELECT migrate_other."id" FROM "orders" AS migrate_other WHERE migrate_other."code" = NEW."code" AND NOT EXISTS (SELECT 1 FROM "migrate_orders__log" WHERE row_1 IS migrate_other."id");
  INSERT INTO "migrate_orders__log" (row_1) SELECT migrate_other."id" FROM "orders" AS migrate_other WHERE migrate_other."buyer" = NEW."buyer" AND migrate_other."code" = NEW."code" AND NOT EXISTS (SELECT 1 FROM "migrate_orders__log" WHERE row_1 IS migrate_other."id");
  INSERT INTO "migrate_orders__log" (row_1) SELECT migrate_other."id" FROM "orders" AS migrate_other WHERE (lower(code) || '/' || buyer
) = (SELECT (lower(code) || '/' || buyer
) FROM (SELECT NEW."code" AS "code", NEW."buyer" AS "buyer") AS "orders") AND (buyer IS NOT NULL
) AND NOT EXISTS (SELECT 1 FROM "migrate_orders__log" WHERE row_1 IS migrate_other."id");
END;

-- ==== backfill
-- [backfill-1] look for rows of orders that the new shape has no place for
--   lock: none on orders; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "orders" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "orders" WHERE "id" >= ?1 AND "id" <= ?2 AND ((SELECT NOT (amount >= 0
) FROM (SELECT "amount" AS "amount") AS "orders") OR (SELECT migrate_value IS NOT NULL AND (NOT (CAST(migrate_value AS NUMERIC) = migrate_value AND typeof(CAST(migrate_value AS NUMERIC)) = 'integer')) FROM (SELECT "amount" AS migrate_value)) OR "amount" IS NULL) LIMIT 5;

-- [backfill-2] take away what only orders's shadow has
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: the copy mends the rows that the table has; where a comparison has failed there may be others
--   batches: table migrate_orders__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_orders__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_orders__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_orders__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_orders__shadow" AS migrate_copy WHERE "id" >= ?1 AND "id" <= ?2
  AND NOT EXISTS (SELECT 1 FROM "orders" AS migrate_was WHERE migrate_was."id" = migrate_copy."id");

-- [backfill-3] copy orders into its shadow
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: its indexes are there already: to build one later would hold the write lock for all of it
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "orders" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_orders__shadow" ("id", "code", "amount", "buyer", "before_it")
SELECT "id", "code", "amount", "buyer", "before_it"
FROM "orders" WHERE "id" >= ?1 AND "id" <= ?2;

-- [backfill-4] apply what changed in orders meanwhile
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_orders__log, each forgotten in the transaction that applied it
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "id" FROM "migrate_orders__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_orders__shadow" WHERE "id" IN (SELECT row_1 FROM "migrate_orders__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_orders__shadow" ("id", "code", "amount", "buyer", "before_it")
SELECT "id", "code", "amount", "buyer", "before_it"
FROM "orders" WHERE "id" IN (SELECT row_1 FROM "migrate_orders__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_orders__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.id
DELETE FROM "migrate_orders__shadow" WHERE "id" = ?1;
--   then:
--     ?1 = from.id
INSERT OR REPLACE INTO "migrate_orders__shadow" ("id", "code", "amount", "buyer", "before_it")
SELECT "id", "code", "amount", "buyer", "before_it"
FROM "orders" WHERE "id" = ?1;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.id
SELECT 1 FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "code" AS migrate_value_2, "amount" AS migrate_value_3, "buyer" AS migrate_value_4, "before_it" AS migrate_value_5 FROM "orders" WHERE "id" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_orders__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."code" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."amount" COLLATE BINARY IS migrate_was.migrate_value_3 AND migrate_copy."buyer" COLLATE BINARY IS migrate_was.migrate_value_4 AND migrate_copy."before_it" COLLATE BINARY IS migrate_was.migrate_value_5);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_orders__log" WHERE id = ?1;

-- [backfill-5] compare orders with its shadow
--   lock: none on orders; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "orders" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT migrate_was.migrate_row_1 AS "id" FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "code" AS migrate_value_2, "amount" AS migrate_value_3, "buyer" AS migrate_value_4, "before_it" AS migrate_value_5 FROM "orders" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_orders__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."code" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."amount" COLLATE BINARY IS migrate_was.migrate_value_3 AND migrate_copy."buyer" COLLATE BINARY IS migrate_was.migrate_value_4 AND migrate_copy."before_it" COLLATE BINARY IS migrate_was.migrate_value_5)
  AND NOT EXISTS (SELECT 1 FROM "migrate_orders__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [backfill-6] look for rows that only orders's shadow has
--   lock: none on orders; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_orders__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_orders__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_orders__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_orders__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM (SELECT "id" FROM "migrate_orders__shadow" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "orders" AS migrate_was WHERE migrate_was."id" = migrate_copy."id")
  AND NOT EXISTS (SELECT 1 FROM "migrate_orders__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_copy."id") LIMIT 5;

-- ==== contract
-- [contract-1] apply what changed in orders since
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch of the log commits by itself
--   why: a row that the log names is read again and written anew
--   applies: the entries of migrate_orders__log, each forgotten in the transaction that applied it
--   the next entries:
--     ?1 = from.id, ?2 = batch size
SELECT id, row_1 AS "id" FROM "migrate_orders__log" WHERE id > ?1 ORDER BY id LIMIT ?2;
--   a batch of them, in one transaction:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_orders__shadow" WHERE "id" IN (SELECT row_1 FROM "migrate_orders__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
INSERT OR REPLACE INTO "migrate_orders__shadow" ("id", "code", "amount", "buyer", "before_it")
SELECT "id", "code", "amount", "buyer", "before_it"
FROM "orders" WHERE "id" IN (SELECT row_1 FROM "migrate_orders__log" WHERE id > ?1 AND id <= ?2);
--   then:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_orders__log" WHERE id > ?1 AND id <= ?2;
--   one by one where a row of the batch is refused:
SELECT 1;
--   then:
--     ?1 = from.id
DELETE FROM "migrate_orders__shadow" WHERE "id" = ?1;
--   then:
--     ?1 = from.id
INSERT OR REPLACE INTO "migrate_orders__shadow" ("id", "code", "amount", "buyer", "before_it")
SELECT "id", "code", "amount", "buyer", "before_it"
FROM "orders" WHERE "id" = ?1;
--   then (a row returned is a misfit: the entry stays):
--     ?1 = from.id
SELECT 1 FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "code" AS migrate_value_2, "amount" AS migrate_value_3, "buyer" AS migrate_value_4, "before_it" AS migrate_value_5 FROM "orders" WHERE "id" = ?1) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_orders__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."code" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."amount" COLLATE BINARY IS migrate_was.migrate_value_3 AND migrate_copy."buyer" COLLATE BINARY IS migrate_was.migrate_value_4 AND migrate_copy."before_it" COLLATE BINARY IS migrate_was.migrate_value_5);
--   then:
--     ?1 = from.id
DELETE FROM "migrate_orders__log" WHERE id = ?1;

-- [contract-2] look for rows of orders that the new shape has no place for, again
--   lock: none on orders; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "orders" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "orders" WHERE "id" >= ?1 AND "id" <= ?2 AND ((SELECT NOT (amount >= 0
) FROM (SELECT "amount" AS "amount") AS "orders") OR (SELECT migrate_value IS NOT NULL AND (NOT (CAST(migrate_value AS NUMERIC) = migrate_value AND typeof(CAST(migrate_value AS NUMERIC)) = 'integer')) FROM (SELECT "amount" AS migrate_value)) OR "amount" IS NULL) LIMIT 5;

-- [contract-3] compare orders with its shadow, again
--   lock: none on orders; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "orders" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT migrate_was.migrate_row_1 AS "id" FROM (SELECT "id" AS migrate_row_1, "id" AS migrate_copy_1, "id" AS migrate_value_1, "code" AS migrate_value_2, "amount" AS migrate_value_3, "buyer" AS migrate_value_4, "before_it" AS migrate_value_5 FROM "orders" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_was
WHERE NOT EXISTS (SELECT 1 FROM "migrate_orders__shadow" AS migrate_copy WHERE migrate_copy."id" = migrate_was.migrate_copy_1 AND migrate_copy."id" COLLATE BINARY IS migrate_was.migrate_value_1 AND migrate_copy."code" COLLATE BINARY IS migrate_was.migrate_value_2 AND migrate_copy."amount" COLLATE BINARY IS migrate_was.migrate_value_3 AND migrate_copy."buyer" COLLATE BINARY IS migrate_was.migrate_value_4 AND migrate_copy."before_it" COLLATE BINARY IS migrate_was.migrate_value_5)
  AND NOT EXISTS (SELECT 1 FROM "migrate_orders__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_was.migrate_row_1) LIMIT 5;

-- [contract-4] look for rows that only orders's shadow has, again
--   lock: none on orders; reads only; a reader never blocks a writer in WAL mode
--   why: history is proven complete before anything relies on it
--   batches: table migrate_orders__shadow by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_orders__shadow" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_orders__shadow" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_orders__shadow" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is a difference):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM (SELECT "id" FROM "migrate_orders__shadow" WHERE "id" >= ?1 AND "id" <= ?2) AS migrate_copy
WHERE NOT EXISTS (SELECT 1 FROM "orders" AS migrate_was WHERE migrate_was."id" = migrate_copy."id")
  AND NOT EXISTS (SELECT 1 FROM "migrate_orders__log" AS migrate_entry WHERE migrate_entry.row_1 = migrate_copy."id") LIMIT 5;

-- [contract-5] look for what has been changed of orders since
--   lock: none on orders; reads only
--   expects: no row
WITH planned (sql) AS (VALUES ('CREATE TABLE orders (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice
  code TEXT COLLATE NOCASE UNIQUE, /* a, comment */
  amount TEXT,
  buyer INTEGER REFERENCES buyers (id) ON DELETE CASCADE ON UPDATE SET NULL,
  before_it INTEGER REFERENCES orders (id),
  shout TEXT GENERATED ALWAYS AS (upper(code)) VIRTUAL,
  twice TEXT AS (code || code) STORED,
  CONSTRAINT buyer_code UNIQUE (buyer, code) -- the last
)'), ('CREATE INDEX orders_amount ON orders (amount DESC, code COLLATE RTRIM)'), ('CREATE UNIQUE INDEX "orders of (a) buyer" ON orders (lower(code) || ''/'' || buyer) WHERE buyer IS NOT NULL'), ('CREATE TRIGGER orders_journal AFTER INSERT ON orders BEGIN INSERT INTO journal VALUES (''insert '' || NEW.code); END'))
SELECT type, name, 'new or changed since' AS is_now FROM sqlite_schema WHERE tbl_name = 'orders' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\' AND sql NOT IN planned
UNION ALL SELECT NULL, sql, 'gone' FROM planned WHERE sql NOT IN (SELECT sql FROM sqlite_schema WHERE tbl_name = 'orders' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');

-- [contract-6] exchange orders for its shadow
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: what the log holds since it was last applied, then the catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: one transaction: a statement meets the one table or the other
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'foreign keys are off on this connection', holds = ((SELECT foreign_keys FROM pragma_foreign_keys) = 0);
UPDATE migrate_guard SET expectation = 'orders, its indexes and its triggers are what they were when this was planned', holds = (SELECT count(*) = 4 AND sum(sql IN ('CREATE TABLE orders (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice
  code TEXT COLLATE NOCASE UNIQUE, /* a, comment */
  amount TEXT,
  buyer INTEGER REFERENCES buyers (id) ON DELETE CASCADE ON UPDATE SET NULL,
  before_it INTEGER REFERENCES orders (id),
  shout TEXT GENERATED ALWAYS AS (upper(code)) VIRTUAL,
  twice TEXT AS (code || code) STORED,
  CONSTRAINT buyer_code UNIQUE (buyer, code) -- the last
)', 'CREATE INDEX orders_amount ON orders (amount DESC, code COLLATE RTRIM)', 'CREATE UNIQUE INDEX "orders of (a) buyer" ON orders (lower(code) || ''/'' || buyer) WHERE buyer IS NOT NULL', 'CREATE TRIGGER orders_journal AFTER INSERT ON orders BEGIN INSERT INTO journal VALUES (''insert '' || NEW.code); END')) = 4 FROM sqlite_schema WHERE tbl_name = 'orders' COLLATE NOCASE AND sql IS NOT NULL
  AND lower(name) NOT LIKE 'migrate\_%' ESCAPE '\');
UPDATE migrate_guard SET expectation = 'the new shape of orders has a place for each row', holds = (NOT EXISTS (SELECT 1 FROM "orders" WHERE "id" IN (SELECT row_1 FROM "migrate_orders__log") AND ((SELECT NOT (amount >= 0
) FROM (SELECT "amount" AS "amount") AS "orders") OR (SELECT migrate_value IS NOT NULL AND (NOT (CAST(migrate_value AS NUMERIC) = migrate_value AND typeof(CAST(migrate_value AS NUMERIC)) = 'integer')) FROM (SELECT "amount" AS migrate_value)) OR "amount" IS NULL)));
DELETE FROM "migrate_orders__shadow" WHERE "id" IN (SELECT row_1 FROM "migrate_orders__log");
INSERT OR ABORT INTO "migrate_orders__shadow" ("id", "code", "amount", "buyer", "before_it")
SELECT "id", "code", "amount", "buyer", "before_it"
FROM "orders" WHERE "id" IN (SELECT row_1 FROM "migrate_orders__log");
DELETE FROM "migrate_orders__log";
DROP TRIGGER IF EXISTS "migrate_log__orders__insert";
DROP TRIGGER IF EXISTS "migrate_log__orders__update";
DROP TRIGGER IF EXISTS "migrate_log__orders__delete";
DROP TRIGGER IF EXISTS "migrate_log__orders__before_insert";
DROP TRIGGER IF EXISTS "migrate_log__orders__before_update";
DROP TRIGGER "orders_journal";
DELETE FROM sqlite_sequence WHERE name = 'migrate_orders__shadow';
INSERT INTO sqlite_sequence (name, seq) SELECT 'migrate_orders__shadow', seq FROM sqlite_sequence WHERE name = 'orders';
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = 'CREATE TABLE orders (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice
  code TEXT COLLATE NOCASE UNIQUE, /* a, comment */
  amount TEXT,
  buyer INTEGER,
  before_it INTEGER,
  shout TEXT GENERATED ALWAYS AS (upper(code)) VIRTUAL,
  twice TEXT AS (code || code) STORED,
  CONSTRAINT buyer_code UNIQUE (buyer, code) -- the last
)' WHERE type = 'table' AND name = 'orders';
PRAGMA writable_schema=RESET;
PRAGMA legacy_alter_table=ON;
ALTER TABLE "orders" RENAME TO "migrate_orders__leaving";
ALTER TABLE "migrate_orders__shadow" RENAME TO "orders";
PRAGMA legacy_alter_table=OFF;
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET name = 'migrate_orders__old__orders_amount', sql = 'CREATE INDEX "migrate_orders__old__orders_amount" ON "migrate_orders__leaving" (amount DESC, code COLLATE RTRIM)' WHERE type = 'index' AND name = 'orders_amount';
UPDATE sqlite_schema SET name = 'orders_amount', sql = 'CREATE INDEX orders_amount ON orders (amount DESC, code COLLATE RTRIM)' WHERE type = 'index' AND name = 'migrate_orders__shadow__orders_amount';
UPDATE sqlite_schema SET name = 'migrate_orders__old__orders of (a) buyer', sql = 'CREATE UNIQUE INDEX "migrate_orders__old__orders of (a) buyer" ON "migrate_orders__leaving" (lower(code) || ''/'' || buyer) WHERE buyer IS NOT NULL' WHERE type = 'index' AND name = 'orders of (a) buyer';
UPDATE sqlite_schema SET name = 'orders of (a) buyer', sql = 'CREATE UNIQUE INDEX "orders of (a) buyer" ON orders (lower(code) || ''/'' || buyer) WHERE buyer IS NOT NULL' WHERE type = 'index' AND name = 'migrate_orders__shadow__orders of (a) buyer';
UPDATE sqlite_schema SET sql = 'CREATE TABLE orders (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice
  code TEXT COLLATE NOCASE UNIQUE, /* a, comment */
  amount INTEGER DEFAULT 0 NOT NULL CONSTRAINT "amount_is_whole" CHECK (amount >= 0
),
  buyer INTEGER REFERENCES buyers (id) ON DELETE CASCADE ON UPDATE SET NULL,
  before_it INTEGER REFERENCES orders (id),
  shout TEXT GENERATED ALWAYS AS (upper(code)) VIRTUAL,
  twice TEXT AS (code || code) STORED,
  CONSTRAINT buyer_code UNIQUE (buyer, code) -- the last
)' WHERE type = 'table' AND name = 'orders';
PRAGMA writable_schema=RESET;
DROP TABLE IF EXISTS "migrate_orders__log";
CREATE TRIGGER orders_journal AFTER INSERT ON orders BEGIN INSERT INTO journal VALUES ('insert ' || NEW.code); END;
ALTER TABLE "migrate_orders__leaving" RENAME TO "migrate_orders__old";

-- [contract-7] empty the old table of orders
--   strategy: shadow
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: nobody reads it; DROP TABLE alone would hold the write lock for all of it
--   batches: table migrate_orders__old by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "migrate_orders__old" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "migrate_orders__old" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "migrate_orders__old" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
DELETE FROM "migrate_orders__old" WHERE "id" >= ?1 AND "id" <= ?2;

-- [contract-8] drop the old table of orders
--   strategy: shadow
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: it is empty
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TABLE "migrate_orders__old";
