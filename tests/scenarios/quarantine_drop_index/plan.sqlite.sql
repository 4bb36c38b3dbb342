-- migration: quarantine_drop_index
-- description: Drop two indexes, which no statement uses for a day before they go, where the server can have it so
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: quarantine: nothing of this can be hidden; contract waits 1d with the old shape in its place

-- ==== expand
-- nothing to do

-- ==== backfill
-- nothing to do

-- ==== contract
-- ---- after 1d in quarantine
-- [contract-1] drop index events_kind of events
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code may still need it for its queries until it is gone
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP INDEX IF EXISTS "events_kind";

-- [contract-2] drop index events_code of events
--   strategy: instant
--   lock: write lock on the database file, milliseconds: catalog only; readers go on in WAL mode; other writers wait as for any short write
--   why: old code may still need it for its queries until it is gone
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP INDEX IF EXISTS "events_code";
