-- migration: split_merge_fields
-- description: Defaults, comments and NULL of what columns are split and merged into
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
-- note: people.name into first, last: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ
-- note: places.zip, city into address: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ

-- ==== expand
-- [expand-1] add the columns of people.name into first, last, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; the new columns are empty; nothing is rewritten
--   why: old code writes the old columns, new code the new ones; where a statement writes both, both are kept
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_map__split_merge_fields__people__name" ON "public"."people"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_map__split_merge_fields__people__name"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__split_merge_fields__people__first"("public"."people")
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__split_merge_fields__people__last"("public"."people")
--   undo: ALTER TABLE IF EXISTS "public"."people" DROP COLUMN IF EXISTS "first"
--   undo: ALTER TABLE IF EXISTS "public"."people" DROP COLUMN IF EXISTS "last"
--   loss: values of people.name into first, last that the old columns do not give again, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."people" WHERE CASE WHEN "first" IS NOT DISTINCT FROM NULL AND "last" IS NOT DISTINCT FROM NULL THEN false ELSE ROW("first")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__split_merge_fields__people__first"("people".*))::record OR ROW("last")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__split_merge_fields__people__last"("people".*))::record END LIMIT 1000) AS found
ALTER TABLE "public"."people" ADD COLUMN "first" text;
ALTER TABLE "public"."people" ADD COLUMN "last" text;
ALTER TABLE "public"."people" ALTER COLUMN "first" SET DEFAULT ('N.');
ALTER TABLE "public"."people" ALTER COLUMN "first" DROP DEFAULT;
ALTER TABLE "public"."people" ALTER COLUMN "last" SET DEFAULT ('N.');
ALTER TABLE "public"."people" ALTER COLUMN "last" DROP DEFAULT;
COMMENT ON COLUMN "public"."people"."first" IS 'given';
EXPLAIN UPDATE "public"."people" SET "first" = (split_part(name, ' ', 1)) WHERE false;
EXPLAIN SELECT (split_part(name, ' ', 1)) AS value FROM (SELECT * FROM "public"."people") AS "people";
EXPLAIN UPDATE "public"."people" SET "last" = (split_part(name, ' ', 2)) WHERE false;
EXPLAIN SELECT (split_part(name, ' ', 2)) AS value FROM (SELECT * FROM "public"."people") AS "people";
EXPLAIN UPDATE "public"."people" SET "name" = (first || ' ' || last) WHERE false;
EXPLAIN SELECT (first || ' ' || last) AS value FROM (SELECT * FROM "public"."people") AS "people";
CREATE OR REPLACE FUNCTION migrate."migrate_row__split_merge_fields__people__first"("public"."people") RETURNS text LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value text;
BEGIN
  SELECT (split_part(name, ' ', 1)) INTO migrate_value FROM (SELECT ($1).*) AS "people";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_row__split_merge_fields__people__last"("public"."people") RETURNS text LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value text;
