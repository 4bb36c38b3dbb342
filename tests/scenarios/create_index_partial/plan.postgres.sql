-- migration: create_index_partial
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
-- [expand-1] look for duplicates that index jobs_open would refuse
--   lock: ACCESS SHARE on jobs, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "name", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "id"::text AS migrate_row FROM "public"."jobs"
    WHERE "name" IS NOT DISTINCT FROM migrate_twice.key_1 AND (done = 0)
    ORDER BY "id" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "name" AS key_1, count(*) AS rows FROM "public"."jobs"
  WHERE "name" IS NOT NULL AND (done = 0)
  GROUP BY "name" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [expand-2] build index jobs_open on jobs
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on jobs, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__jobs__jobs_open"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__jobs__jobs_open"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__jobs__jobs_open"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__jobs__jobs_open" ON "public"."jobs" USING "btree" ("name") WHERE (done = 0);

-- [expand-3] give the index its name, jobs_open
--   strategy: instant
--   lock: SHARE UPDATE EXCLUSIVE on index migrate_build__jobs__jobs_open, milliseconds: catalog only; reads and writes go on
--   why: it fails, and takes nothing, where somebody else has used the name meanwhile
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF EXISTS (SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = to_regclass('"public"."jobs_open"') AND indrelid = to_regclass('"public"."jobs"')) THEN
--         ALTER INDEX "public"."jobs_open" RENAME TO "migrate_build__jobs__jobs_open";
--       END IF;
--     END
--     $migrate$
ALTER INDEX "public"."migrate_build__jobs__jobs_open" RENAME TO "jobs_open";

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
