-- migration: generated_column_read
-- description: Expressions that read a column which the server itself computes
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
-- note: where `down` raises an error, parcels.price is NULL
-- note: until contract a NULL in boxes.painted means "not filled yet" and is filled from `up`; where `up` raises an error it stays NULL, and backfill names the row

-- ==== expand
-- [expand-1] derive parcels.price for rows that new code writes without it
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on parcels, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code still reads the column
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__generated_column_read__parcels__price" ON "public"."parcels"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__generated_column_read__parcels__price"()
--   lock of undo: ACCESS EXCLUSIVE on parcels, milliseconds: catalog only; the trigger goes
EXPLAIN UPDATE "public"."parcels" SET "price" = (doubled) WHERE false;
EXPLAIN SELECT (doubled) AS value FROM (SELECT * FROM "public"."parcels") AS "parcels";
CREATE OR REPLACE FUNCTION migrate."migrate_value__generated_column_read__parcels__price"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."price" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        NEW."doubled" := (SELECT ((grams * 2)) FROM (SELECT NEW.*) AS "parcels");
        SELECT (doubled) INTO NEW."price" FROM (SELECT NEW.*) AS "parcels";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF ROW(NEW."price")::record OPERATOR(pg_catalog.*=) ROW(OLD."price")::record THEN
    migrate_follows := false;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (doubled) INTO migrate_was."price" FROM (SELECT OLD.*) AS "parcels";
        migrate_follows := ROW(OLD."price")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."price")::record;
      END IF;
      IF migrate_follows THEN
        NEW."doubled" := (SELECT ((grams * 2)) FROM (SELECT NEW.*) AS "parcels");
        SELECT (doubled) INTO NEW."price" FROM (SELECT NEW.*) AS "parcels";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."price" := NULL;
      ELSIF OLD."price" IS NOT DISTINCT FROM NULL THEN
        BEGIN
          NEW."doubled" := (SELECT ((grams * 2)) FROM (SELECT NEW.*) AS "parcels");
          SELECT (doubled) INTO NEW."price" FROM (SELECT NEW.*) AS "parcels";
        EXCEPTION WHEN others THEN
          NULL;
        END;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__generated_column_read__parcels__price" BEFORE INSERT OR UPDATE ON "public"."parcels" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__generated_column_read__parcels__price' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__generated_column_read__parcels__price"();

-- [expand-2] add boxes.painted, derived from the row
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on boxes, milliseconds: catalog only; nothing is rewritten
--   why: old code leaves the column out: the trigger fills it from the row
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__generated_column_read__boxes__painted" ON "public"."boxes"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__generated_column_read__boxes__painted"()
--   undo: ALTER TABLE IF EXISTS "public"."boxes" DROP COLUMN IF EXISTS "painted"
--   loss: values of boxes.painted, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."boxes" WHERE NOT ("painted" IS NOT DISTINCT FROM NULL) AND ROW("painted")::record OPERATOR(pg_catalog.*<>) ROW(CAST((area + 1) AS INTEGER))::record LIMIT 1000) AS found
ALTER TABLE "public"."boxes" ADD COLUMN "painted" INTEGER;
EXPLAIN UPDATE "public"."boxes" SET "painted" = (area + 1) WHERE false;
EXPLAIN SELECT (area + 1) AS value FROM (SELECT * FROM "public"."boxes") AS "boxes";
CREATE OR REPLACE FUNCTION migrate."migrate_value__generated_column_read__boxes__painted"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."painted" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        NEW."area" := (SELECT ((side * side)) FROM (SELECT NEW.*) AS "boxes");
        SELECT (area + 1) INTO NEW."painted" FROM (SELECT NEW.*) AS "boxes";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF ROW(NEW."painted")::record OPERATOR(pg_catalog.*=) ROW(OLD."painted")::record THEN
    migrate_follows := OLD."painted" IS NOT DISTINCT FROM NULL;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (area + 1) INTO migrate_was."painted" FROM (SELECT OLD.*) AS "boxes";
        migrate_follows := ROW(OLD."painted")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."painted")::record;
      END IF;
      IF migrate_follows THEN
        NEW."area" := (SELECT ((side * side)) FROM (SELECT NEW.*) AS "boxes");
        SELECT (area + 1) INTO NEW."painted" FROM (SELECT NEW.*) AS "boxes";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."painted" := NULL;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__generated_column_read__boxes__painted" BEFORE INSERT OR UPDATE ON "public"."boxes" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__generated_column_read__boxes__painted' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__generated_column_read__boxes__painted"();

-- ==== backfill
-- [backfill-1] fill boxes.painted
--   strategy: in place
--   lock: ROW EXCLUSIVE on boxes, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table boxes by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."boxes" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."boxes" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."boxes" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_value__generated_column_read__boxes__painted';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."boxes" SET "painted" = (area + 1)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "painted" IS NOT DISTINCT FROM NULL AND (area + 1) IS NOT NULL;

-- [backfill-2] look for rows not filled: boxes.painted
--   lock: ACCESS SHARE on boxes, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table boxes by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."boxes" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."boxes" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."boxes" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."boxes"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "painted" IS NOT DISTINCT FROM NULL AND (area + 1) IS NOT NULL
LIMIT 5;

-- ==== contract
-- [contract-1] look for what else is built on parcels.price
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."parcels"'::regclass AND a.attname = 'price'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-2] drop parcels.price
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on parcels, milliseconds: catalog only; catalog only; the rows keep their space
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."parcels" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_value__generated_column_read__parcels__price" ON "public"."parcels";
DROP FUNCTION IF EXISTS migrate."migrate_value__generated_column_read__parcels__price"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."parcels"'::regclass AND a.attname = 'price'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on parcels.price since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."parcels" DROP COLUMN IF EXISTS "price";

-- [contract-3] stop deriving boxes.painted
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on boxes, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value__generated_column_read__boxes__painted" ON "public"."boxes";
DROP FUNCTION IF EXISTS migrate."migrate_value__generated_column_read__boxes__painted"();
