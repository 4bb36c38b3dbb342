-- migration: rename_table
-- description: Customers are called accounts
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
-- note: until contract accounts is a view over customers: SELECT (also FOR UPDATE), INSERT, UPDATE, DELETE, RETURNING, ON CONFLICT by columns or without a target and LOCK TABLE work on it; COPY accounts (FROM, and TO but by a query), TRUNCATE, ON CONFLICT ON CONSTRAINT, MERGE (before PostgreSQL 17), WHERE CURRENT OF, TABLESAMPLE, system columns (ctid, xmin), GROUP BY of the key alone, pg_get_serial_sequence, functions over its row type and foreign keys to it do not
-- note: the indexes, constraints, sequences and triggers of customers keep their names; functions whose text says customers do not follow

-- ==== expand
-- [expand-1] make accounts work beside customers, as a view
--   strategy: instant
--   lock: ACCESS SHARE on customers, milliseconds: catalog only; reads and writes go on
--   why: what new code writes to the view is written to the table: nothing has to be kept in step
--   runs: in one transaction with its record
--   undo: DROP VIEW IF EXISTS "public"."accounts"
--   lock of undo: ACCESS EXCLUSIVE on accounts, milliseconds: catalog only; the view goes
CREATE VIEW "public"."accounts" WITH (security_invoker = true) AS SELECT "id", "Name", "email", "low" FROM "public"."customers";
GRANT INSERT ON "public"."accounts" TO PUBLIC;
GRANT SELECT ON "public"."accounts" TO PUBLIC;
GRANT SELECT ON "public"."accounts" TO pg_monitor WITH GRANT OPTION;
GRANT UPDATE ("email") ON "public"."accounts" TO pg_monitor;

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] look for views and functions that need the view accounts
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP VIEW would fail on them
--   expects: no row
SELECT DISTINCT 'view' AS kind, v.oid::regclass::text AS name
FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
JOIN pg_catalog.pg_class AS v ON v.oid = r.ev_class
WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
  AND d.refobjid = to_regclass('"public"."accounts"') AND v.oid <> d.refobjid
UNION ALL
SELECT 'function', f.oid::regprocedure::text
FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_proc AS f ON f.oid = d.objid
JOIN pg_catalog.pg_type AS t ON t.oid = d.refobjid
WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_type'::regclass
  AND t.typrelid = to_regclass('"public"."accounts"')
LIMIT 5;

-- [contract-2] rename table customers to accounts
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on customers, accounts, milliseconds: catalog only; nobody sees a moment without the new name
--   why: no live code uses the old name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE ONLY "public"."customers" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  DROP VIEW IF EXISTS "public"."accounts";
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE ONLY "public"."customers" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  BEGIN
    LOCK TABLE ONLY "public"."customers" IN EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    DROP VIEW IF EXISTS "public"."accounts";
    LOCK TABLE ONLY "public"."customers" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    BEGIN
      LOCK TABLE ONLY "public"."customers" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
      DROP VIEW IF EXISTS "public"."accounts";
    EXCEPTION WHEN lock_not_available THEN
      DROP VIEW IF EXISTS "public"."accounts";
      PERFORM set_config('lock_timeout', least(setting::integer, 400)::text, true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout';
      LOCK TABLE ONLY "public"."customers" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    END;
  END;
END
$migrate$;
ALTER TABLE "public"."customers" RENAME TO "accounts";
