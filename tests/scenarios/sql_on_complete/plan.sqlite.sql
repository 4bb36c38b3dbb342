-- migration: sql_on_complete
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

-- ==== expand
-- nothing to do

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] run ALTER TABLE USERS
--   lock: write lock on the database file, as long as the statements run; the statements are the user's own
--   why: as written in the file
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
ALTER TABLE users DROP COLUMN legacy;
