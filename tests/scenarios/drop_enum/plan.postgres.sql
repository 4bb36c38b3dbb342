-- migration: drop_enum
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
-- note: with orders.status contract drops what is built on it: check orders_check

-- ==== expand
-- nothing to do

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] look for views that need orders.status
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on them
--   expects: no row
SELECT DISTINCT 'view' AS kind, v.oid::regclass::text AS name
FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
JOIN pg_catalog.pg_class AS v ON v.oid = r.ev_class
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
  AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'status' AND v.oid <> d.refobjid
LIMIT 5;

-- [contract-2] drop orders.status
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; catalog only; the rows keep their space
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" DROP COLUMN IF EXISTS "status";

-- [contract-3] drop type order_status
--   strategy: instant
--   lock: none on type order_status; no table is locked
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TYPE IF EXISTS "public"."order_status";

-- [contract-4] look for what uses type Unused Kind
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP TYPE would fail on it
--   expects: no row
SELECT pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) AS used_by FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_type AS t ON d.refobjid IN (t.oid, t.typarray)
WHERE d.refclassid = 'pg_type'::regclass AND t.oid = to_regtype('"public"."Unused Kind"')
  AND NOT (d.classid = 'pg_type'::regclass AND d.objid = t.typarray)
LIMIT 5;

-- [contract-5] drop type Unused Kind
--   strategy: instant
--   lock: none on type Unused Kind; no table is locked
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DROP TYPE IF EXISTS "public"."Unused Kind";
