-- migration: create_constraint_unique
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
-- note: from backfill on no duplicates of members (team, badge) are taken, from old code neither: new code's ON CONFLICT needs the index before contract

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] look for duplicates that constraint members_badge would refuse
--   lock: ACCESS SHARE on members, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "team", migrate_twice.key_2 AS "badge", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "id"::text AS migrate_row FROM "public"."members"
    WHERE "team" IS NOT DISTINCT FROM migrate_twice.key_1 AND "badge" IS NOT DISTINCT FROM migrate_twice.key_2
    ORDER BY "id" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "team" AS key_1, "badge" AS key_2, count(*) AS rows FROM "public"."members"
  WHERE "team" IS NOT NULL AND "badge" IS NOT NULL
  GROUP BY "team", "badge" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-2] build index members_badge on members
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on members, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__members__members_badge"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__members__members_badge"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__members__members_badge"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__members__members_badge" ON "public"."members" USING "btree" ("team", "badge");

-- [backfill-3] make members (team, badge) unique by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on members, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."members" DROP CONSTRAINT IF EXISTS "members_badge"
ALTER TABLE "public"."members" ADD CONSTRAINT "members_badge" UNIQUE USING INDEX "migrate_build__members__members_badge";

-- ==== contract
-- nothing to do
