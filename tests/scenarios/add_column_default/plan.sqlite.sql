-- migration: add_column_default
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

-- ==== expand
-- [expand-1] add users.status
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: changes the stored definition only; rows get the default when they are read
--   runs: in one transaction with its record
--   undo: ALTER TABLE "users" DROP COLUMN "status"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of users.status, counted by SELECT count(*) FROM (SELECT 1 FROM "users" WHERE "status" COLLATE BINARY IS NOT ('it''s on') LIMIT 1000)
ALTER TABLE "users" ADD COLUMN "status" VARCHAR(20) NOT NULL DEFAULT 'it''s on';

-- [expand-2] add users.score
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: changes the stored definition only; rows get the default when they are read
--   runs: in one transaction with its record
--   undo: ALTER TABLE "users" DROP COLUMN "score"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of users.score, counted by SELECT count(*) FROM (SELECT 1 FROM "users" WHERE "score" COLLATE BINARY IS NOT (7) LIMIT 1000)
ALTER TABLE "users" ADD COLUMN "score" INTEGER NOT NULL DEFAULT 7;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
