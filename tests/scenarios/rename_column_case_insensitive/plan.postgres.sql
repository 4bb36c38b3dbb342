-- migration: rename_column_case_insensitive
-- description: A change of case alone is a change, whatever the collation says
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
-- [expand-1] add tags.title beside tags.label, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on tags, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_case_insensitive__tags__label" ON "public"."tags"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_case_insensitive__tags__label"()
--   undo: ALTER TABLE IF EXISTS "public"."tags" DROP COLUMN IF EXISTS "title"
ALTER TABLE "public"."tags" ADD COLUMN "title" character varying(50) COLLATE public.case_insensitive;
CREATE OR REPLACE FUNCTION migrate."migrate_rename__rename_column_case_insensitive__tags__label"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."title" IS NOT DISTINCT FROM NULL) THEN
      NEW."label" := NEW."title";
    ELSE
      NEW."title" := NEW."label";
    END IF;
  ELSIF ROW(NEW."title")::record OPERATOR(pg_catalog.*<>) ROW(OLD."title")::record THEN
    NEW."label" := NEW."title";
  ELSE
    NEW."title" := NEW."label";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__rename_column_case_insensitive__tags__label" BEFORE INSERT OR UPDATE ON "public"."tags" FOR EACH ROW
  WHEN (ROW(NEW."title")::record OPERATOR(pg_catalog.*<>) ROW(NEW."label")::record)
  EXECUTE FUNCTION migrate."migrate_rename__rename_column_case_insensitive__tags__label"();

-- ==== backfill
-- [backfill-1] fill tags.title from tags.label
--   strategy: in place
--   lock: ROW EXCLUSIVE on tags, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table tags by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."tags" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."tags" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."tags" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."tags" SET "title" = "label"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("label")::record OPERATOR(pg_catalog.*<>) ROW("title")::record;

-- [backfill-2] compare tags.title with tags.label
--   lock: ACCESS SHARE on tags, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table tags by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."tags" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."tags" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."tags" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."tags"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("label")::record OPERATOR(pg_catalog.*<>) ROW("title")::record
LIMIT 5;

-- ==== contract
-- [contract-1] compare tags.title with tags.label again
--   lock: ACCESS SHARE on tags, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table tags by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."tags" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."tags" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."tags" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."tags"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("label")::record OPERATOR(pg_catalog.*<>) ROW("title")::record
LIMIT 5;

-- [contract-2] look for what else is built on tags.title
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."tags"'::regclass AND a.attname = 'title'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-3] make tags.title the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on tags, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."tags" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_case_insensitive__tags__label" ON "public"."tags";
DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_case_insensitive__tags__label"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."tags"'::regclass AND a.attname = 'title'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on tags.title since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."tags" DROP COLUMN "title";
ALTER TABLE "public"."tags" RENAME COLUMN "label" TO "title";
