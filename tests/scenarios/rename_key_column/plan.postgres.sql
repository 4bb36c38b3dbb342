-- migration: rename_key_column
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
-- [expand-1] add stock.sku beside stock.code, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on stock, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_key_column__stock__code" ON "public"."stock"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_key_column__stock__code"()
--   undo: ALTER TABLE IF EXISTS "public"."stock" DROP COLUMN IF EXISTS "sku"
ALTER TABLE "public"."stock" ADD COLUMN "sku" character varying(20);
CREATE OR REPLACE FUNCTION migrate."migrate_rename__rename_key_column__stock__code"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."sku" IS NOT DISTINCT FROM NULL) THEN
      NEW."code" := NEW."sku";
    ELSE
      NEW."sku" := NEW."code";
    END IF;
  ELSIF NEW."sku" IS DISTINCT FROM OLD."sku" THEN
    NEW."code" := NEW."sku";
  ELSE
    NEW."sku" := NEW."code";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__rename_key_column__stock__code" BEFORE INSERT OR UPDATE ON "public"."stock" FOR EACH ROW
  WHEN (NEW."sku" IS DISTINCT FROM NEW."code")
  EXECUTE FUNCTION migrate."migrate_rename__rename_key_column__stock__code"();

-- ==== backfill
-- [backfill-1] fill stock.sku from stock.code
--   strategy: in place
--   lock: ROW EXCLUSIVE on stock, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table stock by warehouse, code; each commits together with its checkpoint
--   first key, once:
SELECT "warehouse", "code" FROM "public"."stock" ORDER BY "warehouse", "code" LIMIT 1;
--   last key, once:
SELECT "warehouse", "code" FROM "public"."stock" ORDER BY "warehouse" DESC, "code" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.warehouse, $2 = from.code, $3 = end.warehouse, $4 = end.code, $5 = batch size - 1
SELECT "warehouse", "code" FROM "public"."stock" WHERE ("warehouse", "code") >= ($1::integer, $2::character varying(20)) AND ("warehouse", "code") <= ($3::integer, $4::character varying(20)) AND "warehouse" >= $1::integer AND "warehouse" <= $3::integer ORDER BY "warehouse", "code" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.warehouse, $2 = from.code, $3 = to.warehouse, $4 = to.code
UPDATE "public"."stock" SET "sku" = "code"
WHERE ("warehouse", "code") >= ($1::integer, $2::character varying(20)) AND ("warehouse", "code") <= ($3::integer, $4::character varying(20)) AND "warehouse" >= $1::integer AND "warehouse" <= $3::integer
  AND "code" IS DISTINCT FROM "sku";

-- [backfill-2] build for stock.sku what stock_pkey is for code
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on stock, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: new code needs the index too; it goes with the second column at contract
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_index__stock__stock_pkey"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_index__stock__stock_pkey"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_index__stock__stock_pkey"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_index__stock__stock_pkey" ON "public"."stock" USING "btree" ("warehouse", "sku");

-- [backfill-3] compare stock.sku with stock.code
--   lock: ACCESS SHARE on stock, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table stock by warehouse, code; each commits together with its checkpoint
--   first key, once:
SELECT "warehouse", "code" FROM "public"."stock" ORDER BY "warehouse", "code" LIMIT 1;
--   last key, once:
SELECT "warehouse", "code" FROM "public"."stock" ORDER BY "warehouse" DESC, "code" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.warehouse, $2 = from.code, $3 = end.warehouse, $4 = end.code, $5 = batch size - 1
SELECT "warehouse", "code" FROM "public"."stock" WHERE ("warehouse", "code") >= ($1::integer, $2::character varying(20)) AND ("warehouse", "code") <= ($3::integer, $4::character varying(20)) AND "warehouse" >= $1::integer AND "warehouse" <= $3::integer ORDER BY "warehouse", "code" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.warehouse, $2 = from.code, $3 = to.warehouse, $4 = to.code
SELECT "warehouse", "code" FROM "public"."stock"
WHERE ("warehouse", "code") >= ($1::integer, $2::character varying(20)) AND ("warehouse", "code") <= ($3::integer, $4::character varying(20)) AND "warehouse" >= $1::integer AND "warehouse" <= $3::integer
  AND "code" IS DISTINCT FROM "sku"
LIMIT 5;

-- ==== contract
-- [contract-1] compare stock.sku with stock.code again
--   lock: ACCESS SHARE on stock, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table stock by warehouse, code; each commits together with its checkpoint
--   first key, once:
SELECT "warehouse", "code" FROM "public"."stock" ORDER BY "warehouse", "code" LIMIT 1;
--   last key, once:
SELECT "warehouse", "code" FROM "public"."stock" ORDER BY "warehouse" DESC, "code" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.warehouse, $2 = from.code, $3 = end.warehouse, $4 = end.code, $5 = batch size - 1
SELECT "warehouse", "code" FROM "public"."stock" WHERE ("warehouse", "code") >= ($1::integer, $2::character varying(20)) AND ("warehouse", "code") <= ($3::integer, $4::character varying(20)) AND "warehouse" >= $1::integer AND "warehouse" <= $3::integer ORDER BY "warehouse", "code" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.warehouse, $2 = from.code, $3 = to.warehouse, $4 = to.code
SELECT "warehouse", "code" FROM "public"."stock"
WHERE ("warehouse", "code") >= ($1::integer, $2::character varying(20)) AND ("warehouse", "code") <= ($3::integer, $4::character varying(20)) AND "warehouse" >= $1::integer AND "warehouse" <= $3::integer
  AND "code" IS DISTINCT FROM "sku"
LIMIT 5;

-- [contract-2] look for what else is built on stock.sku
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."stock"'::regclass AND a.attname = 'sku'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-3] make stock.sku the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on stock, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."stock" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_key_column__stock__code" ON "public"."stock";
DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_key_column__stock__code"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."stock"'::regclass AND a.attname = 'sku'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on stock.sku since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."stock" DROP COLUMN "sku";
ALTER TABLE "public"."stock" RENAME COLUMN "code" TO "sku";
