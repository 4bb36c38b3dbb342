-- migration: create_index_functional
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
-- [expand-1] build index contacts_lower on contacts
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on contacts, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__contacts__contacts_lower"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__contacts__contacts_lower"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__contacts__contacts_lower"
CREATE INDEX CONCURRENTLY "migrate_build__contacts__contacts_lower" ON "public"."contacts" USING "btree" ((lower(email)), "n" DESC);

-- [expand-2] give the index its name, contacts_lower
--   strategy: instant
--   lock: SHARE UPDATE EXCLUSIVE on index migrate_build__contacts__contacts_lower, milliseconds: catalog only; reads and writes go on
--   why: it fails, and takes nothing, where somebody else has used the name meanwhile
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF EXISTS (SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = to_regclass('"public"."contacts_lower"') AND indrelid = to_regclass('"public"."contacts"')) THEN
--         ALTER INDEX "public"."contacts_lower" RENAME TO "migrate_build__contacts__contacts_lower";
--       END IF;
--     END
--     $migrate$
ALTER INDEX "public"."migrate_build__contacts__contacts_lower" RENAME TO "contacts_lower";

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
