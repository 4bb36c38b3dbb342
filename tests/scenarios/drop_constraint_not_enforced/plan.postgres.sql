-- migration: drop_constraint_not_enforced
-- description: Constraints that the server neither enforces nor validates
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
-- [expand-1] drop constraint posts_year of posts
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on posts, milliseconds: catalog only; no row is read
--   why: new code writes what it refuses
--   probe: SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"public"."posts"') AND conname = 'posts_year') THEN 0 ELSE 1 END AS state
--   runs: on its own
--   undo: ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_year"
--   undo: ALTER TABLE "public"."posts" ADD CONSTRAINT "posts_year" CHECK ((year > 0)) NOT ENFORCED
--   undo: COMMENT ON CONSTRAINT posts_year ON posts IS 'as it should be'
ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_year";

-- [expand-2] drop constraint posts_parent of posts
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on posts, parents, milliseconds: catalog only; no row is read
--   why: new code writes what the key refuses
--   probe: SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"public"."posts"') AND conname = 'posts_parent') THEN 0 ELSE 1 END AS state
--   runs: on its own
--   undo: DO $migrate$
--     BEGIN
--       LOCK TABLE "public"."posts", "public"."parents" IN SHARE UPDATE EXCLUSIVE MODE;
--       BEGIN
--         LOCK TABLE "public"."posts" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."parents" IN ACCESS EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         LOCK TABLE "public"."parents" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."posts" IN ACCESS EXCLUSIVE MODE;
--       END;
--       ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_parent";
--     END
--     $migrate$
--   undo: DO $migrate$
--     BEGIN
--       LOCK TABLE "public"."posts", "public"."parents" IN SHARE UPDATE EXCLUSIVE MODE;
--       BEGIN
--         LOCK TABLE "public"."posts" IN SHARE ROW EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."parents" IN SHARE ROW EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         LOCK TABLE "public"."parents" IN SHARE ROW EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."posts" IN SHARE ROW EXCLUSIVE MODE;
--       END;
--       ALTER TABLE "public"."posts" ADD CONSTRAINT "posts_parent" FOREIGN KEY (parent) REFERENCES parents(id) NOT ENFORCED;
--     END
--     $migrate$
DO $migrate$
BEGIN
  LOCK TABLE "public"."posts", "public"."parents" IN SHARE UPDATE EXCLUSIVE MODE;
  BEGIN
    LOCK TABLE "public"."posts" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE "public"."parents" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    LOCK TABLE "public"."parents" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE "public"."posts" IN ACCESS EXCLUSIVE MODE;
  END;
  ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_parent";
END
$migrate$;

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
