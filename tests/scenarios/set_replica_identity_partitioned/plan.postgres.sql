-- migration: set_replica_identity_partitioned
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
-- note: a partition of events that is made or attached from now on has the replica identity that it is given, not this one
-- note: with replica identity full each UPDATE and DELETE of logs writes the whole old row to the log
-- note: a partition of logs that is made or attached from now on has the replica identity that it is given, not this one

-- ==== expand
-- [expand-1] set the replica identity of events
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events, milliseconds: catalog only; no row is read
--   why: it says what the log holds of rows changed from now on; no statement of the application sees it
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."events" REPLICA IDENTITY DEFAULT
ALTER TABLE "public"."events" REPLICA IDENTITY USING INDEX "events_once";

-- [expand-2] set the replica identity of events_2
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events_2, milliseconds: catalog only; no row is read
--   why: it says what the log holds of rows changed from now on; no statement of the application sees it
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."events_2" REPLICA IDENTITY DEFAULT
ALTER TABLE "public"."events_2" REPLICA IDENTITY USING INDEX "events_2_id_day_key";

-- [expand-3] set the replica identity of events_1
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events_1, milliseconds: catalog only; no row is read
--   why: it says what the log holds of rows changed from now on; no statement of the application sees it
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."events_1" REPLICA IDENTITY DEFAULT
ALTER TABLE "public"."events_1" REPLICA IDENTITY USING INDEX "events_1_id_day_key";

-- [expand-4] set the replica identity of events_2_a
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events_2_a, milliseconds: catalog only; no row is read
--   why: it says what the log holds of rows changed from now on; no statement of the application sees it
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."events_2_a" REPLICA IDENTITY DEFAULT
ALTER TABLE "public"."events_2_a" REPLICA IDENTITY USING INDEX "events_2_a_id_day_key";

-- [expand-5] set the replica identity of logs
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on logs, milliseconds: catalog only; no row is read
--   why: it says what the log holds of rows changed from now on; no statement of the application sees it
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."logs" REPLICA IDENTITY DEFAULT
ALTER TABLE "public"."logs" REPLICA IDENTITY FULL;

-- [expand-6] set the replica identity of logs_1
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on logs_1, milliseconds: catalog only; no row is read
--   why: it says what the log holds of rows changed from now on; no statement of the application sees it
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."logs_1" REPLICA IDENTITY DEFAULT
ALTER TABLE "public"."logs_1" REPLICA IDENTITY FULL;

-- [expand-7] set the replica identity of logs_2
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on logs_2, milliseconds: catalog only; no row is read
--   why: it says what the log holds of rows changed from now on; no statement of the application sees it
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."logs_2" REPLICA IDENTITY NOTHING
ALTER TABLE "public"."logs_2" REPLICA IDENTITY FULL;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
