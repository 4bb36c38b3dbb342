-- migration: drop_index_partitioned
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

-- ==== expand
-- nothing to do

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] drop index events_kind of events and its partitions
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events and its partitions, milliseconds: catalog only; the files are removed at commit
--   why: PostgreSQL drops a partitioned index as a whole and not CONCURRENTLY; the lock is asked for briefly, and again
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DO $migrate$
BEGIN
  IF to_regclass('"public"."events"') IS NULL THEN
    RETURN;
  END IF;
  LOCK TABLE "public"."events" IN SHARE UPDATE EXCLUSIVE MODE;
  LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."events" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
DROP INDEX IF EXISTS "public"."events_kind";
