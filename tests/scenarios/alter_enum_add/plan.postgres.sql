-- migration: alter_enum_add
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
-- note: from expand on new code may write 'packed', 'weighed', 'returned' to orders.status, and old code reads what new code writes: it must bear a value that it does not know
-- note: rollback leaves 'packed', 'weighed', 'returned' in type order_status, and the rows that hold it: PostgreSQL takes no value out of a type

-- ==== expand
-- [expand-1] add 'packed', 'weighed', 'returned' to type order_status
--   strategy: instant
--   lock: none on type order_status; no table is locked
--   why: PostgreSQL adds a row to a catalog: no table is read, none is written
--   runs: in one transaction with its record
ALTER TYPE "public"."order_status" ADD VALUE IF NOT EXISTS 'packed' BEFORE 'sent';
ALTER TYPE "public"."order_status" ADD VALUE IF NOT EXISTS 'weighed' AFTER 'packed';
ALTER TYPE "public"."order_status" ADD VALUE IF NOT EXISTS 'returned';

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

-- [expand-3] add orders.before
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; nothing is rewritten
--   why: a default that is constant is kept in the catalog, not written to every row
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP COLUMN IF EXISTS "before"
--   loss: values of orders.before, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."orders" WHERE ROW("before")::record OPERATOR(pg_catalog.*<>) ROW(CAST(('weighed') AS order_status))::record LIMIT 1000) AS found
ALTER TABLE "public"."orders" ADD COLUMN "before" order_status DEFAULT ('weighed');

-- ==== backfill
-- nothing to do

-- ==== contract
-- nothing to do
