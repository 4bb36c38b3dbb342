-- migration: rename_default_beyond_ascii
-- description: Defaults that are expressions with text beyond ASCII
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
-- [expand-1] add shops.city beside shops.town, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_default_beyond_ascii__shops__town" ON "public"."shops"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_default_beyond_ascii__shops__town"()
--   undo: ALTER TABLE IF EXISTS "public"."shops" DROP COLUMN IF EXISTS "city"
ALTER TABLE "public"."shops" ADD COLUMN "city" character varying(20) DEFAULT ('Zürich'::character varying);
CREATE OR REPLACE FUNCTION migrate."migrate_rename__rename_default_beyond_ascii__shops__town"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."city" IS DISTINCT FROM CAST(('Zürich'::character varying) AS character varying(20)) THEN
      NEW."town" := NEW."city";
    ELSE
      NEW."city" := NEW."town";
    END IF;
  ELSIF NEW."city" IS DISTINCT FROM OLD."city" THEN
    NEW."town" := NEW."city";
  ELSE
    NEW."city" := NEW."town";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__rename_default_beyond_ascii__shops__town" BEFORE INSERT OR UPDATE ON "public"."shops" FOR EACH ROW
  WHEN (NEW."city" IS DISTINCT FROM NEW."town")
  EXECUTE FUNCTION migrate."migrate_rename__rename_default_beyond_ascii__shops__town"();

-- [expand-2] add shops.road beside shops.street, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_default_beyond_ascii__shops__street" ON "public"."shops"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_default_beyond_ascii__shops__street"()
--   undo: ALTER TABLE IF EXISTS "public"."shops" DROP COLUMN IF EXISTS "road"
ALTER TABLE "public"."shops" ADD COLUMN "road" character varying(40);
CREATE OR REPLACE FUNCTION migrate."migrate_rename__rename_default_beyond_ascii__shops__street"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."road" IS NOT DISTINCT FROM NULL) THEN
      NEW."street" := NEW."road";
    ELSE
      NEW."road" := NEW."street";
    END IF;
  ELSIF NEW."road" IS DISTINCT FROM OLD."road" THEN
    NEW."street" := NEW."road";
  ELSE
    NEW."road" := NEW."street";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__rename_default_beyond_ascii__shops__street" BEFORE INSERT OR UPDATE ON "public"."shops" FOR EACH ROW
  WHEN (NEW."road" IS DISTINCT FROM NEW."street")
  EXECUTE FUNCTION migrate."migrate_rename__rename_default_beyond_ascii__shops__street"();

-- ==== backfill
-- [backfill-1] fill shops.city from shops.town
--   strategy: in place
--   lock: ROW EXCLUSIVE on shops, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."shops" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."shops" SET "city" = "town"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "town" IS DISTINCT FROM "city";

-- [backfill-2] compare shops.city with shops.town
--   lock: ACCESS SHARE on shops, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."shops" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."shops"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "town" IS DISTINCT FROM "city"
LIMIT 5;

-- [backfill-3] fill shops.road from shops.street
--   strategy: in place
--   lock: ROW EXCLUSIVE on shops, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."shops" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."shops" SET "road" = "street"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "street" IS DISTINCT FROM "road";

-- [backfill-4] compare shops.road with shops.street
--   lock: ACCESS SHARE on shops, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."shops" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."shops"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "street" IS DISTINCT FROM "road"
LIMIT 5;

-- ==== contract
-- [contract-1] compare shops.city with shops.town again
--   lock: ACCESS SHARE on shops, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."shops" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."shops"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "town" IS DISTINCT FROM "city"
LIMIT 5;

-- [contract-2] compare shops.road with shops.street again
--   lock: ACCESS SHARE on shops, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table shops by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."shops" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."shops" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."shops"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "street" IS DISTINCT FROM "road"
LIMIT 5;

-- [contract-3] look for what else is built on shops.city
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."shops"'::regclass AND a.attname = 'city'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-4] make shops.city the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."shops" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_default_beyond_ascii__shops__town" ON "public"."shops";
DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_default_beyond_ascii__shops__town"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."shops"'::regclass AND a.attname = 'city'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on shops.city since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."shops" DROP COLUMN "city";
ALTER TABLE "public"."shops" RENAME COLUMN "town" TO "city";

-- [contract-5] look for what else is built on shops.road
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."shops"'::regclass AND a.attname = 'road'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-6] make shops.road the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on shops, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."shops" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_default_beyond_ascii__shops__street" ON "public"."shops";
DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_default_beyond_ascii__shops__street"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."shops"'::regclass AND a.attname = 'road'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on shops.road since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."shops" DROP COLUMN "road";
ALTER TABLE "public"."shops" RENAME COLUMN "street" TO "road";
