-- migration: drop_table_partition
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
-- [contract-1] look for foreign keys and views that need events_1
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP TABLE would fail on them
--   expects: no row
SELECT 'foreign key ' || quote_ident(conname) AS kind, conrelid::regclass::text AS name
FROM pg_catalog.pg_constraint
WHERE contype = 'f' AND confrelid = to_regclass('"public"."events_1"') AND conrelid <> confrelid
UNION ALL
SELECT DISTINCT 'view', v.oid::regclass::text
FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
JOIN pg_catalog.pg_class AS v ON v.oid = r.ev_class
WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
  AND d.refobjid = to_regclass('"public"."events_1"') AND v.oid <> d.refobjid
LIMIT 5;

-- [contract-2] drop table events_1
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on events_1, events, "events, the rest", milliseconds: catalog only; the files are removed at commit
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DO $migrate$
BEGIN
  IF to_regclass('"public"."events"') IS NULL OR to_regclass('"public"."events_1"') IS NULL OR to_regclass('"public"."events, the rest"') IS NULL THEN
    RETURN;
  END IF;
  LOCK TABLE ONLY "public"."events", "public"."events_1", ONLY "public"."events, the rest" IN SHARE UPDATE EXCLUSIVE MODE;
  BEGIN
    LOCK TABLE ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE "public"."events_1", ONLY "public"."events, the rest" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    LOCK TABLE ONLY "public"."events, the rest" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE "public"."events_1", ONLY "public"."events" IN ACCESS EXCLUSIVE MODE;
  END;
END
$migrate$;
DROP TABLE IF EXISTS "public"."events_1";
