-- migration: transaction_timeout
-- description: A step that takes longer than the database lets a transaction take
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
-- [expand-1] run DO $$ BEGIN PERFORM pg_sleep(0.5); CREATE TABLE notes_see…
--   lock: as the statements take it, not known; SQL of your own is run as it stands
--   why: all of it commits together with its record
--   runs: in one transaction with its record
--   undo: DROP TABLE notes_seen
DO $$ BEGIN PERFORM pg_sleep(0.5); CREATE TABLE notes_seen (note integer REFERENCES notes, at timestamptz); END $$;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
