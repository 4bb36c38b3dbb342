-- migration: drop_constraint_unique
-- description: PostgreSQL can put a unique constraint back without blocking, so it goes in expand
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
-- note: a rollback is refused while rows of posts break posts_slug
-- note: index posts_slug goes with its constraint in expand: ON CONFLICT (slug) fails from then on, in old code too; create_index first where queries need one

-- ==== expand
-- [expand-1] drop constraint posts_slug of posts
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on posts, milliseconds: catalog only; no row is read
--   why: new code writes what it refuses
--   runs: in one transaction with its record
--   undo: ALTER TABLE "public"."posts" ADD CONSTRAINT "posts_slug" UNIQUE USING INDEX "migrate_build__posts__posts_slug" DEFERRABLE INITIALLY DEFERRED
ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_slug";

-- [expand-2] leave the name free by which a rollback builds index posts_slug again
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on posts, until older transactions have ended; reads and writes go on; it waits for transactions that began before it
--   why: a rollback must not block writes while the index is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 1 WHEN i.indisvalid AND i.indisready THEN 0 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__posts__posts_slug"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__posts__posts_slug"
--   runs: on its own
--   undo: DO $migrate$
--     DECLARE
--       migrate_rows text;
--     BEGIN
--       SELECT string_agg(migrate_row::text, ', ') INTO migrate_rows
--       FROM (SELECT "id" FROM "public"."posts" WHERE EXISTS (SELECT 1 FROM "public"."posts" AS other WHERE other."slug" = "posts"."slug" AND other.ctid <> "posts".ctid) LIMIT 5) AS migrate_row;
--       IF migrate_rows IS NOT NULL THEN
--         RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'constraint posts_slug cannot be put back: change or delete the rows of posts that break it, among them (id) = ' || migrate_rows;
--       END IF;
--     END
--     $migrate$
--   undo: CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__posts__posts_slug" ON "public"."posts" USING btree (slug)
--   loss: rows of posts that constraint posts_slug refuses, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."posts" WHERE EXISTS (SELECT 1 FROM "public"."posts" AS other WHERE other."slug" = "posts"."slug" AND other.ctid <> "posts".ctid) LIMIT 1000) AS found
DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__posts__posts_slug";

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
