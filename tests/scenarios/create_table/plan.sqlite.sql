-- migration: create_table
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

-- ==== expand
-- [expand-1] create table teams
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: nobody uses it yet
--   runs: in one transaction with its record
--   undo: DROP TABLE IF EXISTS "teams"
--   lock of undo: write lock on the database file, in proportion to the table: its pages go to the free list; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: rows of table teams, counted by SELECT count(*) FROM (SELECT 1 FROM "teams" LIMIT 1000)
CREATE TABLE "teams" (
  "id" INTEGER PRIMARY KEY NOT NULL,
  "slug" VARCHAR(40) NOT NULL UNIQUE,
  "seats" INTEGER NOT NULL DEFAULT 5,
  "motto" VARCHAR(100)
);

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
