-- migration: drop_constraint_described
-- description: Constraints that have comments, one that is the order of the table
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
-- note: old code reads what new code writes to posts; `down` mends the rows that break posts_year when it is rolled back
-- note: old code reads what new code writes to posts; `down` mends the rows that break posts_parent when it is rolled back
-- note: a rollback is refused while rows of posts break Slug
-- note: index Slug goes with its constraint in expand: ON CONFLICT (slug) fails from then on, in old code too; create_index first where queries need one

-- ==== expand
-- [expand-1] drop constraint posts_year of posts
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on posts, milliseconds: catalog only; no row is read
--   why: new code writes what it refuses
--   probe: SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"public"."posts"') AND conname = 'posts_year' AND convalidated) THEN 0 ELSE 1 END AS state
--   runs: on its own
--   undo: ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_year"
--   undo: ALTER TABLE "public"."posts" ADD CONSTRAINT "posts_year" CHECK (((year)::text <> 'never'::text)) NOT VALID
--   undo: UPDATE "public"."posts" SET "year" = (coalesce(year, 0)) WHERE (((year)::text <> 'never'::text)) IS FALSE
--   undo: COMMENT ON CONSTRAINT posts_year ON posts IS 'a "year", it''s said'
--   undo: ALTER TABLE "public"."posts" VALIDATE CONSTRAINT "posts_year"
EXPLAIN UPDATE "public"."posts" SET "year" = (coalesce(year, 0)) WHERE false;
EXPLAIN SELECT (coalesce(year, 0)) AS value FROM (SELECT * FROM "public"."posts") AS "posts";
ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_year";

-- [expand-2] drop constraint posts_parent of posts
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on posts, a.b, milliseconds: catalog only; no row is read
--   why: new code writes what the key refuses
--   probe: SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"public"."posts"') AND conname = 'posts_parent' AND convalidated) THEN 0 ELSE 1 END AS state
--   runs: on its own
--   undo: DO $migrate$
--     BEGIN
--       LOCK TABLE "public"."posts", "public"."a.b" IN SHARE UPDATE EXCLUSIVE MODE;
--       BEGIN
--         LOCK TABLE "public"."posts" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."a.b" IN ACCESS EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         LOCK TABLE "public"."a.b" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."posts" IN ACCESS EXCLUSIVE MODE;
--       END;
--       ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_parent";
--     END
--     $migrate$
--   undo: DO $migrate$
--     BEGIN
--       LOCK TABLE "public"."posts", "public"."a.b" IN SHARE UPDATE EXCLUSIVE MODE;
--       BEGIN
--         LOCK TABLE "public"."posts" IN SHARE ROW EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."a.b" IN SHARE ROW EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         LOCK TABLE "public"."a.b" IN SHARE ROW EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."posts" IN SHARE ROW EXCLUSIVE MODE;
--       END;
--       ALTER TABLE "public"."posts" ADD CONSTRAINT "posts_parent" FOREIGN KEY (parent) REFERENCES "a.b"(id) NOT VALID;
--     END
--     $migrate$
--   undo: UPDATE "public"."posts" SET "parent" = (NULLIF(parent, 9)) WHERE ("posts"."parent" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."a.b" AS migrate_parent WHERE migrate_parent."id" = "posts"."parent"))
--   undo: COMMENT ON CONSTRAINT posts_parent ON posts IS 'who posts_year, "Slug" or posts_parent says'
--   undo: ALTER TABLE "public"."posts" VALIDATE CONSTRAINT "posts_parent"
EXPLAIN UPDATE "public"."posts" SET "parent" = (NULLIF(parent, 9)) WHERE false;
EXPLAIN SELECT (NULLIF(parent, 9)) AS value FROM (SELECT * FROM "public"."posts") AS "posts";
DO $migrate$
BEGIN
  LOCK TABLE "public"."posts", "public"."a.b" IN SHARE UPDATE EXCLUSIVE MODE;
  BEGIN
    LOCK TABLE "public"."posts" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE "public"."a.b" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    LOCK TABLE "public"."a.b" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE "public"."posts" IN ACCESS EXCLUSIVE MODE;
  END;
  ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_parent";
END
$migrate$;

-- [expand-3] drop constraint Slug of posts
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on posts, milliseconds: catalog only; no row is read
--   why: new code writes what it refuses
--   runs: in one transaction with its record
--   undo: ALTER TABLE "public"."posts" ADD CONSTRAINT "Slug" UNIQUE USING INDEX "migrate_build__posts__Slug"
--   undo: COMMENT ON CONSTRAINT "Slug" ON posts IS 'one each'
--   undo: COMMENT ON INDEX "Slug" IS 'of Slug'
--   undo: ALTER TABLE public.posts CLUSTER ON "Slug"
ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "Slug";

-- [expand-4] leave the name free by which a rollback builds index Slug again
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on posts, until older transactions have ended; reads and writes go on; it waits for transactions that began before it
--   why: a rollback must not block writes while the index is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 1 WHEN i.indisvalid AND i.indisready THEN 0 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__posts__Slug"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__posts__Slug"
--   runs: on its own
--   undo: DO $migrate$
--     DECLARE
--       migrate_rows text;
--     BEGIN
--       SELECT string_agg(migrate_row::text, ', ') INTO migrate_rows
--       FROM (SELECT "id" FROM "public"."posts" WHERE EXISTS (SELECT 1 FROM "public"."posts" AS other WHERE other."slug" = "posts"."slug" AND other.ctid <> "posts".ctid) LIMIT 5) AS migrate_row;
--       IF migrate_rows IS NOT NULL THEN
--         RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'constraint Slug cannot be put back: change or delete the rows of posts that break it, among them (id) = ' || migrate_rows;
--       END IF;
--     END
--     $migrate$
--   undo: CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__posts__Slug" ON "public"."posts" USING btree (slug)
--   loss: rows of posts that constraint Slug refuses, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."posts" WHERE EXISTS (SELECT 1 FROM "public"."posts" AS other WHERE other."slug" = "posts"."slug" AND other.ctid <> "posts".ctid) LIMIT 1000) AS found
DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__posts__Slug";

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
