-- migration: add_column_rules
-- description: All rules of a column at once, by a default and by up
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: SQLite keeps no column comments: the comment stays in the file
-- note: shops_sign_key holds from backfill on, for old code too
-- note: shops_mother_key holds from backfill on, for old code too

-- ==== expand
-- [expand-1] no row breaks the CHECK shops_region_known of shops.region
--   lock: none on shops; reads only
--   expects: no row
SELECT "id", "region" FROM (SELECT *, ('north') AS "region" FROM "shops") AS "shops"
WHERE NOT (region <> '' AND (opened IS NULL OR opened > '1900-01-01')
) LIMIT 5;

-- [expand-2] the default of shops.region refers to a row, as shops_region asks
--   lock: none on shops; reads only
--   expects: no row
SELECT ('north') AS "region" WHERE NOT EXISTS (SELECT 1 FROM "regions" WHERE "code" = ('north'));

-- [expand-3] add shops.region
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: changes the stored definition only; rows get the default when they are read
--   runs: in one transaction with its record
--   undo: ALTER TABLE "shops" DROP COLUMN "region"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of shops.region, counted by SELECT count(*) FROM (SELECT 1 FROM "shops" WHERE "region" COLLATE BINARY IS NOT ('north') LIMIT 1000)
ALTER TABLE "shops" ADD COLUMN "region" text NOT NULL DEFAULT 'north' CONSTRAINT "shops_region_known" CHECK (region <> '' AND (opened IS NULL OR opened > '1900-01-01')
) CONSTRAINT "shops_region" REFERENCES "regions" ("code") ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- [expand-4] add shops.sign, filled by triggers where old code leaves it out
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: nullable until contract: old code does not know the column
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__shops__sign__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__shops__sign__update"
--   undo: ALTER TABLE "shops" DROP COLUMN "sign"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of shops.sign that are not what `up` gives, counted by SELECT count(*) FROM (SELECT 1 FROM "shops" WHERE "sign" IS NOT NULL AND "sign" COLLATE BINARY IS NOT ('S' || id
--     ) LIMIT 1000)
ALTER TABLE "shops" ADD COLUMN "sign" varchar(10) /*migrate_pending__shops__sign*/;
CREATE TRIGGER "migrate_derive__shops__sign__insert" AFTER INSERT ON "shops"
WHEN NEW."sign" IS NULL
BEGIN
  UPDATE "shops" SET "sign" = ('S' || id
) WHERE "id" = NEW."id" AND "sign" IS NULL;
END;
CREATE TRIGGER "migrate_derive__shops__sign__update" AFTER UPDATE ON "shops"
WHEN (NOT (NEW."sign" COLLATE BINARY IS NOT OLD."sign") AND (OLD."sign" IS NULL OR OLD."sign" COLLATE BINARY IS (SELECT ('S' || id
) FROM (SELECT OLD."id" AS "id") AS "shops")))
BEGIN
  UPDATE "shops" SET "sign" = ('S' || id
) WHERE "id" = NEW."id" AND NOT (NEW."sign" COLLATE BINARY IS NOT OLD."sign") AND (OLD."sign" IS NULL OR OLD."sign" COLLATE BINARY IS (SELECT ('S' || id
) FROM (SELECT OLD."id" AS "id") AS "shops"))
    AND "sign" COLLATE BINARY IS NOT ('S' || id
);
END;

-- [expand-5] add shops.mother
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: changes the stored definition only; rows get the default when they are read
--   runs: in one transaction with its record
--   undo: ALTER TABLE "shops" DROP COLUMN "mother"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of shops.mother, counted by SELECT count(*) FROM (SELECT 1 FROM "shops" WHERE "mother" COLLATE BINARY IS NOT NULL LIMIT 1000)
ALTER TABLE "shops" ADD COLUMN "mother" integer CONSTRAINT "shops_mother" REFERENCES "shops" ("id") ON DELETE SET NULL;

