-- migration: alter_type_widen
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
-- note: rollback narrows users.name again and writes table users anew under ACCESS EXCLUSIVE; it is small (40,960 bytes)

-- ==== expand
-- [expand-1] change users.name from character varying(20) to character varying(60)
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; both types keep the same bytes
--   why: PostgreSQL changes the catalog alone: no row is read, no index rebuilt
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     DECLARE
--       routine text;
--     BEGIN
--       FOR routine IN
--         SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
--         FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
--         WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
--           AND (position(lower('name') IN lower(p.prosrc)) > 0 AND (position(lower('users') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."users"'::regclass)))
--       LOOP
--         EXECUTE 'ALTER ROUTINE ' || routine;
--       END LOOP;
--     END
--     $migrate$
--   undo: LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE
--   undo: DO $migrate$
--     DECLARE
--       migrate_rows text;
--     BEGIN
--       SELECT string_agg(migrate_row::text, ', ') INTO migrate_rows
--       FROM (SELECT "id" FROM "public"."users" WHERE "name" IS DISTINCT FROM CAST("name" AS character varying(20)) LIMIT 5) AS migrate_row;
--       IF migrate_rows IS NOT NULL THEN
--         RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'users.name as character varying(20) cannot be put back: change or delete the rows of users that break it, among them (id) = ' || migrate_rows;
--       END IF;
--     END
--     $migrate$
--   undo: ALTER TABLE "public"."users" ALTER COLUMN "name" TYPE character varying(20) USING "name"::character varying(20)
--   undo: ANALYZE "public"."users" ("name")
--   loss: values of users.name that character varying(20) cannot hold, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."users" WHERE "name" IS DISTINCT FROM CAST("name" AS character varying(20)) LIMIT 1000) AS found
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('name') IN lower(p.prosrc)) > 0 AND (position(lower('users') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."users"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;
ALTER TABLE "public"."users" ALTER COLUMN "name" TYPE character varying(60);

-- [expand-2] gather statistics for users.name again
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while a sample of the table is read; reads and writes go on
--   why: ALTER TYPE throws them away, and autovacuum sees no reason to gather them
--   runs: in one transaction with its record
ANALYZE "public"."users" ("name");

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
