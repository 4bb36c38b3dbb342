-- migration: set_replica_identity
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
-- note: with replica identity full each UPDATE and DELETE of b writes the whole old row to the log

-- ==== expand
-- [expand-1] set the replica identity of a
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on a, milliseconds: catalog only; no row is read
--   why: it says what the log holds of rows changed from now on; no statement of the application sees it
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."a" REPLICA IDENTITY DEFAULT
ALTER TABLE "public"."a" REPLICA IDENTITY USING INDEX "a_code";

-- [expand-2] set the replica identity of b
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on b, milliseconds: catalog only; no row is read
--   why: it says what the log holds of rows changed from now on; no statement of the application sees it
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."b" REPLICA IDENTITY DEFAULT
ALTER TABLE "public"."b" REPLICA IDENTITY FULL;

-- [expand-3] set the replica identity of c
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on c, milliseconds: catalog only; no row is read
--   why: it says what the log holds of rows changed from now on; no statement of the application sees it
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."c" REPLICA IDENTITY FULL
ALTER TABLE "public"."c" REPLICA IDENTITY DEFAULT;

-- [expand-4] set the replica identity of d
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on d, milliseconds: catalog only; no row is read
--   why: it says what the log holds of rows changed from now on; no statement of the application sees it
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."d" REPLICA IDENTITY DEFAULT
ALTER TABLE "public"."d" REPLICA IDENTITY NOTHING;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