-- ==== backfill
-- [backfill-1] fill shops.sign
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches in key order; readers and other writers come between them
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE "shops" SET "sign" = ('S' || id
) WHERE "id" >= ?1 AND "id" <= ?2 AND "sign" IS NULL;

-- [backfill-2] look for rows without shops.sign
--   lock: none on shops; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 AND "sign" IS NULL LIMIT 5;

-- [backfill-3] the triggers refuse NULL in shops.sign
--   strategy: in place
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: new code may rely on it; the NOT NULL itself comes with contract
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__shops__sign__insert"
--   undo: DROP TRIGGER IF EXISTS "migrate_derive__shops__sign__update"
--   undo: CREATE TRIGGER "migrate_derive__shops__sign__insert" AFTER INSERT ON "shops"
--     WHEN NEW."sign" IS NULL
--     BEGIN
--       UPDATE "shops" SET "sign" = ('S' || id
--     ) WHERE "id" = NEW."id" AND "sign" IS NULL;
--     END
--   undo: CREATE TRIGGER "migrate_derive__shops__sign__update" AFTER UPDATE ON "shops"
--     WHEN (NOT (NEW."sign" COLLATE BINARY IS NOT OLD."sign") AND (OLD."sign" IS NULL OR OLD."sign" COLLATE BINARY IS (SELECT ('S' || id
--     ) FROM (SELECT OLD."id" AS "id") AS "shops")))
--     BEGIN
--       UPDATE "shops" SET "sign" = ('S' || id
--     ) WHERE "id" = NEW."id" AND NOT (NEW."sign" COLLATE BINARY IS NOT OLD."sign") AND (OLD."sign" IS NULL OR OLD."sign" COLLATE BINARY IS (SELECT ('S' || id
--     ) FROM (SELECT OLD."id" AS "id") AS "shops"))
--         AND "sign" COLLATE BINARY IS NOT ('S' || id
--     );
--     END
DROP TRIGGER IF EXISTS "migrate_derive__shops__sign__insert";
DROP TRIGGER IF EXISTS "migrate_derive__shops__sign__update";
CREATE TRIGGER "migrate_derive__shops__sign__insert" AFTER INSERT ON "shops"
WHEN NEW."sign" IS NULL
BEGIN
  UPDATE "shops" SET "sign" = ('S' || id
) WHERE "id" = NEW."id" AND "sign" IS NULL;
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: shops.sign') FROM "shops" WHERE "id" = NEW."id" AND "sign" IS NULL;
END;
CREATE TRIGGER "migrate_derive__shops__sign__update" AFTER UPDATE ON "shops"
WHEN (NOT (NEW."sign" COLLATE BINARY IS NOT OLD."sign") AND (OLD."sign" IS NULL OR OLD."sign" COLLATE BINARY IS (SELECT ('S' || id
) FROM (SELECT OLD."id" AS "id") AS "shops"))) OR (NEW."sign" IS NULL AND OLD."sign" IS NOT NULL)
BEGIN
  UPDATE "shops" SET "sign" = ('S' || id
) WHERE "id" = NEW."id" AND NOT (NEW."sign" COLLATE BINARY IS NOT OLD."sign") AND (OLD."sign" IS NULL OR OLD."sign" COLLATE BINARY IS (SELECT ('S' || id
) FROM (SELECT OLD."id" AS "id") AS "shops"))
    AND "sign" COLLATE BINARY IS NOT ('S' || id
);
  SELECT RAISE(ABORT, 'NOT NULL constraint failed: shops.sign') FROM "shops" WHERE "id" = NEW."id" AND "sign" IS NULL AND OLD."sign" IS NOT NULL;
END;

-- [backfill-4] look for rows that the CHECK shops_sign of shops.sign would refuse
--   lock: none on shops; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 AND NOT (sign LIKE 'S%'
) LIMIT 5;

