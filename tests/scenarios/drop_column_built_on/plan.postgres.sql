-- migration: drop_column_built_on
-- description: Columns on which much is built
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
-- note: with orders.tax contract drops what is built on it: index public.orders_covering, index public.orders_rounded, index public.orders_taxed, statistics object public.orders_tax_total, table constraint orders_once on public.orders, table constraint orders_tax on public.orders
-- note: rows that new code writes without orders.serial_no keep its default, which cannot be told from a value that is given: `down` is not for them
-- note: where `down` raises an error or gives NULL, orders.serial_no stays as it was written; an insert of new code that leaves it without a value is refused
-- note: with orders.serial_no contract drops what is built on it: sequence public.orders_serial_no_seq

-- ==== expand
-- [expand-1] derive orders.serial_no for rows that new code writes without it
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on orders, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code still reads the column
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__drop_column_built_on__orders__serial_no" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__drop_column_built_on__orders__serial_no"()
--   lock of undo: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; the trigger goes
EXPLAIN UPDATE "public"."orders" SET "serial_no" = (id) WHERE false;
EXPLAIN SELECT (id) AS value FROM (SELECT * FROM "public"."orders") AS "orders";
CREATE OR REPLACE FUNCTION migrate."migrate_value__drop_column_built_on__orders__serial_no"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    RETURN NEW;
  END IF;
  IF NEW."serial_no" IS NOT DISTINCT FROM NULL THEN
    BEGIN
      migrate_was := NEW;
      SELECT (id) INTO migrate_was."serial_no" FROM (SELECT NEW.*) AS "orders";
      IF NOT (migrate_was."serial_no" IS NOT DISTINCT FROM NULL) THEN
        NEW."serial_no" := migrate_was."serial_no";
      END IF;
    EXCEPTION WHEN others THEN
      IF NEW."serial_no" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
    END;
    RETURN NEW;
  END IF;
  IF ROW(NEW."serial_no")::record OPERATOR(pg_catalog.*=) ROW(OLD."serial_no")::record THEN
    migrate_follows := false;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (id) INTO migrate_was."serial_no" FROM (SELECT OLD.*) AS "orders";
        migrate_follows := ROW(OLD."serial_no")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."serial_no")::record;
      END IF;
      IF migrate_follows THEN
        migrate_was := NEW;
        SELECT (id) INTO migrate_was."serial_no" FROM (SELECT NEW.*) AS "orders";
        IF NOT (migrate_was."serial_no" IS NOT DISTINCT FROM NULL) THEN
          NEW."serial_no" := migrate_was."serial_no";
        END IF;
      END IF;
    EXCEPTION WHEN others THEN
      NULL;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__drop_column_built_on__orders__serial_no" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__drop_column_built_on__orders__serial_no' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__drop_column_built_on__orders__serial_no"();

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] look for what else is built on orders.net
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'net'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-2] drop orders.net
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; catalog only; the rows keep their space
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'net'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on orders.net since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."orders" DROP COLUMN IF EXISTS "net";

-- [contract-3] look for what else is built on orders.tax
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'tax'
  AND o.identity NOT IN ('for public.orders.net', 'public.orders_covering', 'public.orders_rounded', 'public.orders_taxed', 'public.orders_tax_total', 'orders_once on public.orders', 'orders_tax on public.orders')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-4] drop orders.tax
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; catalog only; the rows keep their space
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'tax'
  AND o.identity NOT IN ('for public.orders.net', 'public.orders_covering', 'public.orders_rounded', 'public.orders_taxed', 'public.orders_tax_total', 'orders_once on public.orders', 'orders_tax on public.orders')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on orders.tax since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."orders" DROP COLUMN IF EXISTS "tax";

-- [contract-5] look for what else is built on orders.serial_no
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'serial_no'
  AND o.identity NOT IN ('public.orders_serial_no_seq')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-6] drop orders.serial_no
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; catalog only; the rows keep their space
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_value__drop_column_built_on__orders__serial_no" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_value__drop_column_built_on__orders__serial_no"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'serial_no'
  AND o.identity NOT IN ('public.orders_serial_no_seq')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on orders.serial_no since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."orders" DROP COLUMN IF EXISTS "serial_no";
