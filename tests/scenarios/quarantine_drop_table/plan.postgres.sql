-- migration: quarantine_drop_table
-- description: Drop a table, which is hidden for a day before it goes
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
-- nothing to do

-- ==== backfill
-- nothing to do

-- ==== contract
-- ---- hidden first: `migrate rollback` brings it back
-- [contract-1] look for foreign keys and views that need visits
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP TABLE would fail on them
--   expects: no row
SELECT 'foreign key ' || quote_ident(conname) AS kind, conrelid::regclass::text AS name
FROM pg_catalog.pg_constraint
WHERE contype = 'f' AND confrelid = to_regclass('"public"."visits"') AND conrelid <> confrelid
UNION ALL
SELECT DISTINCT 'view', v.oid::regclass::text
FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
JOIN pg_catalog.pg_class AS v ON v.oid = r.ev_class
WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
  AND d.refobjid = to_regclass('"public"."visits"') AND v.oid <> d.refobjid
LIMIT 5;

-- [contract-2] hide table visits
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on visits, milliseconds: catalog only; a name changes
--   why: who still uses it meets an error while it can be brought back, with its rows
--   runs: in one transaction with its record
--   undo: ALTER TABLE "public"."migrate_hidden__visits" RENAME TO "visits"
--   lock of undo: ACCESS EXCLUSIVE on migrate_hidden__visits, milliseconds: catalog only; a name changes
ALTER TABLE "public"."visits" RENAME TO "migrate_hidden__visits";

-- ---- after 1d in quarantine
-- [contract-3] look for foreign keys and views that need migrate_hidden__visits
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP TABLE would fail on them
--   expects: no row
SELECT 'foreign key ' || quote_ident(conname) AS kind, conrelid::regclass::text AS name
FROM pg_catalog.pg_constraint
WHERE contype = 'f' AND confrelid = to_regclass('"public"."migrate_hidden__visits"') AND conrelid <> confrelid
UNION ALL
SELECT DISTINCT 'view', v.oid::regclass::text
FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
JOIN pg_catalog.pg_class AS v ON v.oid = r.ev_class
WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
  AND d.refobjid = to_regclass('"public"."migrate_hidden__visits"') AND v.oid <> d.refobjid
LIMIT 5;

-- [contract-4] drop table visits
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on migrate_hidden__visits, users, milliseconds: catalog only; the files are removed at commit
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DO $migrate$
BEGIN
  IF to_regclass('"public"."migrate_hidden__visits"') IS NULL OR to_regclass('"public"."users"') IS NULL THEN
    RETURN;
  END IF;
  LOCK TABLE "public"."migrate_hidden__visits", "public"."users" IN SHARE UPDATE EXCLUSIVE MODE;
  BEGIN
    LOCK TABLE "public"."migrate_hidden__visits" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE "public"."migrate_hidden__visits" IN ACCESS EXCLUSIVE MODE;
  END;
END
$migrate$;
DROP TABLE IF EXISTS "public"."migrate_hidden__visits";