-- [backfill-5] look for duplicates that index shops_sign_key would refuse
--   lock: none on shops; reads only
--   expects: no row
SELECT migrate_twice.key_1 AS "sign", migrate_twice."rows",
  (SELECT group_concat(migrate_row, ', ') FROM (SELECT "id" AS migrate_row FROM "shops"
    WHERE "sign" IS NOT NULL AND "sign" = migrate_twice.key_1 ORDER BY "id" LIMIT 5))
  || CASE WHEN migrate_twice."rows" > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "sign" AS key_1, count(*) AS "rows" FROM "shops"
  WHERE "sign" IS NOT NULL GROUP BY "sign" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-6] make sign of shops unique
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: the index is built in one go; SQLite has no other way; readers go on in WAL mode, a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: a unique index serves ON CONFLICT and foreign keys as a constraint does
--   runs: in one transaction with its record
--   undo: DROP INDEX IF EXISTS "shops_sign_key"
CREATE UNIQUE INDEX "shops_sign_key" ON "shops" ("sign");

-- [backfill-7] look for duplicates that index shops_mother_key would refuse
--   lock: none on shops; reads only
--   expects: no row
SELECT migrate_twice.key_1 AS "mother", migrate_twice."rows",
  (SELECT group_concat(migrate_row, ', ') FROM (SELECT "id" AS migrate_row FROM "shops"
    WHERE "mother" IS NOT NULL AND "mother" = migrate_twice.key_1 ORDER BY "id" LIMIT 5))
  || CASE WHEN migrate_twice."rows" > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "mother" AS key_1, count(*) AS "rows" FROM "shops"
  WHERE "mother" IS NOT NULL GROUP BY "mother" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-8] make mother of shops unique
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: the index is built in one go; SQLite has no other way; readers go on in WAL mode, a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: a unique index serves ON CONFLICT and foreign keys as a constraint does
--   runs: in one transaction with its record
--   undo: DROP INDEX IF EXISTS "shops_mother_key"
CREATE UNIQUE INDEX "shops_mother_key" ON "shops" ("mother");

-- ==== contract
-- [contract-1] look for rows that the CHECK shops_sign of shops.sign would refuse, again
--   lock: none on shops; reads only; a reader never blocks a writer in WAL mode
--   why: rows that the server would refuse are named before it is asked
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch (a row returned is in the way):
--     ?1 = from.id, ?2 = to.id
SELECT "id" FROM "shops" WHERE "id" >= ?1 AND "id" <= ?2 AND NOT (sign LIKE 'S%'
) LIMIT 5;

-- [contract-2] end the filling of shops.sign
--   strategy: in place
--   lock: write lock on the database file, one read of the table, then milliseconds; proof and NOT NULL belong in one transaction
--   why: old code, which leaves the column out, is gone
--   runs: in one transaction with its record
UPDATE migrate_guard SET expectation = 'no row of shops has a NULL in sign', holds = (NOT EXISTS (SELECT 1 FROM "shops" WHERE "sign" IS NULL));
PRAGMA writable_schema=ON;
UPDATE sqlite_schema SET sql = replace(sql, '/*migrate_pending__shops__sign*/', 'NOT NULL DEFAULT ''S?'' CONSTRAINT "shops_sign" CHECK (sign LIKE ''S%''
)')
WHERE type = 'table' AND name = 'shops' AND length(sql) - length(replace(sql, '/*migrate_pending__shops__sign*/', '')) = length('/*migrate_pending__shops__sign*/');
PRAGMA writable_schema=RESET;
UPDATE migrate_guard SET expectation = 'shops.sign is as it was asked for', holds = (SELECT "notnull" = 1 FROM pragma_table_info('shops') WHERE name = 'sign');
DROP TRIGGER IF EXISTS "migrate_derive__shops__sign__insert";
DROP TRIGGER IF EXISTS "migrate_derive__shops__sign__update";
UPDATE migrate_guard SET expectation = 'every row of shops passes the CHECK of sign', holds = (NOT EXISTS (SELECT 1 FROM "shops" WHERE NOT(sign LIKE 'S%'
)));
