-- migration: alter_column_loosen
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
-- note: old code reads the NULLs that new code writes to users.name; `down` replaces them when it is rolled back
-- note: from expand on, inserts of old code that leave users.plan out get the new default too
-- note: from expand on, inserts of old code that leave users.seats out get the new default too

-- ==== expand
-- [expand-1] comment on users.name
--   strategy: instant
--   lock: SHARE UPDATE EXCLUSIVE on users, milliseconds: catalog only; reads and writes go on
--   runs: in one transaction with its record
--   undo: COMMENT ON COLUMN "public"."users"."name" IS 'as printed'
COMMENT ON COLUMN "public"."users"."name" IS NULL;

-- [expand-2] let users.name be NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; no row is read
--   why: new code may write NULL; old code's writes are not touched by it
--   probe: SELECT CASE WHEN a.attnotnull AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.conrelid = a.attrelid AND k.conname = 'migrate_not_null__users__name') THEN 0 ELSE 1 END AS state
--     FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = to_regclass('"public"."users"') AND a.attname = 'name'
--   runs: on its own
--   undo: ALTER TABLE "public"."users" DROP CONSTRAINT IF EXISTS "migrate_not_null__users__name"
--   undo: ALTER TABLE "public"."users" ADD CONSTRAINT "migrate_not_null__users__name" CHECK ("name" IS NOT NULL) NOT VALID
--   undo: UPDATE "public"."users" SET "name" = ('user ' || id) WHERE "name" IS NULL
--   undo: ALTER TABLE "public"."users" VALIDATE CONSTRAINT "migrate_not_null__users__name"
--   undo: ALTER TABLE "public"."users" ALTER COLUMN "name" SET NOT NULL
--   undo: ALTER TABLE "public"."users" DROP CONSTRAINT IF EXISTS "migrate_not_null__users__name"
EXPLAIN UPDATE "public"."users" SET "name" = ('user ' || id) WHERE false;
EXPLAIN SELECT ('user ' || id) AS value FROM (SELECT * FROM "public"."users") AS "users";
ALTER TABLE "public"."users" ALTER COLUMN "name" DROP NOT NULL;

-- [expand-3] comment on users.plan
--   strategy: instant
--   lock: SHARE UPDATE EXCLUSIVE on users, milliseconds: catalog only; reads and writes go on
--   runs: in one transaction with its record
--   undo: COMMENT ON COLUMN "public"."users"."plan" IS NULL
COMMENT ON COLUMN "public"."users"."plan" IS 'what they pay for';

-- [expand-4] set the default of users.plan
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; no row is read
--   why: a default is read when a row is inserted: no row that exists changes
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."users" ALTER COLUMN "plan" SET DEFAULT ('free'::character varying)
ALTER TABLE "public"."users" ALTER COLUMN "plan" SET DEFAULT ('trial');

-- [expand-5] set the default of users.seats
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; no row is read
--   why: a default is read when a row is inserted: no row that exists changes
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."users" ALTER COLUMN "seats" DROP DEFAULT
ALTER TABLE "public"."users" ALTER COLUMN "seats" SET DEFAULT (1);

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
