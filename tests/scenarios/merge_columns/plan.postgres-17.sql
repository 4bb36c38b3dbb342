-- migration: merge_columns
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
-- note: places.zip, city into address: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ

-- ==== expand
-- [expand-1] add the columns of places.zip, city into address, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on places, milliseconds: catalog only; the new columns are empty; nothing is rewritten
--   why: old code writes the old columns, new code the new ones; where a statement writes both, both are kept
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_map__merge_columns__places__zip" ON "public"."places"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_map__merge_columns__places__zip"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__merge_columns__places__address"("public"."places")
--   undo: ALTER TABLE IF EXISTS "public"."places" DROP COLUMN IF EXISTS "address"
--   loss: values of places.zip, city into address that the old columns do not give again, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."places" WHERE CASE WHEN "address" IS NOT DISTINCT FROM NULL THEN false ELSE ROW("address")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__merge_columns__places__address"("places".*))::record END LIMIT 1000) AS found
ALTER TABLE "public"."places" ADD COLUMN "address" text;
ALTER TABLE "public"."places" ALTER COLUMN "address" SET DEFAULT ('00000 nowhere');
ALTER TABLE "public"."places" ALTER COLUMN "address" DROP DEFAULT;
EXPLAIN UPDATE "public"."places" SET "address" = (zip || coalesce(' ' || city, '')) WHERE false;
EXPLAIN SELECT (zip || coalesce(' ' || city, '')) AS value FROM (SELECT * FROM "public"."places") AS "places";
EXPLAIN UPDATE "public"."places" SET "zip" = (split_part(address, ' ', 1)) WHERE false;
EXPLAIN SELECT (split_part(address, ' ', 1)) AS value FROM (SELECT * FROM "public"."places") AS "places";
EXPLAIN UPDATE "public"."places" SET "city" = (nullif(substr(address, length(split_part(address, ' ', 1)) + 2), '')) WHERE false;
EXPLAIN SELECT (nullif(substr(address, length(split_part(address, ' ', 1)) + 2), '')) AS value FROM (SELECT * FROM "public"."places") AS "places";
CREATE OR REPLACE FUNCTION migrate."migrate_row__merge_columns__places__address"("public"."places") RETURNS text LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value text;
BEGIN
  SELECT (zip || coalesce(' ' || city, '')) INTO migrate_value FROM (SELECT ($1).*) AS "places";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_map__merge_columns__places__zip"() RETURNS trigger LANGUAGE plpgsql
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
    migrate_new_given := (NOT (NEW."address" IS NOT DISTINCT FROM NULL));
    migrate_old_given := NOT migrate_new_given OR (ROW(NEW."zip")::record OPERATOR(pg_catalog.*<>) ROW(CAST(('00000'::character varying) AS character varying(10)))::record OR NOT (NEW."city" IS NOT DISTINCT FROM NULL));
  ELSE
    migrate_new_given := (ROW(NEW."address")::record OPERATOR(pg_catalog.*<>) ROW(OLD."address")::record);
    migrate_old_given := (ROW(NEW."zip")::record OPERATOR(pg_catalog.*<>) ROW(OLD."zip")::record OR ROW(NEW."city")::record OPERATOR(pg_catalog.*<>) ROW(OLD."city")::record) OR NOT migrate_new_given AND OLD."address" IS NOT DISTINCT FROM NULL;
    IF migrate_new_given AND OLD."address" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        IF NEW."address" IS NOT DISTINCT FROM NULL THEN
          SELECT (zip || coalesce(' ' || city, '')) INTO NEW."address" FROM (SELECT OLD.*) AS "places";
        END IF;
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      SELECT (split_part(address, ' ', 1)), (nullif(substr(address, length(split_part(address, ' ', 1)) + 2), '')) INTO NEW."zip", NEW."city" FROM (SELECT NEW.*) AS "places";
    EXCEPTION WHEN others THEN
      IF NEW."zip" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
      NEW."city" := NULL;
    END;
  ELSIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      SELECT (zip || coalesce(' ' || city, '')) INTO NEW."address" FROM (SELECT NEW.*) AS "places";
    EXCEPTION WHEN others THEN
      NEW."address" := NULL;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_map__merge_columns__places__zip" BEFORE INSERT OR UPDATE ON "public"."places" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_map__merge_columns__places__zip' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_map__merge_columns__places__zip"();

-- ==== backfill
-- [backfill-1] fill places.zip, city into address
--   strategy: in place
--   lock: ROW EXCLUSIVE on places, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have values already are left alone; one that cannot be mapped is named
--   batches: table places by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."places" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."places" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."places" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_map__merge_columns__places__zip';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."places" SET "address" = migrate."migrate_row__merge_columns__places__address"("places".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "address" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__merge_columns__places__address"("places".*) IS NOT DISTINCT FROM NULL));

-- [backfill-2] look for rows not filled: places.zip, city into address
--   lock: ACCESS SHARE on places, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table places by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."places" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."places" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."places" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."places"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "address" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__merge_columns__places__address"("places".*) IS NOT DISTINCT FROM NULL))
LIMIT 5;

-- [backfill-3] look for rows without places.address
--   lock: ACCESS SHARE on places, while the table is read once; reads and writes go on
--   why: the column becomes NOT NULL: from then on a write that `up` maps to NULL fails
--   expects: no row
SELECT "id" FROM "public"."places" WHERE "address" IS NULL LIMIT 5;

-- [backfill-4] require places.address for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on places, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."places" DROP CONSTRAINT IF EXISTS "migrate_not_null__places__address"
ALTER TABLE "public"."places" ADD CONSTRAINT "migrate_not_null__places__address" CHECK ("address" IS NOT NULL) NOT VALID;

-- [backfill-5] prove that places.address holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on places, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."places" VALIDATE CONSTRAINT "migrate_not_null__places__address";

-- [backfill-6] make places.address NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on places, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."places" ALTER COLUMN "address" SET NOT NULL;
ALTER TABLE "public"."places" DROP CONSTRAINT "migrate_not_null__places__address";

-- ==== contract
-- [contract-1] look for rows not filled: places.zip, city into address, again
--   lock: ACCESS SHARE on places, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table places by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."places" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."places" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."places" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."places"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "address" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__merge_columns__places__address"("places".*) IS NOT DISTINCT FROM NULL))
LIMIT 5;

-- [contract-2] look for what else is built on places.zip
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."places"'::regclass AND a.attname = 'zip'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-3] look for what else is built on places.city
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."places"'::regclass AND a.attname = 'city'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-4] drop the old columns of places.zip, city into address
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on places, milliseconds: catalog only; the rows keep their space
--   why: no live code uses them
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."places" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_map__merge_columns__places__zip" ON "public"."places";
DROP FUNCTION IF EXISTS migrate."migrate_map__merge_columns__places__zip"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."places"'::regclass AND a.attname = 'zip'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on places.zip since it was looked for: ' || migrate_built;
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."places"'::regclass AND a.attname = 'city'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on places.city since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP FUNCTION IF EXISTS migrate."migrate_row__merge_columns__places__address"("public"."places");
ALTER TABLE "public"."places" ALTER COLUMN "address" SET DEFAULT ('00000 nowhere');
ALTER TABLE "public"."places" DROP COLUMN "zip";
ALTER TABLE "public"."places" DROP COLUMN "city";
