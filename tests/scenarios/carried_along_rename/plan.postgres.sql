-- migration: carried_along_rename
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
-- note: index items_by_code serves only code until contract: it has an expression or a predicate over that column
-- note: table items has triggers of its own (items_same): they run before the sync trigger and see both columns; what they write to code is carried to sku; one declared UPDATE OF code does not fire when new code writes sku alone
-- note: table items is published (items_out): the subscribers need column sku before expand, and lose code at contract
-- note: backfill fires triggers of table items for each row that it fills: items_same; what they write (a time of change, a history) is written then

-- ==== expand
-- [expand-1] add items.sku beside items.code, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on items, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__carried_along_rename__items__code" ON "public"."items"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__carried_along_rename__items__code"()
--   undo: ALTER TABLE IF EXISTS "public"."items" DROP COLUMN IF EXISTS "sku"
ALTER TABLE "public"."items" ADD COLUMN "sku" text DEFAULT ('a'::text);
GRANT SELECT ("sku") ON "public"."items" TO pg_monitor WITH GRANT OPTION;
GRANT UPDATE ("sku") ON "public"."items" TO pg_monitor WITH GRANT OPTION;
CREATE OR REPLACE FUNCTION migrate."migrate_rename__carried_along_rename__items__code"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."sku" IS DISTINCT FROM CAST(('a'::text) AS text) THEN
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
CREATE TRIGGER "zz_migrate_rename__carried_along_rename__items__code" BEFORE INSERT OR UPDATE ON "public"."items" FOR EACH ROW
  WHEN (NEW."sku" IS DISTINCT FROM NEW."code")
  EXECUTE FUNCTION migrate."migrate_rename__carried_along_rename__items__code"();

-- ==== backfill
-- [backfill-1] fill items.sku from items.code
--   strategy: in place
--   lock: ROW EXCLUSIVE on items, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table items by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."items" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."items" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."items" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."items" SET "sku" = "code"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "code" IS DISTINCT FROM "sku";

-- [backfill-2] compare items.sku with items.code
--   lock: ACCESS SHARE on items, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table items by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."items" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."items" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."items" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."items"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "code" IS DISTINCT FROM "sku"
LIMIT 5;

-- ==== contract
-- [contract-1] compare items.sku with items.code again
--   lock: ACCESS SHARE on items, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table items by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."items" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."items" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."items" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."items"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "code" IS DISTINCT FROM "sku"
LIMIT 5;

-- [contract-2] look for what else is built on items.sku
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."items"'::regclass AND a.attname = 'sku'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-3] make items.sku the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on items, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."items" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__carried_along_rename__items__code" ON "public"."items";
DROP FUNCTION IF EXISTS migrate."migrate_rename__carried_along_rename__items__code"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."items"'::regclass AND a.attname = 'sku'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on items.sku since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."items" DROP COLUMN "sku";
ALTER TABLE "public"."items" RENAME COLUMN "code" TO "sku";
