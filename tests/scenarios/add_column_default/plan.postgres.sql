-- migration: add_column_default
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
-- [expand-1] add users.status
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; nothing is rewritten
--   why: a default that is constant is kept in the catalog, not written to every row
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "status"
--   loss: values of users.status, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."users" WHERE ROW("status")::record OPERATOR(pg_catalog.*<>) ROW(CAST(('it''s on') AS VARCHAR(20)))::record LIMIT 1000) AS found
ALTER TABLE "public"."users" ADD COLUMN "status" VARCHAR(20) DEFAULT ('it''s on') NOT NULL;

-- [expand-2] add users.score
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; nothing is rewritten
--   why: a default that is constant is kept in the catalog, not written to every row
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "score"
--   loss: values of users.score, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."users" WHERE ROW("score")::record OPERATOR(pg_catalog.*<>) ROW(CAST((7) AS INTEGER))::record LIMIT 1000) AS found
ALTER TABLE "public"."users" ADD COLUMN "score" INTEGER DEFAULT (7) NOT NULL;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
