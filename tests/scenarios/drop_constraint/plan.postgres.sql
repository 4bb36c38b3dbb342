-- migration: drop_constraint
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
-- note: old code reads what new code writes to posts; `down` mends the rows that break posts_title when it is rolled back
-- note: old code reads what new code writes to posts; `down` mends the rows that break posts_user when it is rolled back
-- note: a rollback is refused while rows of posts break posts_score

-- ==== expand
-- [expand-1] drop constraint posts_title of posts
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on posts, milliseconds: catalog only; no row is read
--   why: new code writes what it refuses
--   probe: SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"public"."posts"') AND conname = 'posts_title' AND convalidated) THEN 0 ELSE 1 END AS state
--   runs: on its own
--   undo: ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_title"
--   undo: ALTER TABLE "public"."posts" ADD CONSTRAINT "posts_title" CHECK ((length(title) > 3)) NO INHERIT NOT VALID
--   undo: UPDATE "public"."posts" SET "title" = ((SELECT CASE WHEN length(title) <= 3 THEN lpad(title, 4, '-') ELSE title END)) WHERE ((length(title) > 3)) IS FALSE
--   undo: ALTER TABLE "public"."posts" VALIDATE CONSTRAINT "posts_title"
EXPLAIN UPDATE "public"."posts" SET "title" = ((SELECT CASE WHEN length(title) <= 3 THEN lpad(title, 4, '-') ELSE title END)) WHERE false;
EXPLAIN SELECT ((SELECT CASE WHEN length(title) <= 3 THEN lpad(title, 4, '-') ELSE title END)) AS value FROM (SELECT * FROM "public"."posts") AS "posts";
ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_title";

-- [expand-2] drop constraint posts_user of posts
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on posts, users, milliseconds: catalog only; no row is read
--   why: new code writes what the key refuses
--   probe: SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"public"."posts"') AND conname = 'posts_user' AND convalidated) THEN 0 ELSE 1 END AS state
--   runs: on its own
--   undo: DO $migrate$
--     BEGIN
--       LOCK TABLE "public"."posts", "public"."users" IN SHARE UPDATE EXCLUSIVE MODE;
--       BEGIN
--         LOCK TABLE "public"."posts" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."posts" IN ACCESS EXCLUSIVE MODE;
--       END;
--       ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_user";
--     END
--     $migrate$
--   undo: DO $migrate$
--     BEGIN
--       LOCK TABLE "public"."posts", "public"."users" IN SHARE UPDATE EXCLUSIVE MODE;
--       BEGIN
--         LOCK TABLE "public"."posts" IN SHARE ROW EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."users" IN SHARE ROW EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         LOCK TABLE "public"."users" IN SHARE ROW EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."posts" IN SHARE ROW EXCLUSIVE MODE;
--       END;
--       ALTER TABLE "public"."posts" ADD CONSTRAINT "posts_user" FOREIGN KEY (user_id) REFERENCES users(id) DEFERRABLE NOT VALID;
--     END
--     $migrate$
--   undo: UPDATE "public"."posts" SET "user_id" = ((SELECT CASE WHEN EXISTS (SELECT 1 FROM users WHERE users.id = user_id) THEN user_id ELSE NULL END)) WHERE ("posts"."user_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."users" AS migrate_parent WHERE migrate_parent."id" = "posts"."user_id"))
--   undo: ALTER TABLE "public"."posts" VALIDATE CONSTRAINT "posts_user"
EXPLAIN UPDATE "public"."posts" SET "user_id" = ((SELECT CASE WHEN EXISTS (SELECT 1 FROM users WHERE users.id = user_id) THEN user_id ELSE NULL END)) WHERE false;
EXPLAIN SELECT ((SELECT CASE WHEN EXISTS (SELECT 1 FROM users WHERE users.id = user_id) THEN user_id ELSE NULL END)) AS value FROM (SELECT * FROM "public"."posts") AS "posts";
DO $migrate$
BEGIN
  LOCK TABLE "public"."posts", "public"."users" IN SHARE UPDATE EXCLUSIVE MODE;
  BEGIN
    LOCK TABLE "public"."posts" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE "public"."posts" IN ACCESS EXCLUSIVE MODE;
  END;
  ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_user";
END
$migrate$;

-- [expand-3] drop constraint posts_score of posts
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on posts, milliseconds: catalog only; no row is read
--   why: new code writes what it refuses
--   probe: SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"public"."posts"') AND conname = 'posts_score') THEN 0 ELSE 1 END AS state
--   runs: on its own
--   undo: ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_score"
--   undo: ALTER TABLE "public"."posts" ADD CONSTRAINT "posts_score" CHECK ((score > 0)) NOT VALID
ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_score";

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
