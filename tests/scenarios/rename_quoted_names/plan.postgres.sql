-- migration: rename_quoted_names
-- description: Names with spaces, quotes, reserved words and Unicode
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
-- [expand-1] add order items; -- ünï.from "λ" `where` beside order items; -- ünï.it's a "name", kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on order items; -- ünï, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_quoted_names__order items;_29bb44511f" ON "public"."order items; -- ünï"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_quoted_names__order items;_29bb44511f"()
--   undo: ALTER TABLE IF EXISTS "public"."order items; -- ünï" DROP COLUMN IF EXISTS "from ""λ"" `where`"
ALTER TABLE "public"."order items; -- ünï" ADD COLUMN "from ""λ"" `where`" character varying(100)
;
CREATE OR REPLACE FUNCTION migrate."migrate_rename__rename_quoted_names__order items;_29bb44511f"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."from ""λ"" `where`" IS NOT DISTINCT FROM NULL) THEN
      NEW."it's a ""name""" := NEW."from ""λ"" `where`";
    ELSE
      NEW."from ""λ"" `where`" := NEW."it's a ""name""";
    END IF;
  ELSIF NEW."from ""λ"" `where`" IS DISTINCT FROM OLD."from ""λ"" `where`" THEN
    NEW."it's a ""name""" := NEW."from ""λ"" `where`";
  ELSE
    NEW."from ""λ"" `where`" := NEW."it's a ""name""";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__rename_quoted_names__order items;_29bb44511f" BEFORE INSERT OR UPDATE ON "public"."order items; -- ünï" FOR EACH ROW
  WHEN (NEW."from ""λ"" `where`" IS DISTINCT FROM NEW."it's a ""name""")
  EXECUTE FUNCTION migrate."migrate_rename__rename_quoted_names__order items;_29bb44511f"();

-- [expand-2] add order items; -- ünï.mixed ${case} beside order items; -- ünï.Mixed Case, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on order items; -- ünï, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_quoted_names__order items;_0e36f38415" ON "public"."order items; -- ünï"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_quoted_names__order items;_0e36f38415"()
--   undo: ALTER TABLE IF EXISTS "public"."order items; -- ünï" DROP COLUMN IF EXISTS "mixed ${case}"
ALTER TABLE "public"."order items; -- ünï" ADD COLUMN "mixed ${case}" character varying(100)
;
CREATE OR REPLACE FUNCTION migrate."migrate_rename__rename_quoted_names__order items;_0e36f38415"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."mixed ${case}" IS NOT DISTINCT FROM NULL) THEN
      NEW."Mixed Case" := NEW."mixed ${case}";
    ELSE
      NEW."mixed ${case}" := NEW."Mixed Case";
    END IF;
  ELSIF NEW."mixed ${case}" IS DISTINCT FROM OLD."mixed ${case}" THEN
    NEW."Mixed Case" := NEW."mixed ${case}";
  ELSE
    NEW."mixed ${case}" := NEW."Mixed Case";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__rename_quoted_names__order items;_0e36f38415" BEFORE INSERT OR UPDATE ON "public"."order items; -- ünï" FOR EACH ROW
  WHEN (NEW."mixed ${case}" IS DISTINCT FROM NEW."Mixed Case")
  EXECUTE FUNCTION migrate."migrate_rename__rename_quoted_names__order items;_0e36f38415"();

-- ==== backfill
-- [backfill-1] fill order items; -- ünï.from "λ" `where` from order items; -- ünï.it's a "name"
--   strategy: in place
--   lock: ROW EXCLUSIVE on order items; -- ünï, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table order items; -- ünï by select; each commits together with its checkpoint
--   first key, once:
SELECT "select" FROM "public"."order items; -- ünï" ORDER BY "select" LIMIT 1
;
--   last key, once:
SELECT "select" FROM "public"."order items; -- ünï" ORDER BY "select" DESC LIMIT 1
;
--   end of this batch and start of the next:
--     $1 = from.select, $2 = end.select, $3 = batch size - 1
SELECT "select" FROM "public"."order items; -- ünï" WHERE "select" >= $1::integer AND "select" <= $2::integer ORDER BY "select" LIMIT 2 OFFSET $3::bigint
;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.select, $2 = to.select
UPDATE "public"."order items; -- ünï" SET "from ""λ"" `where`" = "it's a ""name"""
WHERE "select" >= $1::integer AND "select" <= $2::integer
  AND "it's a ""name""" IS DISTINCT FROM "from ""λ"" `where`";

-- [backfill-2] compare order items; -- ünï.from "λ" `where` with order items; -- ünï.it's a "name"
--   lock: ACCESS SHARE on order items; -- ünï, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table order items; -- ünï by select; each commits together with its checkpoint
--   first key, once:
SELECT "select" FROM "public"."order items; -- ünï" ORDER BY "select" LIMIT 1
;
--   last key, once:
SELECT "select" FROM "public"."order items; -- ünï" ORDER BY "select" DESC LIMIT 1
;
--   end of this batch and start of the next:
--     $1 = from.select, $2 = end.select, $3 = batch size - 1
SELECT "select" FROM "public"."order items; -- ünï" WHERE "select" >= $1::integer AND "select" <= $2::integer ORDER BY "select" LIMIT 2 OFFSET $3::bigint
;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.select, $2 = to.select
SELECT "select" FROM "public"."order items; -- ünï"
WHERE "select" >= $1::integer AND "select" <= $2::integer
  AND "it's a ""name""" IS DISTINCT FROM "from ""λ"" `where`"
LIMIT 5;

