-- migration: long_names
-- description: Names of 63 bytes that differ in their last byte only
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
-- [expand-1] add table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3 beside table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on table_able_able_able_able_able_able_able_able_able_able_able_aa, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__long_names__table_able_able_able__34d21426df" ON "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__long_names__table_able_able_able__34d21426df"()
--   undo: ALTER TABLE IF EXISTS "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" DROP COLUMN IF EXISTS "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3"
ALTER TABLE "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" ADD COLUMN "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" integer;
CREATE OR REPLACE FUNCTION migrate."migrate_rename__long_names__table_able_able_able__34d21426df"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" IS NOT DISTINCT FROM NULL) THEN
      NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" := NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3";
    ELSE
      NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" := NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1";
    END IF;
  ELSIF NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" IS DISTINCT FROM OLD."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" THEN
    NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" := NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3";
  ELSE
    NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" := NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__long_names__table_able_able_able__34d21426df" BEFORE INSERT OR UPDATE ON "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" FOR EACH ROW
  WHEN (NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" IS DISTINCT FROM NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1")
  EXECUTE FUNCTION migrate."migrate_rename__long_names__table_able_able_able__34d21426df"();

-- [expand-2] add table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4 beside table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on table_able_able_able_able_able_able_able_able_able_able_able_aa, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__long_names__table_able_able_able__2539d0edea" ON "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__long_names__table_able_able_able__2539d0edea"()
--   undo: ALTER TABLE IF EXISTS "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" DROP COLUMN IF EXISTS "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4"
ALTER TABLE "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" ADD COLUMN "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" character varying(10);
CREATE OR REPLACE FUNCTION migrate."migrate_rename__long_names__table_able_able_able__2539d0edea"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" IS NOT DISTINCT FROM NULL) THEN
      NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" := NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4";
    ELSE
      NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" := NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2";
    END IF;
  ELSIF NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" IS DISTINCT FROM OLD."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" THEN
    NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" := NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4";
  ELSE
    NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" := NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__long_names__table_able_able_able__2539d0edea" BEFORE INSERT OR UPDATE ON "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" FOR EACH ROW
  WHEN (NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" IS DISTINCT FROM NEW."column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2")
  EXECUTE FUNCTION migrate."migrate_rename__long_names__table_able_able_able__2539d0edea"();

-- ==== backfill
-- [backfill-1] fill table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3 from table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1
--   strategy: in place
--   lock: ROW EXCLUSIVE on table_able_able_able_able_able_able_able_able_able_able_able_aa, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table table_able_able_able_able_able_able_able_able_able_able_able_aa by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" SET "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3" = "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" IS DISTINCT FROM "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3";

-- [backfill-2] compare table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3 with table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1
--   lock: ACCESS SHARE on table_able_able_able_able_able_able_able_able_able_able_able_aa, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table table_able_able_able_able_able_able_able_able_able_able_able_aa by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" IS DISTINCT FROM "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3"
LIMIT 5;

-- [backfill-3] fill table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4 from table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2
--   strategy: in place
--   lock: ROW EXCLUSIVE on table_able_able_able_able_able_able_able_able_able_able_able_aa, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table table_able_able_able_able_able_able_able_able_able_able_able_aa by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" SET "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4" = "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" IS DISTINCT FROM "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4";

-- [backfill-4] compare table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4 with table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2
--   lock: ACCESS SHARE on table_able_able_able_able_able_able_able_able_able_able_able_aa, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table table_able_able_able_able_able_able_able_able_able_able_able_aa by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" IS DISTINCT FROM "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4"
LIMIT 5;

-- ==== contract
-- [contract-1] compare table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3 with table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1 again
--   lock: ACCESS SHARE on table_able_able_able_able_able_able_able_able_able_able_able_aa, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table table_able_able_able_able_able_able_able_able_able_able_able_aa by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" IS DISTINCT FROM "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3"
LIMIT 5;

-- [contract-2] compare table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4 with table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2 again
--   lock: ACCESS SHARE on table_able_able_able_able_able_able_able_able_able_able_able_aa, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table table_able_able_able_able_able_able_able_able_able_able_able_aa by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" IS DISTINCT FROM "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4"
LIMIT 5;

-- [contract-3] look for what else is built on table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."table_able_able_able_able_able_able_able_able_able_able_able_aa"'::regclass AND a.attname = 'column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-4] make table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3 the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on table_able_able_able_able_able_able_able_able_able_able_able_aa, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__long_names__table_able_able_able__34d21426df" ON "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa";
DROP FUNCTION IF EXISTS migrate."migrate_rename__long_names__table_able_able_able__34d21426df"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."table_able_able_able_able_able_able_able_able_able_able_able_aa"'::regclass AND a.attname = 'column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3 since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" DROP COLUMN "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3";
ALTER TABLE "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" RENAME COLUMN "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x1" TO "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x3";

-- [contract-5] look for what else is built on table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."table_able_able_able_able_able_able_able_able_able_able_able_aa"'::regclass AND a.attname = 'column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-6] make table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4 the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on table_able_able_able_able_able_able_able_able_able_able_able_aa, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__long_names__table_able_able_able__2539d0edea" ON "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa";
DROP FUNCTION IF EXISTS migrate."migrate_rename__long_names__table_able_able_able__2539d0edea"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."table_able_able_able_able_able_able_able_able_able_able_able_aa"'::regclass AND a.attname = 'column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on table_able_able_able_able_able_able_able_able_able_able_able_aa.column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4 since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" DROP COLUMN "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4";
ALTER TABLE "public"."table_able_able_able_able_able_able_able_able_able_able_able_aa" RENAME COLUMN "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x2" TO "column_with_a_name_that_is_as_long_as_postgresql_can_keep_it_x4";
