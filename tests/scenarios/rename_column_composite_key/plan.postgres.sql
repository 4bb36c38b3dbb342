-- migration: rename_column_composite_key
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
-- [expand-1] add prices.price beside prices.amount, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on prices, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_composite_key__prices__amount" ON "public"."prices"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_composite_key__prices__amount"()
--   undo: ALTER TABLE IF EXISTS "public"."prices" DROP COLUMN IF EXISTS "price"
ALTER TABLE "public"."prices" ADD COLUMN "price" numeric(10,2);
CREATE OR REPLACE FUNCTION migrate."migrate_rename__rename_column_composite_key__prices__amount"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."price" IS NOT DISTINCT FROM NULL) THEN
      NEW."amount" := NEW."price";
    ELSE
      NEW."price" := NEW."amount";
    END IF;
  ELSIF NEW."price" IS DISTINCT FROM OLD."price" THEN
    NEW."amount" := NEW."price";
  ELSE
    NEW."price" := NEW."amount";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__rename_column_composite_key__prices__amount" BEFORE INSERT OR UPDATE ON "public"."prices" FOR EACH ROW
  WHEN (NEW."price" IS DISTINCT FROM NEW."amount")
  EXECUTE FUNCTION migrate."migrate_rename__rename_column_composite_key__prices__amount"();

-- ==== backfill
-- [backfill-1] fill prices.price from prices.amount
--   strategy: in place
--   lock: ROW EXCLUSIVE on prices, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table prices by shop, sku; each commits together with its checkpoint
--   first key, once:
SELECT "shop", "sku" FROM "public"."prices" ORDER BY "shop", "sku" LIMIT 1;
--   last key, once:
SELECT "shop", "sku" FROM "public"."prices" ORDER BY "shop" DESC, "sku" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.shop, $2 = from.sku, $3 = end.shop, $4 = end.sku, $5 = batch size - 1
SELECT "shop", "sku" FROM "public"."prices" WHERE ("shop", "sku") >= ($1::character varying(20), $2::integer) AND ("shop", "sku") <= ($3::character varying(20), $4::integer) AND "shop" >= $1::character varying(20) AND "shop" <= $3::character varying(20) ORDER BY "shop", "sku" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.shop, $2 = from.sku, $3 = to.shop, $4 = to.sku
UPDATE "public"."prices" SET "price" = "amount"
WHERE ("shop", "sku") >= ($1::character varying(20), $2::integer) AND ("shop", "sku") <= ($3::character varying(20), $4::integer) AND "shop" >= $1::character varying(20) AND "shop" <= $3::character varying(20)
  AND "amount" IS DISTINCT FROM "price";

-- [backfill-2] compare prices.price with prices.amount
--   lock: ACCESS SHARE on prices, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table prices by shop, sku; each commits together with its checkpoint
--   first key, once:
SELECT "shop", "sku" FROM "public"."prices" ORDER BY "shop", "sku" LIMIT 1;
--   last key, once:
SELECT "shop", "sku" FROM "public"."prices" ORDER BY "shop" DESC, "sku" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.shop, $2 = from.sku, $3 = end.shop, $4 = end.sku, $5 = batch size - 1
SELECT "shop", "sku" FROM "public"."prices" WHERE ("shop", "sku") >= ($1::character varying(20), $2::integer) AND ("shop", "sku") <= ($3::character varying(20), $4::integer) AND "shop" >= $1::character varying(20) AND "shop" <= $3::character varying(20) ORDER BY "shop", "sku" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.shop, $2 = from.sku, $3 = to.shop, $4 = to.sku
SELECT "shop", "sku" FROM "public"."prices"
WHERE ("shop", "sku") >= ($1::character varying(20), $2::integer) AND ("shop", "sku") <= ($3::character varying(20), $4::integer) AND "shop" >= $1::character varying(20) AND "shop" <= $3::character varying(20)
  AND "amount" IS DISTINCT FROM "price"
LIMIT 5;

-- ==== contract
-- [contract-1] compare prices.price with prices.amount again
--   lock: ACCESS SHARE on prices, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table prices by shop, sku; each commits together with its checkpoint
--   first key, once:
SELECT "shop", "sku" FROM "public"."prices" ORDER BY "shop", "sku" LIMIT 1;
--   last key, once:
SELECT "shop", "sku" FROM "public"."prices" ORDER BY "shop" DESC, "sku" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.shop, $2 = from.sku, $3 = end.shop, $4 = end.sku, $5 = batch size - 1
SELECT "shop", "sku" FROM "public"."prices" WHERE ("shop", "sku") >= ($1::character varying(20), $2::integer) AND ("shop", "sku") <= ($3::character varying(20), $4::integer) AND "shop" >= $1::character varying(20) AND "shop" <= $3::character varying(20) ORDER BY "shop", "sku" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.shop, $2 = from.sku, $3 = to.shop, $4 = to.sku
SELECT "shop", "sku" FROM "public"."prices"
WHERE ("shop", "sku") >= ($1::character varying(20), $2::integer) AND ("shop", "sku") <= ($3::character varying(20), $4::integer) AND "shop" >= $1::character varying(20) AND "shop" <= $3::character varying(20)
  AND "amount" IS DISTINCT FROM "price"
LIMIT 5;

-- [contract-2] look for what else is built on prices.price
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."prices"'::regclass AND a.attname = 'price'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-3] make prices.price the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on prices, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."prices" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_composite_key__prices__amount" ON "public"."prices";
DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_composite_key__prices__amount"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."prices"'::regclass AND a.attname = 'price'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on prices.price since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."prices" DROP COLUMN "price";
ALTER TABLE "public"."prices" RENAME COLUMN "amount" TO "price";
