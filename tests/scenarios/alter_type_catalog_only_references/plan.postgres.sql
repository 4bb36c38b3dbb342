-- migration: alter_type_catalog_only_references
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
-- note: rollback narrows orders.code again and writes table orders anew under ACCESS EXCLUSIVE; it is small (24,576 bytes)
-- note: rollback narrows items.other again and writes table items anew under ACCESS EXCLUSIVE; it is small (40,960 bytes)

-- ==== expand
-- [expand-1] change orders.code from character varying(10) to character varying(20)
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders, items, milliseconds: catalog only; both types keep the same bytes
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
--           AND (position(lower('code') IN lower(p.prosrc)) > 0 AND (position(lower('orders') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."orders"'::regclass)))
--       LOOP
--         EXECUTE 'ALTER ROUTINE ' || routine;
--       END LOOP;
--     END
--     $migrate$
--   undo: LOCK TABLE "public"."orders", "public"."items" IN SHARE UPDATE EXCLUSIVE MODE
--   undo: DO $migrate$
--     BEGIN
--       LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."items" IN ACCESS EXCLUSIVE MODE;
--     EXCEPTION WHEN lock_not_available THEN
--       LOCK TABLE "public"."items" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--     END
--     $migrate$
--   undo: DO $migrate$
--     DECLARE
--       migrate_rows text;
--     BEGIN
--       SELECT string_agg(migrate_row::text, ', ') INTO migrate_rows
--       FROM (SELECT "id" FROM "public"."orders" WHERE "code" IS DISTINCT FROM CAST("code" AS character varying(10)) LIMIT 5) AS migrate_row;
--       IF migrate_rows IS NOT NULL THEN
--         RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'orders.code as character varying(10) cannot be put back: change or delete the rows of orders that break it, among them (id) = ' || migrate_rows;
--       END IF;
--     END
--     $migrate$
--   undo: ALTER TABLE "public"."orders" ALTER COLUMN "code" TYPE character varying(10) USING "code"::character varying(10)
--   undo: ANALYZE "public"."orders" ("code")
--   loss: values of orders.code that character varying(10) cannot hold, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."orders" WHERE "code" IS DISTINCT FROM CAST("code" AS character varying(10)) LIMIT 1000) AS found
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('code') IN lower(p.prosrc)) > 0 AND (position(lower('orders') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."orders"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;
LOCK TABLE "public"."orders", "public"."items" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."items" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."items" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders" ALTER COLUMN "code" TYPE character varying(20);

-- [expand-2] gather statistics for orders.code again
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while a sample of the table is read; reads and writes go on
--   why: ALTER TYPE throws them away, and autovacuum sees no reason to gather them
--   runs: in one transaction with its record
ANALYZE "public"."orders" ("code");

-- [expand-3] change items.other from character varying(10) to character varying(20)
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on items, orders, milliseconds: catalog only; both types keep the same bytes
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
--           AND (position(lower('other') IN lower(p.prosrc)) > 0 AND (position(lower('items') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."items"'::regclass)))
--       LOOP
--         EXECUTE 'ALTER ROUTINE ' || routine;
--       END LOOP;
--     END
--     $migrate$
--   undo: LOCK TABLE "public"."items" IN ACCESS EXCLUSIVE MODE
--   undo: DO $migrate$
--     DECLARE
--       migrate_rows text;
--     BEGIN
--       SELECT string_agg(migrate_row::text, ', ') INTO migrate_rows
--       FROM (SELECT "code" FROM "public"."items" WHERE "other" IS DISTINCT FROM CAST("other" AS character varying(10)) LIMIT 5) AS migrate_row;
--       IF migrate_rows IS NOT NULL THEN
--         RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'items.other as character varying(10) cannot be put back: change or delete the rows of items that break it, among them (code) = ' || migrate_rows;
--       END IF;
--     END
--     $migrate$
--   undo: ALTER TABLE "public"."items" ALTER COLUMN "other" TYPE character varying(10) USING "other"::character varying(10)
--   undo: ANALYZE "public"."items" ("other")
--   loss: values of items.other that character varying(10) cannot hold, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."items" WHERE "other" IS DISTINCT FROM CAST("other" AS character varying(10)) LIMIT 1000) AS found
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('other') IN lower(p.prosrc)) > 0 AND (position(lower('items') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."items"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;
ALTER TABLE "public"."items" ALTER COLUMN "other" TYPE character varying(20);

-- [expand-4] gather statistics for items.other again
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on items, while a sample of the table is read; reads and writes go on
--   why: ALTER TYPE throws them away, and autovacuum sees no reason to gather them
--   runs: in one transaction with its record
ANALYZE "public"."items" ("other");

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
