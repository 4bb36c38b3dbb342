-- migration: carried_along_key
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
-- note: until contract sessions_pkey stays the primary key of sessions, and the new one is a unique index: new code must not name it in ON CONFLICT ON CONSTRAINT before
-- note: from contract on (id) may hold duplicates: create a unique constraint over them if they must not
-- note: from backfill on no duplicates of sessions (tenant, token) are taken, from old code neither: new code's ON CONFLICT needs the index before contract

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] look for duplicates that constraint sessions_key would refuse
--   lock: ACCESS SHARE on sessions, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "tenant", migrate_twice.key_2 AS "token", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "id"::text AS migrate_row FROM "public"."sessions"
    WHERE "tenant" IS NOT DISTINCT FROM migrate_twice.key_1 AND "token" IS NOT DISTINCT FROM migrate_twice.key_2
    ORDER BY "id" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "tenant" AS key_1, "token" AS key_2, count(*) AS rows FROM "public"."sessions"
  WHERE "tenant" IS NOT NULL AND "token" IS NOT NULL
  GROUP BY "tenant", "token" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-2] build index sessions_key on sessions
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on sessions, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__sessions__sessions_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__sessions__sessions_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__sessions__sessions_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__sessions__sessions_key" ON "public"."sessions" USING "btree" ("tenant", "token");

-- ==== contract
-- [contract-1] make sessions (tenant, token) the primary key by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on sessions, milliseconds: catalog only; the index is there already
--   why: the table is never without a key, and old code's ON CONFLICT no longer needs the old
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
ALTER TABLE "public"."sessions" DROP CONSTRAINT "sessions_pkey";
ALTER TABLE "public"."sessions" ADD CONSTRAINT "sessions_key" PRIMARY KEY USING INDEX "migrate_build__sessions__sessions_key";
