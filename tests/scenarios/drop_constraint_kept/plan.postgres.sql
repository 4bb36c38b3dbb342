-- migration: drop_constraint_kept
-- description: What goes in contract where a rollback could put it back only by copying the table
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
-- note: a rollback is refused while rows of posts break posts_user
-- note: a rollback is refused while rows of posts break posts_stars
-- note: a rollback is refused while rows of posts break posts_read
-- note: a rollback is refused while rows of users break users_name
-- note: index users_name goes with its constraint in expand: ON CONFLICT (name) fails from then on, in old code too; create_index first where queries need one

-- ==== expand
-- [expand-1] drop constraint posts_user of posts
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on posts, users, milliseconds: catalog only; no row is read
--   why: new code writes what the key refuses
--   probe: SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"public"."posts"') AND conname = 'posts_user' AND convalidated) THEN 0 ELSE 1 END AS state
--   runs: on its own
--   undo: DO $migrate$
--     DECLARE
--       migrate_rows text;
--     BEGIN
--       SELECT string_agg(migrate_row::text, ', ') INTO migrate_rows
--       FROM (SELECT "id" FROM "public"."posts" WHERE ("posts"."user_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."users" AS migrate_parent WHERE migrate_parent."id" = "posts"."user_id")) LIMIT 5) AS migrate_row;
--       IF migrate_rows IS NOT NULL THEN
--         RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'constraint posts_user cannot be put back: change or delete the rows of posts that break it, among them (id) = ' || migrate_rows;
--       END IF;
--     END
--     $migrate$
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
--       ALTER TABLE "public"."posts" ADD CONSTRAINT "posts_user" FOREIGN KEY (user_id) REFERENCES users(id) NOT VALID;
--     END
--     $migrate$
--   undo: ALTER TABLE "public"."posts" VALIDATE CONSTRAINT "posts_user"
--   loss: rows of posts that constraint posts_user refuses, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."posts" WHERE ("posts"."user_id" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."users" AS migrate_parent WHERE migrate_parent."id" = "posts"."user_id")) LIMIT 1000) AS found
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

-- [expand-2] drop constraint posts_stars of posts
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on posts, milliseconds: catalog only; no row is read
--   why: new code writes what it refuses
--   probe: SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"public"."posts"') AND conname = 'posts_stars' AND convalidated) THEN 0 ELSE 1 END AS state
--   runs: on its own
--   undo: DO $migrate$
--     DECLARE
--       migrate_rows text;
--     BEGIN
--       SELECT string_agg(migrate_row::text, ', ') INTO migrate_rows
--       FROM (SELECT "id" FROM "public"."posts" WHERE ((stars < 6)) IS FALSE LIMIT 5) AS migrate_row;
--       IF migrate_rows IS NOT NULL THEN
--         RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'constraint posts_stars cannot be put back: change or delete the rows of posts that break it, among them (id) = ' || migrate_rows;
--       END IF;
--     END
--     $migrate$
--   undo: ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_stars"
--   undo: ALTER TABLE "public"."posts" ADD CONSTRAINT "posts_stars" CHECK ((stars < 6)) NOT VALID
--   undo: ALTER TABLE "public"."posts" VALIDATE CONSTRAINT "posts_stars"
--   loss: rows of posts that constraint posts_stars refuses, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."posts" WHERE ((stars < 6)) IS FALSE LIMIT 1000) AS found
ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_stars";

-- [expand-3] drop constraint posts_read of posts
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on posts, milliseconds: catalog only; no row is read
--   why: new code writes what it refuses
--   probe: SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"public"."posts"') AND conname = 'posts_read' AND convalidated) THEN 0 ELSE 1 END AS state
--   runs: on its own
--   undo: DO $migrate$
--     DECLARE
--       migrate_rows text;
--     BEGIN
--       SELECT string_agg(migrate_row::text, ', ') INTO migrate_rows
--       FROM (SELECT "id" FROM "public"."posts" WHERE ((stars <= views)) IS FALSE LIMIT 5) AS migrate_row;
--       IF migrate_rows IS NOT NULL THEN
--         RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'constraint posts_read cannot be put back: change or delete the rows of posts that break it, among them (id) = ' || migrate_rows;
--       END IF;
--     END
--     $migrate$
--   undo: ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_read"
--   undo: ALTER TABLE "public"."posts" ADD CONSTRAINT "posts_read" CHECK ((stars <= views)) NOT VALID
--   undo: ALTER TABLE "public"."posts" VALIDATE CONSTRAINT "posts_read"
--   loss: rows of posts that constraint posts_read refuses, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."posts" WHERE ((stars <= views)) IS FALSE LIMIT 1000) AS found
ALTER TABLE "public"."posts" DROP CONSTRAINT IF EXISTS "posts_read";

-- [expand-4] drop constraint users_name of users
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; no row is read
--   why: new code writes what it refuses
--   runs: in one transaction with its record
--   undo: ALTER TABLE "public"."users" ADD CONSTRAINT "users_name" UNIQUE USING INDEX "migrate_build__users__users_name"
ALTER TABLE "public"."users" DROP CONSTRAINT IF EXISTS "users_name";

-- [expand-5] leave the name free by which a rollback builds index users_name again
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, until older transactions have ended; reads and writes go on; it waits for transactions that began before it
--   why: a rollback must not block writes while the index is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 1 WHEN i.indisvalid AND i.indisready THEN 0 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__users__users_name"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__users__users_name"
--   runs: on its own
--   undo: DO $migrate$
--     DECLARE
--       migrate_rows text;
--     BEGIN
--       SELECT string_agg(migrate_row::text, ', ') INTO migrate_rows
--       FROM (SELECT "id" FROM "public"."users" WHERE EXISTS (SELECT 1 FROM "public"."users" AS other WHERE other."name" = "users"."name" AND other.ctid <> "users".ctid) LIMIT 5) AS migrate_row;
--       IF migrate_rows IS NOT NULL THEN
--         RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'constraint users_name cannot be put back: change or delete the rows of users that break it, among them (id) = ' || migrate_rows;
--       END IF;
--     END
--     $migrate$
--   undo: CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__users__users_name" ON "public"."users" USING btree (name)
--   loss: rows of users that constraint users_name refuses, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."users" WHERE EXISTS (SELECT 1 FROM "public"."users" AS other WHERE other."name" = "users"."name" AND other.ctid <> "users".ctid) LIMIT 1000) AS found
DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__users__users_name";

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