BEGIN
  SELECT (split_part(name, ' ', 2)) INTO migrate_value FROM (SELECT ($1).*) AS "people";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_map__split_merge_fields__people__name"() RETURNS trigger LANGUAGE plpgsql
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
    migrate_new_given := (NOT (NEW."first" IS NOT DISTINCT FROM NULL) OR NOT (NEW."last" IS NOT DISTINCT FROM NULL));
    migrate_old_given := NOT migrate_new_given OR (NOT (NEW."name" IS NOT DISTINCT FROM NULL));
  ELSE
    migrate_new_given := (ROW(NEW."first")::record OPERATOR(pg_catalog.*<>) ROW(OLD."first")::record OR ROW(NEW."last")::record OPERATOR(pg_catalog.*<>) ROW(OLD."last")::record);
    migrate_old_given := (ROW(NEW."name")::record OPERATOR(pg_catalog.*<>) ROW(OLD."name")::record) OR NOT migrate_new_given AND OLD."first" IS NOT DISTINCT FROM NULL AND OLD."last" IS NOT DISTINCT FROM NULL;
    IF migrate_new_given AND OLD."first" IS NOT DISTINCT FROM NULL AND OLD."last" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        IF NEW."first" IS NOT DISTINCT FROM NULL THEN
          SELECT (split_part(name, ' ', 1)) INTO NEW."first" FROM (SELECT OLD.*) AS "people";
        END IF;
        IF NEW."last" IS NOT DISTINCT FROM NULL THEN
          SELECT (split_part(name, ' ', 2)) INTO NEW."last" FROM (SELECT OLD.*) AS "people";
        END IF;
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      SELECT (first || ' ' || last) INTO NEW."name" FROM (SELECT NEW.*) AS "people";
    EXCEPTION WHEN others THEN
      IF NEW."name" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
    END;
  ELSIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      SELECT (split_part(name, ' ', 1)), (split_part(name, ' ', 2)) INTO NEW."first", NEW."last" FROM (SELECT NEW.*) AS "people";
    EXCEPTION WHEN others THEN
      NEW."first" := NULL;
      NEW."last" := NULL;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_map__split_merge_fields__people__name" BEFORE INSERT OR UPDATE ON "public"."people" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_map__split_merge_fields__people__name' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_map__split_merge_fields__people__name"();

-- [expand-2] add the columns of places.zip, city into address, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on places, milliseconds: catalog only; the new columns are empty; nothing is rewritten
--   why: old code writes the old columns, new code the new ones; where a statement writes both, both are kept
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_map__split_merge_fields__places__zip" ON "public"."places"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_map__split_merge_fields__places__zip"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__split_merge_fields__places__address"("public"."places")
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_settled__split_merge_fields__places__zip"("public"."places")
--   undo: ALTER TABLE IF EXISTS "public"."places" DROP COLUMN IF EXISTS "address"
--   loss: values of places.zip, city into address that the old columns do not give again, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."places" WHERE CASE WHEN "address" IS NOT DISTINCT FROM NULL THEN false ELSE ROW("address")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__split_merge_fields__places__address"("places".*))::record END LIMIT 1000) AS found
ALTER TABLE "public"."places" ADD COLUMN "address" text;
COMMENT ON COLUMN "public"."places"."address" IS 'as on a letter';
EXPLAIN UPDATE "public"."places" SET "address" = (zip || ' ' || city) WHERE false;
EXPLAIN SELECT (zip || ' ' || city) AS value FROM (SELECT * FROM "public"."places") AS "places";
EXPLAIN UPDATE "public"."places" SET "zip" = (split_part(address, ' ', 1)) WHERE false;
EXPLAIN SELECT (split_part(address, ' ', 1)) AS value FROM (SELECT * FROM "public"."places") AS "places";
EXPLAIN UPDATE "public"."places" SET "city" = (split_part(address, ' ', 2)) WHERE false;
EXPLAIN SELECT (split_part(address, ' ', 2)) AS value FROM (SELECT * FROM "public"."places") AS "places";
CREATE OR REPLACE FUNCTION migrate."migrate_row__split_merge_fields__places__address"("public"."places") RETURNS text LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value text;
BEGIN
  SELECT (zip || ' ' || city) INTO migrate_value FROM (SELECT ($1).*) AS "places";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_settled__split_merge_fields__places__zip"("public"."places") RETURNS boolean LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
BEGIN
  migrate_was := $1;
  SELECT (split_part(address, ' ', 1)), (split_part(address, ' ', 2)) INTO migrate_was."zip", migrate_was."city" FROM (SELECT ($1).*) AS "places";
  RETURN ROW(($1)."zip")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."zip")::record AND ROW(($1)."city")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."city")::record;
