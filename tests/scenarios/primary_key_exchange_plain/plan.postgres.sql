-- migration: primary_key_exchange_plain
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
-- note: until contract visits_old stays the primary key of visits, and the new one is a unique index: new code must not name it in ON CONFLICT ON CONSTRAINT before
-- note: from contract on (id) may hold duplicates: create a unique constraint over them if they must not
-- note: from backfill on no duplicates of visits (page, id) are taken, from old code neither: new code's ON CONFLICT needs the index before contract

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] look for duplicates that constraint visits_pk would refuse
--   lock: ACCESS SHARE on visits, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "page", migrate_twice.key_2 AS "id", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "id"::text AS migrate_row FROM "public"."visits"
    WHERE "page" IS NOT DISTINCT FROM migrate_twice.key_1 AND "id" IS NOT DISTINCT FROM migrate_twice.key_2
    ORDER BY "id" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "page" AS key_1, "id" AS key_2, count(*) AS rows FROM "public"."visits"
  WHERE "page" IS NOT NULL AND "id" IS NOT NULL
  GROUP BY "page", "id" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-2] build index visits_pk on visits
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on visits, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__visits__visits_pk"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__visits__visits_pk"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__visits__visits_pk"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__visits__visits_pk" ON "public"."visits" USING "btree" ("page", "id");

-- ==== contract
-- [contract-1] make visits (page, id) the primary key by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on visits, milliseconds: catalog only; the index is there already
--   why: the table is never without a key, and old code's ON CONFLICT no longer needs the old
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
ALTER TABLE "public"."visits" DROP CONSTRAINT "visits_old";
ALTER TABLE "public"."visits" ADD CONSTRAINT "visits_pk" PRIMARY KEY USING INDEX "migrate_build__visits__visits_pk";
