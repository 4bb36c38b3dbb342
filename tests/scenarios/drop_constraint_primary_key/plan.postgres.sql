-- migration: drop_constraint_primary_key
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
-- note: primary key posts_pkey holds until contract, for new code too

-- ==== expand
-- nothing to do

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] drop constraint posts_pkey of posts
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on posts, milliseconds: catalog only; no row is read
--   why: old code's ON CONFLICT and logical replication need the key
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_pkey";
