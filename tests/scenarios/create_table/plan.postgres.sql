-- migration: create_table
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
-- [expand-1] create table teams
--   strategy: instant
--   lock: none on teams; nobody knows the table yet
--   why: a new table is in nobody's way
--   runs: in one transaction with its record
--   undo: DROP TABLE IF EXISTS "public"."teams"
--   lock of undo: ACCESS EXCLUSIVE on teams, milliseconds: catalog only; the files are removed at commit
--   loss: rows of table teams, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."teams" LIMIT 1000) AS found
CREATE TABLE "public"."teams" (
  "id" INTEGER NOT NULL PRIMARY KEY,
  "slug" VARCHAR(40) NOT NULL UNIQUE,
  "seats" INTEGER DEFAULT (5) NOT NULL,
  "motto" VARCHAR(100)
);

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
