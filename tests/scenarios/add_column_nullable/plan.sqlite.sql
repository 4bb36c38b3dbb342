-- migration: add_column_nullable
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

-- ==== expand
-- [expand-1] add users.nick
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: changes the stored definition only; rows get the default when they are read
--   runs: in one transaction with its record
--   undo: ALTER TABLE "users" DROP COLUMN "nick"
--   lock of undo: write lock on the database file, in proportion to the table: DROP COLUMN writes every row anew; readers go on in WAL mode; a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   loss: values of users.nick, counted by SELECT count(*) FROM (SELECT 1 FROM "users" WHERE "nick" COLLATE BINARY IS NOT NULL LIMIT 1000)
ALTER TABLE "users" ADD COLUMN "nick" VARCHAR(30);

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
