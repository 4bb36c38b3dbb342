-- migration: sql_on_complete
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
-- [contract-1] run ALTER TABLE users DROP COLUMN legacy
--   lock: as the statements take it, not known; SQL of your own is run as it stands
--   why: all of it commits together with its record
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
ALTER TABLE users DROP COLUMN legacy;
