-- migration: add_column_generated
-- description: Columns that the server computes, on small tables
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: SQLite keeps no column comments: the comment stays in the file
-- note: total is added as a VIRTUAL generated column: SQLite cannot add a STORED one
-- note: label is added as a VIRTUAL generated column: SQLite cannot add a STORED one
-- note: tags_label_key holds from backfill on, for old code too

-- ==== expand
-- [expand-1] no row breaks the CHECK sales_total of sales.total
--   lock: none on sales; reads only
--   expects: no row
SELECT "id", "total" FROM (SELECT *, (price * quantity
) AS "total" FROM "sales") AS "sales"
WHERE NOT (total >= 0
) LIMIT 5;

-- [expand-2] add sales.total
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: changes the stored definition only; rows get the default when they are read
--   runs: in one transaction with its record
--   undo: ALTER TABLE "sales" DROP COLUMN "total"
ALTER TABLE "sales" ADD COLUMN "total" integer GENERATED ALWAYS AS (price * quantity) VIRTUAL CONSTRAINT "sales_total" CHECK (total >= 0
);

-- [expand-3] add tags.label
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: changes the stored definition only; rows get the default when they are read
--   runs: in one transaction with its record
--   undo: ALTER TABLE "tags" DROP COLUMN "label"
ALTER TABLE "tags" ADD COLUMN "label" varchar(20) GENERATED ALWAYS AS ('tag ' || id) VIRTUAL NOT NULL;

-- ==== backfill
-- [backfill-1] look for duplicates that index tags_label_key would refuse
--   lock: none on tags; reads only
--   expects: no row
SELECT migrate_twice.key_1 AS "label", migrate_twice."rows",
  (SELECT group_concat(migrate_row, ', ') FROM (SELECT "id" AS migrate_row FROM "tags"
    WHERE "label" IS NOT NULL AND "label" = migrate_twice.key_1 ORDER BY "id" LIMIT 5))
  || CASE WHEN migrate_twice."rows" > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "label" AS key_1, count(*) AS "rows" FROM "tags"
  WHERE "label" IS NOT NULL GROUP BY "label" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-2] make label of tags unique
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: the index is built in one go; SQLite has no other way; readers go on in WAL mode, a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: a unique index serves ON CONFLICT and foreign keys as a constraint does
--   runs: in one transaction with its record
--   undo: DROP INDEX IF EXISTS "tags_label_key"
CREATE UNIQUE INDEX "tags_label_key" ON "tags" ("label");

-- ==== contract
-- nothing to do
