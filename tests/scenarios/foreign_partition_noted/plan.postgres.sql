-- migration: foreign_partition_noted
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
-- note: partitions of events are foreign tables (events_2025): their servers need column size before expand, or statements that read it there fail, SELECT * among them

-- ==== expand
-- [expand-1] add events.size
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; nothing is rewritten
--   why: an empty column is a change of the catalog alone
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."events"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
--       LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
--     END
--     $migrate$
--   undo: ALTER TABLE IF EXISTS "public"."events" DROP COLUMN IF EXISTS "size"
--   loss: values of events.size, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."events" WHERE NOT ("size" IS NOT DISTINCT FROM NULL) LIMIT 1000) AS found
LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."events" ADD COLUMN "size" integer;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
