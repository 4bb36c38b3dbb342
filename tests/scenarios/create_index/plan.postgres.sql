-- migration: create_index
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
-- [expand-1] build index events_kind_day on events
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on events, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__events__events_kind_day"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__events__events_kind_day"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__events__events_kind_day"
CREATE INDEX CONCURRENTLY "migrate_build__events__events_kind_day" ON "public"."events" USING "btree" ("kind", "at_day" DESC);

-- [expand-2] give the index its name, events_kind_day
--   strategy: instant
--   lock: SHARE UPDATE EXCLUSIVE on index migrate_build__events__events_kind_day, milliseconds: catalog only; reads and writes go on
--   why: it fails, and takes nothing, where somebody else has used the name meanwhile
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF EXISTS (SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = to_regclass('"public"."events_kind_day"') AND indrelid = to_regclass('"public"."events"')) THEN
--         ALTER INDEX "public"."events_kind_day" RENAME TO "migrate_build__events__events_kind_day";
--       END IF;
--     END
--     $migrate$
ALTER INDEX "public"."migrate_build__events__events_kind_day" RENAME TO "events_kind_day";

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