EXCEPTION WHEN others THEN
  RETURN false;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_map__split_merge_fields__places__zip"() RETURNS trigger LANGUAGE plpgsql
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
  migrate_unfilled boolean;
  migrate_was record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    migrate_new_given := (NOT (NEW."address" IS NOT DISTINCT FROM NULL));
    migrate_old_given := NOT migrate_new_given OR (NOT (NEW."zip" IS NOT DISTINCT FROM NULL) OR NOT (NEW."city" IS NOT DISTINCT FROM NULL));
  ELSE
    migrate_unfilled := OLD."address" IS NOT DISTINCT FROM NULL;
    IF migrate_unfilled THEN
      BEGIN
        migrate_was := OLD;
        SELECT (split_part(address, ' ', 1)), (split_part(address, ' ', 2)) INTO migrate_was."zip", migrate_was."city" FROM (SELECT OLD.*) AS "places";
        migrate_unfilled := NOT (ROW(OLD."zip")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."zip")::record AND ROW(OLD."city")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."city")::record);
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    migrate_new_given := (ROW(NEW."address")::record OPERATOR(pg_catalog.*<>) ROW(OLD."address")::record);
    migrate_old_given := (ROW(NEW."zip")::record OPERATOR(pg_catalog.*<>) ROW(OLD."zip")::record OR ROW(NEW."city")::record OPERATOR(pg_catalog.*<>) ROW(OLD."city")::record) OR NOT migrate_new_given AND migrate_unfilled;
    IF migrate_new_given AND migrate_unfilled THEN
      BEGIN
        IF NEW."address" IS NOT DISTINCT FROM NULL THEN
          SELECT (zip || ' ' || city) INTO NEW."address" FROM (SELECT OLD.*) AS "places";
        END IF;
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      SELECT (split_part(address, ' ', 1)), (split_part(address, ' ', 2)) INTO NEW."zip", NEW."city" FROM (SELECT NEW.*) AS "places";
    EXCEPTION WHEN others THEN
      NEW."zip" := NULL;
      NEW."city" := NULL;
    END;
  ELSIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      SELECT (zip || ' ' || city) INTO NEW."address" FROM (SELECT NEW.*) AS "places";
    EXCEPTION WHEN others THEN
      NEW."address" := NULL;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_map__split_merge_fields__places__zip" BEFORE INSERT OR UPDATE ON "public"."places" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_map__split_merge_fields__places__zip' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_map__split_merge_fields__places__zip"();

-- ==== backfill
-- [backfill-1] fill people.name into first, last
--   strategy: in place
--   lock: ROW EXCLUSIVE on people, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have values already are left alone; one that cannot be mapped is named
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."people" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_map__split_merge_fields__people__name';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."people" SET "first" = migrate."migrate_row__split_merge_fields__people__first"("people".*), "last" = migrate."migrate_row__split_merge_fields__people__last"("people".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "first" IS NOT DISTINCT FROM NULL AND "last" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__split_merge_fields__people__first"("people".*) IS NOT DISTINCT FROM NULL) OR NOT (migrate."migrate_row__split_merge_fields__people__last"("people".*) IS NOT DISTINCT FROM NULL));

-- [backfill-2] look for rows not filled: people.name into first, last
--   lock: ACCESS SHARE on people, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."people" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."people"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "first" IS NOT DISTINCT FROM NULL AND "last" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__split_merge_fields__people__first"("people".*) IS NOT DISTINCT FROM NULL) OR NOT (migrate."migrate_row__split_merge_fields__people__last"("people".*) IS NOT DISTINCT FROM NULL))
LIMIT 5;

-- [backfill-3] look for rows without people.first
--   lock: ACCESS SHARE on people, while the table is read once; reads and writes go on
--   why: the column becomes NOT NULL: from then on a write that `up` maps to NULL fails
--   expects: no row
SELECT "id" FROM "public"."people" WHERE "first" IS NULL LIMIT 5;

-- [backfill-4] require people.first for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."people" DROP CONSTRAINT IF EXISTS "migrate_not_null__people__first"
ALTER TABLE "public"."people" ADD CONSTRAINT "migrate_not_null__people__first" CHECK ("first" IS NOT NULL) NOT VALID;

-- [backfill-5] prove that people.first holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on people, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."people" VALIDATE CONSTRAINT "migrate_not_null__people__first";

-- [backfill-6] make people.first NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."people" ALTER COLUMN "first" SET NOT NULL;
ALTER TABLE "public"."people" DROP CONSTRAINT "migrate_not_null__people__first";

