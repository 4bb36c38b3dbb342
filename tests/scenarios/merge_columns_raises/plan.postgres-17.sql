-- migration: merge_columns_raises
-- description: A `down` that raises an error for some rows
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
-- note: spans.width, height into size: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ

-- ==== expand
-- [expand-1] add the columns of spans.width, height into size, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on spans, milliseconds: catalog only; the new columns are empty; nothing is rewritten
--   why: old code writes the old columns, new code the new ones; where a statement writes both, both are kept
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_map__merge_columns_raises__spans__width" ON "public"."spans"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_map__merge_columns_raises__spans__width"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__merge_columns_raises__spans__size"("public"."spans")
--   undo: ALTER TABLE IF EXISTS "public"."spans" DROP COLUMN IF EXISTS "size"
--   loss: values of spans.width, height into size that the old columns do not give again, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."spans" WHERE CASE WHEN "size" IS NOT DISTINCT FROM NULL THEN false ELSE ROW("size")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__merge_columns_raises__spans__size"("spans".*))::record END LIMIT 1000) AS found
ALTER TABLE "public"."spans" ADD COLUMN "size" character varying(20);
EXPLAIN UPDATE "public"."spans" SET "size" = (width || 'x' || height) WHERE false;
EXPLAIN SELECT (width || 'x' || height) AS value FROM (SELECT * FROM "public"."spans") AS "spans";
EXPLAIN UPDATE "public"."spans" SET "width" = (split_part(size, 'x', 1)::integer) WHERE false;
EXPLAIN SELECT (split_part(size, 'x', 1)::integer) AS value FROM (SELECT * FROM "public"."spans") AS "spans";
EXPLAIN UPDATE "public"."spans" SET "height" = (split_part(size, 'x', 2)::integer) WHERE false;
EXPLAIN SELECT (split_part(size, 'x', 2)::integer) AS value FROM (SELECT * FROM "public"."spans") AS "spans";
CREATE OR REPLACE FUNCTION migrate."migrate_row__merge_columns_raises__spans__size"("public"."spans") RETURNS character varying(20) LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value character varying(20);
BEGIN
  SELECT (width || 'x' || height) INTO migrate_value FROM (SELECT ($1).*) AS "spans";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_map__merge_columns_raises__spans__width"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_new_given boolean;
  migrate_old_given boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    migrate_new_given := (NOT (NEW."size" IS NOT DISTINCT FROM NULL));
    migrate_old_given := NOT migrate_new_given OR (NOT (NEW."width" IS NOT DISTINCT FROM NULL) OR NOT (NEW."height" IS NOT DISTINCT FROM NULL));
  ELSE
    migrate_new_given := (ROW(NEW."size")::record OPERATOR(pg_catalog.*<>) ROW(OLD."size")::record);
    migrate_old_given := (ROW(NEW."width")::record OPERATOR(pg_catalog.*<>) ROW(OLD."width")::record OR ROW(NEW."height")::record OPERATOR(pg_catalog.*<>) ROW(OLD."height")::record) OR NOT migrate_new_given AND OLD."size" IS NOT DISTINCT FROM NULL;
    IF migrate_new_given AND OLD."size" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        IF NEW."size" IS NOT DISTINCT FROM NULL THEN
          SELECT (width || 'x' || height) INTO NEW."size" FROM (SELECT OLD.*) AS "spans";
        END IF;
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      SELECT (split_part(size, 'x', 1)::integer), (split_part(size, 'x', 2)::integer) INTO NEW."width", NEW."height" FROM (SELECT NEW.*) AS "spans";
    EXCEPTION WHEN others THEN
      NEW."width" := NULL;
      IF NEW."height" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
    END;
  ELSIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      SELECT (width || 'x' || height) INTO NEW."size" FROM (SELECT NEW.*) AS "spans";
    EXCEPTION WHEN others THEN
      NEW."size" := NULL;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_map__merge_columns_raises__spans__width" BEFORE INSERT OR UPDATE ON "public"."spans" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_map__merge_columns_raises__spans__width' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_map__merge_columns_raises__spans__width"();

-- ==== backfill
-- [backfill-1] fill spans.width, height into size
--   strategy: in place
--   lock: ROW EXCLUSIVE on spans, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have values already are left alone; one that cannot be mapped is named
--   batches: table spans by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."spans" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."spans" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."spans" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_map__merge_columns_raises__spans__width';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."spans" SET "size" = migrate."migrate_row__merge_columns_raises__spans__size"("spans".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "size" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__merge_columns_raises__spans__size"("spans".*) IS NOT DISTINCT FROM NULL));

-- [backfill-2] look for rows not filled: spans.width, height into size
--   lock: ACCESS SHARE on spans, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table spans by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."spans" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."spans" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."spans" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."spans"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "size" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__merge_columns_raises__spans__size"("spans".*) IS NOT DISTINCT FROM NULL))
LIMIT 5;

-- [backfill-3] look for rows without spans.size
--   lock: ACCESS SHARE on spans, while the table is read once; reads and writes go on
--   why: the column becomes NOT NULL: from then on a write that `up` maps to NULL fails
--   expects: no row
SELECT "id" FROM "public"."spans" WHERE "size" IS NULL LIMIT 5;

-- [backfill-4] require spans.size for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on spans, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."spans" DROP CONSTRAINT IF EXISTS "migrate_not_null__spans__size"
ALTER TABLE "public"."spans" ADD CONSTRAINT "migrate_not_null__spans__size" CHECK ("size" IS NOT NULL) NOT VALID;

-- [backfill-5] prove that spans.size holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on spans, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."spans" VALIDATE CONSTRAINT "migrate_not_null__spans__size";

-- [backfill-6] make spans.size NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on spans, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."spans" ALTER COLUMN "size" SET NOT NULL;
ALTER TABLE "public"."spans" DROP CONSTRAINT "migrate_not_null__spans__size";

-- ==== contract
-- [contract-1] look for rows not filled: spans.width, height into size, again
--   lock: ACCESS SHARE on spans, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table spans by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."spans" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."spans" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."spans" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."spans"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "size" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__merge_columns_raises__spans__size"("spans".*) IS NOT DISTINCT FROM NULL))
LIMIT 5;

-- [contract-2] look for what else is built on spans.width
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."spans"'::regclass AND a.attname = 'width'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-3] look for what else is built on spans.height
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."spans"'::regclass AND a.attname = 'height'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-4] drop the old columns of spans.width, height into size
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on spans, milliseconds: catalog only; the rows keep their space
--   why: no live code uses them
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."spans" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_map__merge_columns_raises__spans__width" ON "public"."spans";
DROP FUNCTION IF EXISTS migrate."migrate_map__merge_columns_raises__spans__width"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."spans"'::regclass AND a.attname = 'width'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on spans.width since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."spans"'::regclass AND a.attname = 'height'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on spans.height since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP FUNCTION IF EXISTS migrate."migrate_row__merge_columns_raises__spans__size"("public"."spans");
ALTER TABLE "public"."spans" DROP COLUMN "width";
ALTER TABLE "public"."spans" DROP COLUMN "height";
