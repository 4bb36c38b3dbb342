-- migration: backfill_purge
-- description: Events of the last century go
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: the backfill at migrations/backfill_purge.sql:3 has no `down`: rollback leaves what it did to rows

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] delete from events in batches
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches; each commits with its checkpoint, so that no range is done twice
--   batches: table events by number; each commits together with its checkpoint
--   first key, once:
SELECT "number" FROM "events" ORDER BY "number" LIMIT 1;
--   last key, once:
SELECT "number" FROM "events" ORDER BY "number" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.number, ?2 = end.number, ?3 = batch size - 1
SELECT "number" FROM "events" WHERE "number" >= ?1 AND "number" <= ?2 ORDER BY "number" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.number, ?2 = to.number
DELETE FROM events WHERE ("events"."number" >= ?1 AND "events"."number" <= ?2) AND created < 100;

-- ==== contract
-- nothing to do
