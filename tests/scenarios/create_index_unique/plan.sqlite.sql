-- migration: create_index_unique
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

-- ==== expand
-- [expand-1] look for duplicates that index members_badge would refuse
--   lock: none on members; reads only
--   expects: no row
SELECT migrate_twice.key_1 AS "team", migrate_twice.key_2 AS "badge", migrate_twice."rows",
  (SELECT group_concat(migrate_row, ', ') FROM (SELECT "id" AS migrate_row FROM "members"
    WHERE "team" IS NOT NULL AND "badge" IS NOT NULL AND "team" = migrate_twice.key_1 AND "badge" = migrate_twice.key_2 ORDER BY "id" LIMIT 5))
  || CASE WHEN migrate_twice."rows" > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "team" AS key_1, "badge" AS key_2, count(*) AS "rows" FROM "members"
  WHERE "team" IS NOT NULL AND "badge" IS NOT NULL GROUP BY "team", "badge" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [expand-2] create index members_badge on members
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: the index is built in one go; SQLite has no other way; readers go on in WAL mode, a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: one statement: SQLite builds an index in a single write transaction
--   runs: in one transaction with its record
--   undo: DROP INDEX IF EXISTS "members_badge"
CREATE UNIQUE INDEX "members_badge" ON "members" ("team", "badge");

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
