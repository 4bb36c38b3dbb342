-- migration: alter_column_unique
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: users_email_once holds from backfill on, for old code too

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] look for duplicates that index users_email_once would refuse
--   lock: none on users; reads only
--   expects: no row
SELECT migrate_twice.key_1 AS "email", migrate_twice."rows",
  (SELECT group_concat(migrate_row, ', ') FROM (SELECT "id" AS migrate_row FROM "users"
    WHERE "email" IS NOT NULL AND "email" = migrate_twice.key_1 ORDER BY "id" LIMIT 5))
  || CASE WHEN migrate_twice."rows" > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "email" AS key_1, count(*) AS "rows" FROM "users"
  WHERE "email" IS NOT NULL GROUP BY "email" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-2] make email of users unique
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: the index is built in one go; SQLite has no other way; readers go on in WAL mode, a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: a unique index serves ON CONFLICT and foreign keys as a constraint does
--   runs: in one transaction with its record
--   undo: DROP INDEX IF EXISTS "users_email_once"
CREATE UNIQUE INDEX "users_email_once" ON "users" ("email");

-- ==== contract
-- nothing to do
