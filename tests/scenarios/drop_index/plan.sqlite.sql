-- migration: drop_index
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0

-- ==== expand
-- nothing to do

-- ==== backfill
-- nothing to do

-- ==== contract
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