-- [backfill-7] look for rows without people.last
--   lock: ACCESS SHARE on people, while the table is read once; reads and writes go on
--   why: the column becomes NOT NULL: from then on a write that `up` maps to NULL fails
--   expects: no row
SELECT "id" FROM "public"."people" WHERE "last" IS NULL LIMIT 5;

-- [backfill-8] require people.last for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."people" DROP CONSTRAINT IF EXISTS "migrate_not_null__people__last"
ALTER TABLE "public"."people" ADD CONSTRAINT "migrate_not_null__people__last" CHECK ("last" IS NOT NULL) NOT VALID;

-- [backfill-9] prove that people.last holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on people, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."people" VALIDATE CONSTRAINT "migrate_not_null__people__last";

-- [backfill-10] make people.last NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."people" ALTER COLUMN "last" SET NOT NULL;
ALTER TABLE "public"."people" DROP CONSTRAINT "migrate_not_null__people__last";

-- [backfill-11] fill places.zip, city into address
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
SET LOCAL migrate.backfill = 'zz_migrate_map__split_merge_fields__places__zip';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."places" SET "address" = migrate."migrate_row__split_merge_fields__places__address"("places".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "address" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__split_merge_fields__places__address"("places".*) IS NOT DISTINCT FROM NULL));

-- [backfill-12] look for rows not filled: places.zip, city into address
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
  AND "address" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__split_merge_fields__places__address"("places".*) IS NOT DISTINCT FROM NULL))
LIMIT 5;

-- ==== contract
-- [contract-1] look for rows not filled: people.name into first, last, again
--   lock: ACCESS SHARE on people, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."people" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."people"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "first" IS NOT DISTINCT FROM NULL AND "last" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__split_merge_fields__people__first"("people".*) IS NOT DISTINCT FROM NULL) OR NOT (migrate."migrate_row__split_merge_fields__people__last"("people".*) IS NOT DISTINCT FROM NULL))
LIMIT 5;

-- [contract-2] look for rows not filled: places.zip, city into address, again
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
  AND CASE WHEN "address" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__split_merge_fields__places__address"("places".*) IS NOT DISTINCT FROM NULL)) THEN NOT migrate."migrate_settled__split_merge_fields__places__zip"("places".*) ELSE false END
LIMIT 5;

-- [contract-3] look for what else is built on people.name
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."people"'::regclass AND a.attname = 'name'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-4] drop the old columns of people.name into first, last
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; the rows keep their space
--   why: no live code uses them
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."people" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_map__split_merge_fields__people__name" ON "public"."people";
DROP FUNCTION IF EXISTS migrate."migrate_map__split_merge_fields__people__name"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."people"'::regclass AND a.attname = 'name'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on people.name since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP FUNCTION IF EXISTS migrate."migrate_row__split_merge_fields__people__first"("public"."people");
DROP FUNCTION IF EXISTS migrate."migrate_row__split_merge_fields__people__last"("public"."people");
ALTER TABLE "public"."people" ALTER COLUMN "first" SET DEFAULT ('N.');
ALTER TABLE "public"."people" ALTER COLUMN "last" SET DEFAULT ('N.');
ALTER TABLE "public"."people" DROP COLUMN "name";

-- [contract-5] look for what else is built on places.zip
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

-- [contract-6] look for what else is built on places.city
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

-- [contract-7] drop the old columns of places.zip, city into address
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on places, milliseconds: catalog only; the rows keep their space
--   why: no live code uses them
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."places" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_map__split_merge_fields__places__zip" ON "public"."places";
DROP FUNCTION IF EXISTS migrate."migrate_map__split_merge_fields__places__zip"();
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
DROP FUNCTION IF EXISTS migrate."migrate_row__split_merge_fields__places__address"("public"."places");
DROP FUNCTION IF EXISTS migrate."migrate_settled__split_merge_fields__places__zip"("public"."places");
ALTER TABLE "public"."places" DROP COLUMN "zip";
ALTER TABLE "public"."places" DROP COLUMN "city";
