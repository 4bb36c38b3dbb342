-- migration: rename_empty_table
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
-- [expand-1] add inbox.content beside inbox.body, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on inbox, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_empty_table__inbox__body" ON "public"."inbox"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_empty_table__inbox__body"()
--   undo: ALTER TABLE IF EXISTS "public"."inbox" DROP COLUMN IF EXISTS "content"
ALTER TABLE "public"."inbox" ADD COLUMN "content" character varying(200);
CREATE OR REPLACE FUNCTION migrate."migrate_rename__rename_empty_table__inbox__body"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."content" IS NOT DISTINCT FROM NULL) THEN
      NEW."body" := NEW."content";
    ELSE
      NEW."content" := NEW."body";
    END IF;
  ELSIF NEW."content" IS DISTINCT FROM OLD."content" THEN
    NEW."body" := NEW."content";
  ELSE
    NEW."content" := NEW."body";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__rename_empty_table__inbox__body" BEFORE INSERT OR UPDATE ON "public"."inbox" FOR EACH ROW
  WHEN (NEW."content" IS DISTINCT FROM NEW."body")
  EXECUTE FUNCTION migrate."migrate_rename__rename_empty_table__inbox__body"();

-- ==== backfill
-- [backfill-1] fill inbox.content from inbox.body
--   strategy: in place
--   lock: ROW EXCLUSIVE on inbox, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table inbox by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."inbox" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."inbox" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."inbox" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."inbox" SET "content" = "body"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "body" IS DISTINCT FROM "content";

-- [backfill-2] compare inbox.content with inbox.body
--   lock: ACCESS SHARE on inbox, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table inbox by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."inbox" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."inbox" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."inbox" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."inbox"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "body" IS DISTINCT FROM "content"
LIMIT 5;

-- ==== contract
-- [contract-1] compare inbox.content with inbox.body again
--   lock: ACCESS SHARE on inbox, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table inbox by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."inbox" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."inbox" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."inbox" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."inbox"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "body" IS DISTINCT FROM "content"
LIMIT 5;

-- [contract-2] look for what else is built on inbox.content
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."inbox"'::regclass AND a.attname = 'content'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-3] make inbox.content the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on inbox, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."inbox" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_empty_table__inbox__body" ON "public"."inbox";
DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_empty_table__inbox__body"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."inbox"'::regclass AND a.attname = 'content'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on inbox.content since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."inbox" DROP COLUMN "content";
ALTER TABLE "public"."inbox" RENAME COLUMN "body" TO "content";