-- [backfill-3] fill order items; -- ünï.mixed ${case} from order items; -- ünï.Mixed Case
--   strategy: in place
--   lock: ROW EXCLUSIVE on order items; -- ünï, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table order items; -- ünï by select; each commits together with its checkpoint
--   first key, once:
SELECT "select" FROM "public"."order items; -- ünï" ORDER BY "select" LIMIT 1
;
--   last key, once:
SELECT "select" FROM "public"."order items; -- ünï" ORDER BY "select" DESC LIMIT 1
;
--   end of this batch and start of the next:
--     $1 = from.select, $2 = end.select, $3 = batch size - 1
SELECT "select" FROM "public"."order items; -- ünï" WHERE "select" >= $1::integer AND "select" <= $2::integer ORDER BY "select" LIMIT 2 OFFSET $3::bigint
;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.select, $2 = to.select
UPDATE "public"."order items; -- ünï" SET "mixed ${case}" = "Mixed Case"
WHERE "select" >= $1::integer AND "select" <= $2::integer
  AND "Mixed Case" IS DISTINCT FROM "mixed ${case}";

-- [backfill-4] compare order items; -- ünï.mixed ${case} with order items; -- ünï.Mixed Case
--   lock: ACCESS SHARE on order items; -- ünï, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table order items; -- ünï by select; each commits together with its checkpoint
--   first key, once:
SELECT "select" FROM "public"."order items; -- ünï" ORDER BY "select" LIMIT 1
;
--   last key, once:
SELECT "select" FROM "public"."order items; -- ünï" ORDER BY "select" DESC LIMIT 1
;
--   end of this batch and start of the next:
--     $1 = from.select, $2 = end.select, $3 = batch size - 1
SELECT "select" FROM "public"."order items; -- ünï" WHERE "select" >= $1::integer AND "select" <= $2::integer ORDER BY "select" LIMIT 2 OFFSET $3::bigint
;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.select, $2 = to.select
SELECT "select" FROM "public"."order items; -- ünï"
WHERE "select" >= $1::integer AND "select" <= $2::integer
  AND "Mixed Case" IS DISTINCT FROM "mixed ${case}"
LIMIT 5;

-- ==== contract
-- [contract-1] compare order items; -- ünï.from "λ" `where` with order items; -- ünï.it's a "name" again
--   lock: ACCESS SHARE on order items; -- ünï, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table order items; -- ünï by select; each commits together with its checkpoint
--   first key, once:
SELECT "select" FROM "public"."order items; -- ünï" ORDER BY "select" LIMIT 1
;
--   last key, once:
SELECT "select" FROM "public"."order items; -- ünï" ORDER BY "select" DESC LIMIT 1
;
--   end of this batch and start of the next:
--     $1 = from.select, $2 = end.select, $3 = batch size - 1
SELECT "select" FROM "public"."order items; -- ünï" WHERE "select" >= $1::integer AND "select" <= $2::integer ORDER BY "select" LIMIT 2 OFFSET $3::bigint
;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.select, $2 = to.select
SELECT "select" FROM "public"."order items; -- ünï"
WHERE "select" >= $1::integer AND "select" <= $2::integer
  AND "it's a ""name""" IS DISTINCT FROM "from ""λ"" `where`"
LIMIT 5;

-- [contract-2] compare order items; -- ünï.mixed ${case} with order items; -- ünï.Mixed Case again
--   lock: ACCESS SHARE on order items; -- ünï, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table order items; -- ünï by select; each commits together with its checkpoint
--   first key, once:
SELECT "select" FROM "public"."order items; -- ünï" ORDER BY "select" LIMIT 1
;
--   last key, once:
SELECT "select" FROM "public"."order items; -- ünï" ORDER BY "select" DESC LIMIT 1
;
--   end of this batch and start of the next:
--     $1 = from.select, $2 = end.select, $3 = batch size - 1
SELECT "select" FROM "public"."order items; -- ünï" WHERE "select" >= $1::integer AND "select" <= $2::integer ORDER BY "select" LIMIT 2 OFFSET $3::bigint
;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.select, $2 = to.select
SELECT "select" FROM "public"."order items; -- ünï"
WHERE "select" >= $1::integer AND "select" <= $2::integer
  AND "Mixed Case" IS DISTINCT FROM "mixed ${case}"
LIMIT 5;

-- [contract-3] look for what else is built on order items; -- ünï.from "λ" `where`
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."order items; -- ünï"'::regclass AND a.attname = 'from "λ" `where`'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-4] make order items; -- ünï.from "λ" `where` the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on order items; -- ünï, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."order items; -- ünï" IN ACCESS EXCLUSIVE MODE
;
DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_quoted_names__order items;_29bb44511f" ON "public"."order items; -- ünï"
;
DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_quoted_names__order items;_29bb44511f"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."order items; -- ünï"'::regclass AND a.attname = 'from "λ" `where`'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on order items; -- ünï.from "λ" `where` since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."order items; -- ünï" DROP COLUMN "from ""λ"" `where`"
;
ALTER TABLE "public"."order items; -- ünï" RENAME COLUMN "it's a ""name""" TO "from ""λ"" `where`"
;

-- [contract-5] look for what else is built on order items; -- ünï.mixed ${case}
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."order items; -- ünï"'::regclass AND a.attname = 'mixed ${case}'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-6] make order items; -- ünï.mixed ${case} the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on order items; -- ünï, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."order items; -- ünï" IN ACCESS EXCLUSIVE MODE
;
DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_quoted_names__order items;_0e36f38415" ON "public"."order items; -- ünï"
;
DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_quoted_names__order items;_0e36f38415"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."order items; -- ünï"'::regclass AND a.attname = 'mixed ${case}'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on order items; -- ünï.mixed ${case} since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."order items; -- ünï" DROP COLUMN "mixed ${case}"
;
ALTER TABLE "public"."order items; -- ünï" RENAME COLUMN "Mixed Case" TO "mixed ${case}"
;
