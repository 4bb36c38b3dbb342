-- migration: alter_column_drop_default
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
-- [contract-1] drop the default of users.plan
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; no row is read
--   why: old code may leave the column out
--   runs: in one transaction with its record
ALTER TABLE "public"."users" ALTER COLUMN "plan" DROP DEFAULT;
