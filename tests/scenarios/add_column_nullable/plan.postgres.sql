-- migration: add_column_nullable
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
-- [expand-1] add users.nick
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; nothing is rewritten
--   why: an empty column is a change of the catalog alone
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "nick"
--   loss: values of users.nick, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."users" WHERE NOT ("nick" IS NOT DISTINCT FROM NULL) LIMIT 1000) AS found
ALTER TABLE "public"."users" ADD COLUMN "nick" VARCHAR(30);

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
