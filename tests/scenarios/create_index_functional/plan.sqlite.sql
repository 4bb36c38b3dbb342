-- migration: create_index_functional
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

-- ==== expand
-- [expand-1] create index contacts_lower on contacts
--   strategy: in place
--   lock: write lock on the database file, in proportion to the table: the index is built in one go; SQLite has no other way; readers go on in WAL mode, a writer whose busy_timeout is shorter gets SQLITE_BUSY
--   why: one statement: SQLite builds an index in a single write transaction
--   runs: in one transaction with its record
--   undo: DROP INDEX IF EXISTS "contacts_lower"
CREATE INDEX "contacts_lower" ON "contacts" (lower(email), "n" DESC);

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
