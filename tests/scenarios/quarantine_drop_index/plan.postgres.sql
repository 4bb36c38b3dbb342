-- migration: quarantine_drop_index
-- description: Drop two indexes, which no statement uses for a day before they go, where the server can have it so
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
-- note: quarantine: nothing of this can be hidden; contract waits 1d with the old shape in its place

-- ==== expand
-- nothing to do

-- ==== backfill
-- nothing to do

-- ==== contract
-- ---- after 1d in quarantine
-- [contract-1] drop index events_kind of events
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on events, until older transactions have ended; reads and writes go on
--   why: a plain DROP INDEX would queue every reader behind it
--   destructive: cannot be rolled back
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN to_regclass('"public"."events_kind"') IS NULL THEN 1 ELSE 0 END AS state
--   runs: on its own
DROP INDEX CONCURRENTLY IF EXISTS "public"."events_kind";

-- [contract-2] drop index events_code of events
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on events, until older transactions have ended; reads and writes go on
--   why: a plain DROP INDEX would queue every reader behind it
--   destructive: cannot be rolled back
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN to_regclass('"public"."events_code"') IS NULL THEN 1 ELSE 0 END AS state
--   runs: on its own
DROP INDEX CONCURRENTLY IF EXISTS "public"."events_code";
