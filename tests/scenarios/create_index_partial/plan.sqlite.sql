-- migration: create_index_partial
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

-- ==== expand
-- [expand-1] look for duplicates that index jobs_open would refuse
--   lock: none on jobs; reads only
--   expects: no row
SELECT migrate_twice.key_1 AS "name", migrate_twice."rows",
  (SELECT group_concat(migrate_row, ', ') FROM (SELECT "id" AS migrate_row FROM "jobs"
    WHERE "name" IS NOT NULL AND (done = 0
) AND "name" = migrate_twice.key_1 ORDER BY "id" LIMIT 5))
  || CASE WHEN migrate_twice."rows" > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "name" AS key_1, count(*) AS "rows" FROM "jobs"
  WHERE "name" IS NOT NULL AND (done = 0
) GROUP BY "name" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [expand-2] create index jobs_open on jobs
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: the index is built in one go; SQLite has no other way; readers go on in WAL mode, a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: one statement: SQLite builds an index in a single write transaction
--   runs: in one transaction with its record
--   undo: DROP INDEX IF EXISTS "jobs_open"
CREATE UNIQUE INDEX "jobs_open" ON "jobs" ("name") WHERE done = 0;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
