-- migration: drop_multicolumn_constraint
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
-- note: old code reads what new code writes to tickets; `down` mends the rows that break tickets_seat when it is rolled back

-- ==== expand
-- [expand-1] drop constraint tickets_seat of tickets
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on tickets, milliseconds: catalog only; no row is read
--   why: new code writes what it refuses
--   probe: SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"public"."tickets"') AND conname = 'tickets_seat' AND convalidated) THEN 0 ELSE 1 END AS state
--   runs: on its own
--   undo: ALTER TABLE "public"."tickets" DROP CONSTRAINT IF EXISTS "tickets_seat"
--   undo: ALTER TABLE "public"."tickets" ADD CONSTRAINT "tickets_seat" CHECK ((seat < rows)) NOT VALID
--   undo: UPDATE "public"."tickets" SET "rows" = (seat + 1) WHERE ((seat < rows)) IS FALSE
--   undo: ALTER TABLE "public"."tickets" VALIDATE CONSTRAINT "tickets_seat"
EXPLAIN UPDATE "public"."tickets" SET "rows" = (seat + 1) WHERE false;
EXPLAIN SELECT (seat + 1) AS value FROM (SELECT * FROM "public"."tickets") AS "tickets";
ALTER TABLE "public"."tickets" DROP CONSTRAINT IF EXISTS "tickets_seat";

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
