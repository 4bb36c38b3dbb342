-- migration: create_enum
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
-- [expand-1] create type order_status
--   strategy: instant
--   lock: none on type order_status; no table is locked
--   why: nobody knows the type yet
--   runs: in one transaction with its record
--   undo: DROP TYPE IF EXISTS "public"."order_status"
--   loss: uses of type order_status from outside of this migration, counted by SELECT count(*) AS lost FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_type AS t ON d.refobjid IN (t.oid, t.typarray)
--     WHERE d.refclassid = 'pg_type'::regclass AND t.oid = to_regtype('"public"."order_status"')
--       AND NOT (d.classid = 'pg_type'::regclass AND d.objid = t.typarray)
--       AND NOT (d.classid = 'pg_class'::regclass AND d.objid = to_regclass('"public"."orders"'))
--       AND NOT (d.classid = 'pg_attrdef'::regclass AND d.objid IN (SELECT e.oid FROM pg_catalog.pg_attrdef AS e WHERE e.adrelid = to_regclass('"public"."orders"')))
--       AND NOT (d.classid = 'pg_constraint'::regclass AND d.objid IN (SELECT k.oid FROM pg_catalog.pg_constraint AS k WHERE k.conrelid = to_regclass('"public"."orders"')))
--       AND NOT (d.classid = 'pg_class'::regclass AND d.objid IN (SELECT i.indexrelid FROM pg_catalog.pg_index AS i WHERE i.indrelid = to_regclass('"public"."orders"')))
--       AND NOT (d.classid = 'pg_class'::regclass AND d.objid = to_regclass('"public"."moves"'))
--       AND NOT (d.classid = 'pg_attrdef'::regclass AND d.objid IN (SELECT e.oid FROM pg_catalog.pg_attrdef AS e WHERE e.adrelid = to_regclass('"public"."moves"')))
--       AND NOT (d.classid = 'pg_constraint'::regclass AND d.objid IN (SELECT k.oid FROM pg_catalog.pg_constraint AS k WHERE k.conrelid = to_regclass('"public"."moves"')))
--       AND NOT (d.classid = 'pg_class'::regclass AND d.objid IN (SELECT i.indexrelid FROM pg_catalog.pg_index AS i WHERE i.indrelid = to_regclass('"public"."moves"')))
CREATE TYPE "public"."order_status" AS ENUM ('new', 'in transit', 'it''s done');

-- [expand-2] order_status can be added without reading the table
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: a column of a domain with constraints would write the table anew under ACCESS EXCLUSIVE: use the domain's own type and a check
--   expects: no row
WITH RECURSIVE d AS (
  SELECT t.oid, t.typtype, t.typbasetype, t.typnotnull, NULL::text AS given FROM pg_catalog.pg_type AS t WHERE t.oid = pg_catalog.to_regtype('order_status')
  UNION ALL
  SELECT t.oid, t.typtype, t.typbasetype, t.typnotnull, NULL FROM d JOIN pg_catalog.pg_type AS t ON t.oid = d.typbasetype WHERE d.typtype = 'd'),
found AS (SELECT d.oid, d.given, d.typnotnull OR EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.contypid = d.oid) AS checked FROM d)
SELECT oid::regtype::text AS domain, CASE WHEN checked THEN 'constraints' ELSE 'default ' || given END AS has FROM found WHERE checked OR given IS NOT NULL;

-- [expand-3] add orders.status
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; nothing is rewritten
--   why: a default that is constant is kept in the catalog, not written to every row
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP COLUMN IF EXISTS "status"
--   loss: values of orders.status, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."orders" WHERE ROW("status")::record OPERATOR(pg_catalog.*<>) ROW(CAST(('new') AS order_status))::record LIMIT 1000) AS found
ALTER TABLE "public"."orders" ADD COLUMN "status" order_status DEFAULT ('new') NOT NULL;

-- [expand-4] create table moves
--   strategy: instant
--   lock: none on moves; nobody knows the table yet
--   why: a new table is in nobody's way
--   runs: in one transaction with its record
--   undo: DROP TABLE IF EXISTS "public"."moves"
--   lock of undo: ACCESS EXCLUSIVE on moves, milliseconds: catalog only; the files are removed at commit
--   loss: rows of table moves, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."moves" LIMIT 1000) AS found
CREATE TABLE "public"."moves" (
  "id" integer NOT NULL PRIMARY KEY,
  "seen" order_status[]
);

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
