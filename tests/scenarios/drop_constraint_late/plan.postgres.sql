-- migration: drop_constraint_late
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
-- note: foreign key posts_user acts on DELETE or UPDATE, which old code relies on: it holds until contract, for new code too

-- ==== expand
-- nothing to do

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] drop constraint posts_user of posts
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on posts, users, milliseconds: catalog only; no row is read
--   why: old code relies on what the key does on DELETE and UPDATE
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DO $migrate$
BEGIN
  IF to_regclass('"public"."users"') IS NULL THEN
    LOCK TABLE "public"."posts" IN ACCESS EXCLUSIVE MODE;
  ELSE
  LOCK TABLE "public"."posts", "public"."users" IN SHARE UPDATE EXCLUSIVE MODE;
  BEGIN
    LOCK TABLE "public"."posts" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE "public"."posts" IN ACCESS EXCLUSIVE MODE;
  END;
  END IF;
END
$migrate$;
ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_user";
