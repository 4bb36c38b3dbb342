-- migration: rename_column_default
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
-- [expand-1] add tickets.state beside tickets.status, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on tickets, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_default__tickets__status" ON "public"."tickets"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_default__tickets__status"()
--   undo: ALTER TABLE IF EXISTS "public"."tickets" DROP COLUMN IF EXISTS "state"
ALTER TABLE "public"."tickets" ADD COLUMN "state" character varying(20) DEFAULT ('new'::character varying);
CREATE OR REPLACE FUNCTION migrate."migrate_rename__rename_column_default__tickets__status"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."state" IS DISTINCT FROM CAST(('new'::character varying) AS character varying(20)) THEN
      NEW."status" := NEW."state";
    ELSE
      NEW."state" := NEW."status";
    END IF;
  ELSIF NEW."state" IS DISTINCT FROM OLD."state" THEN
    NEW."status" := NEW."state";
  ELSE
    NEW."state" := NEW."status";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__rename_column_default__tickets__status" BEFORE INSERT OR UPDATE ON "public"."tickets" FOR EACH ROW
  WHEN (NEW."state" IS DISTINCT FROM NEW."status")
  EXECUTE FUNCTION migrate."migrate_rename__rename_column_default__tickets__status"();

-- [expand-2] add tickets.urgency beside tickets.priority, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on tickets, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_default__tickets__priority" ON "public"."tickets"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_default__tickets__priority"()
--   undo: ALTER TABLE IF EXISTS "public"."tickets" DROP COLUMN IF EXISTS "urgency"
ALTER TABLE "public"."tickets" ADD COLUMN "urgency" integer DEFAULT (3);
CREATE OR REPLACE FUNCTION migrate."migrate_rename__rename_column_default__tickets__priority"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."urgency" IS DISTINCT FROM CAST((3) AS integer) THEN
      NEW."priority" := NEW."urgency";
    ELSE
      NEW."urgency" := NEW."priority";
    END IF;
  ELSIF NEW."urgency" IS DISTINCT FROM OLD."urgency" THEN
    NEW."priority" := NEW."urgency";
  ELSE
    NEW."urgency" := NEW."priority";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__rename_column_default__tickets__priority" BEFORE INSERT OR UPDATE ON "public"."tickets" FOR EACH ROW
  WHEN (NEW."urgency" IS DISTINCT FROM NEW."priority")
  EXECUTE FUNCTION migrate."migrate_rename__rename_column_default__tickets__priority"();

-- ==== backfill
-- [backfill-1] fill tickets.state from tickets.status
--   strategy: in place
--   lock: ROW EXCLUSIVE on tickets, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."tickets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."tickets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."tickets" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."tickets" SET "state" = "status"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "status" IS DISTINCT FROM "state";

-- [backfill-2] compare tickets.state with tickets.status
--   lock: ACCESS SHARE on tickets, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."tickets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."tickets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."tickets" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."tickets"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "status" IS DISTINCT FROM "state"
LIMIT 5;

-- [backfill-3] fill tickets.urgency from tickets.priority
--   strategy: in place
--   lock: ROW EXCLUSIVE on tickets, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."tickets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."tickets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."tickets" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."tickets" SET "urgency" = "priority"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "priority" IS DISTINCT FROM "urgency";

-- [backfill-4] compare tickets.urgency with tickets.priority
--   lock: ACCESS SHARE on tickets, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."tickets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."tickets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."tickets" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."tickets"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "priority" IS DISTINCT FROM "urgency"
LIMIT 5;

-- ==== contract
-- [contract-1] compare tickets.state with tickets.status again
--   lock: ACCESS SHARE on tickets, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."tickets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."tickets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."tickets" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."tickets"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "status" IS DISTINCT FROM "state"
LIMIT 5;

-- [contract-2] compare tickets.urgency with tickets.priority again
--   lock: ACCESS SHARE on tickets, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table tickets by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."tickets" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."tickets" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."tickets" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."tickets"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "priority" IS DISTINCT FROM "urgency"
LIMIT 5;

-- [contract-3] look for what else is built on tickets.state
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."tickets"'::regclass AND a.attname = 'state'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-4] make tickets.state the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on tickets, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."tickets" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_default__tickets__status" ON "public"."tickets";
DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_default__tickets__status"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."tickets"'::regclass AND a.attname = 'state'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on tickets.state since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."tickets" DROP COLUMN "state";
ALTER TABLE "public"."tickets" RENAME COLUMN "status" TO "state";

-- [contract-5] look for what else is built on tickets.urgency
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."tickets"'::regclass AND a.attname = 'urgency'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-6] make tickets.urgency the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on tickets, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."tickets" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_default__tickets__priority" ON "public"."tickets";
DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_default__tickets__priority"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."tickets"'::regclass AND a.attname = 'urgency'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on tickets.urgency since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."tickets" DROP COLUMN "urgency";
ALTER TABLE "public"."tickets" RENAME COLUMN "priority" TO "urgency";
