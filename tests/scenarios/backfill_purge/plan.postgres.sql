-- migration: backfill_purge
-- description: Events of the last century go
-- session: SET search_path = public
-- session: SET client_min_messages = error
-- session: SET standard_conforming_strings = on
-- session: SET TimeZone = 'UTC'
-- session: SET DateStyle = 'ISO, MDY'
-- session: SET IntervalStyle = 'postgres'
-- session: SET bytea_output = 'hex'
-- session: SET extra_float_digits = 1
-- session: SET statement_timeout = 0
-- session: SET default_transaction_isolation = 'read committed'
-- session: SET jit = off
-- session: SET row_security = off
-- note: the backfill at migrations/backfill_purge.sql:3 has no `down`: rollback leaves what it did to rows

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] delete from events in batches
--   strategy: in place
--   lock: ROW EXCLUSIVE on events, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: short batches; each commits with its checkpoint, so that no range is done twice
--   batches: table events by number; each commits together with its checkpoint
--   first key, once:
SELECT "number" FROM "public"."events" ORDER BY "number" LIMIT 1;
--   last key, once:
SELECT "number" FROM "public"."events" ORDER BY "number" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.number, $2 = end.number, $3 = batch size - 1
SELECT "number" FROM "public"."events" WHERE "number" >= $1::integer AND "number" <= $2::integer ORDER BY "number" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL plan_cache_mode = force_custom_plan;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.number, $2 = to.number
DELETE FROM events WHERE ("events"."number" >= $1::integer AND "events"."number" <= $2::integer) AND created < 100;

-- ==== contract
-- nothing to do
