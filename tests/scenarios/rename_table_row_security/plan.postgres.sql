-- migration: rename_table_row_security
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
-- note: until contract memos is a view over notes: SELECT (also FOR UPDATE), INSERT, UPDATE, DELETE, RETURNING, ON CONFLICT by columns or without a target and LOCK TABLE work on it; COPY memos (FROM, and TO but by a query), TRUNCATE, ON CONFLICT ON CONSTRAINT, MERGE (before PostgreSQL 17), WHERE CURRENT OF, TABLESAMPLE, system columns (ctid, xmin), GROUP BY of the key alone, pg_get_serial_sequence, functions over its row type and foreign keys to it do not
-- note: the indexes, constraints, sequences and triggers of notes keep their names; functions whose text says notes do not follow

-- ==== expand
-- [expand-1] make memos work beside notes, as a view
--   strategy: instant
--   lock: ACCESS SHARE on notes, milliseconds: catalog only; reads and writes go on
--   why: what new code writes to the view is written to the table: nothing has to be kept in step
--   runs: in one transaction with its record
--   undo: DROP VIEW IF EXISTS "public"."memos"
--   lock of undo: ACCESS EXCLUSIVE on memos, milliseconds: catalog only; the view goes
CREATE VIEW "public"."memos" WITH (security_invoker = true) AS SELECT "id", "owner", "body" FROM "public"."notes";
GRANT DELETE ON "public"."memos" TO pg_monitor;
GRANT INSERT ON "public"."memos" TO pg_monitor;
GRANT SELECT ON "public"."memos" TO pg_monitor;
GRANT UPDATE ON "public"."memos" TO pg_monitor;

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] look for views and functions that need the view memos
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP VIEW would fail on them
--   expects: no row
SELECT DISTINCT 'view' AS kind, v.oid::regclass::text AS name
FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
JOIN pg_catalog.pg_class AS v ON v.oid = r.ev_class
WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
  AND d.refobjid = to_regclass('"public"."memos"') AND v.oid <> d.refobjid
UNION ALL
SELECT 'function', f.oid::regprocedure::text
FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_proc AS f ON f.oid = d.objid
JOIN pg_catalog.pg_type AS t ON t.oid = d.refobjid
WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_type'::regclass
  AND t.typrelid = to_regclass('"public"."memos"')
LIMIT 5;

-- [contract-2] rename table notes to memos
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on notes, memos, milliseconds: catalog only; nobody sees a moment without the new name
--   why: no live code uses the old name
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE ONLY "public"."notes" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  DROP VIEW IF EXISTS "public"."memos";
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE ONLY "public"."notes" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  BEGIN
    LOCK TABLE ONLY "public"."notes" IN EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    DROP VIEW IF EXISTS "public"."memos";
    LOCK TABLE ONLY "public"."notes" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    BEGIN
      LOCK TABLE ONLY "public"."notes" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
      DROP VIEW IF EXISTS "public"."memos";
    EXCEPTION WHEN lock_not_available THEN
      DROP VIEW IF EXISTS "public"."memos";
      PERFORM set_config('lock_timeout', least(setting::integer, 400)::text, true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout';
      LOCK TABLE ONLY "public"."notes" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    END;
  END;
END
$migrate$;
ALTER TABLE "public"."notes" RENAME TO "memos";
