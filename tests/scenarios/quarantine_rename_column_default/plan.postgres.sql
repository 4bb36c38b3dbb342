-- migration: quarantine_rename_column_default
-- description: Rename a column with a default, the old name hidden for a day
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
-- [expand-1] add users.full_name beside users.name, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__quarantine_rename_column_default__fc55e197d4" ON "public"."users"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__quarantine_rename_column_default__fc55e197d4"()
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "full_name"
ALTER TABLE "public"."users" ADD COLUMN "full_name" character varying(100) DEFAULT ('nobody'::character varying);
CREATE OR REPLACE FUNCTION migrate."migrate_rename__quarantine_rename_column_default__fc55e197d4"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."full_name" IS DISTINCT FROM CAST(('nobody'::character varying) AS character varying(100)) THEN
      NEW."name" := NEW."full_name";
    ELSE
      NEW."full_name" := NEW."name";
    END IF;
  ELSIF NEW."full_name" IS DISTINCT FROM OLD."full_name" THEN
    NEW."name" := NEW."full_name";
  ELSE
    NEW."full_name" := NEW."name";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__quarantine_rename_column_default__fc55e197d4" BEFORE INSERT OR UPDATE ON "public"."users" FOR EACH ROW
  WHEN (NEW."full_name" IS DISTINCT FROM NEW."name")
  EXECUTE FUNCTION migrate."migrate_rename__quarantine_rename_column_default__fc55e197d4"();

-- ==== backfill
-- [backfill-1] fill users.full_name from users.name
--   strategy: in place
--   lock: ROW EXCLUSIVE on users, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."users" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."users" SET "full_name" = "name"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "name" IS DISTINCT FROM "full_name";

-- [backfill-2] compare users.full_name with users.name
--   lock: ACCESS SHARE on users, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."users" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."users"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "name" IS DISTINCT FROM "full_name"
LIMIT 5;

-- ==== contract
-- ---- hidden first: `migrate rollback` brings it back
-- [contract-1] compare users.full_name with users.name before it is hidden
--   lock: ACCESS SHARE on users, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."users" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."users"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "name" IS DISTINCT FROM "full_name"
LIMIT 5;

-- [contract-2] hide users.name
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; a name changes, and what keeps it filled
--   why: who still uses it meets an error while it can be brought back, filled as before
--   runs: in one transaction with its record
--   undo: LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__quarantine_rename_column_default__3b481570dd" ON "public"."users"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__quarantine_rename_column_default__3b481570dd"()
--   undo: ALTER TABLE "public"."users" RENAME COLUMN "migrate_hidden__users__name" TO "name"
--   undo: CREATE OR REPLACE FUNCTION migrate."migrate_rename__quarantine_rename_column_default__fc55e197d4"() RETURNS trigger LANGUAGE plpgsql
--       SET search_path = public AS $migrate$
--     BEGIN
--       IF TG_OP = 'INSERT' THEN
--         IF NEW."full_name" IS DISTINCT FROM CAST(('nobody'::character varying) AS character varying(100)) THEN
--           NEW."name" := NEW."full_name";
--         ELSE
--           NEW."full_name" := NEW."name";
--         END IF;
--       ELSIF NEW."full_name" IS DISTINCT FROM OLD."full_name" THEN
--         NEW."name" := NEW."full_name";
--       ELSE
--         NEW."full_name" := NEW."name";
--       END IF;
--       RETURN NEW;
--     END
--     $migrate$
--   undo: CREATE TRIGGER "zz_migrate_rename__quarantine_rename_column_default__fc55e197d4" BEFORE INSERT OR UPDATE ON "public"."users" FOR EACH ROW
--       WHEN (NEW."full_name" IS DISTINCT FROM NEW."name")
--       EXECUTE FUNCTION migrate."migrate_rename__quarantine_rename_column_default__fc55e197d4"()
LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__quarantine_rename_column_default__fc55e197d4" ON "public"."users";
DROP FUNCTION IF EXISTS migrate."migrate_rename__quarantine_rename_column_default__fc55e197d4"();
ALTER TABLE "public"."users" RENAME COLUMN "name" TO "migrate_hidden__users__name";
CREATE OR REPLACE FUNCTION migrate."migrate_rename__quarantine_rename_column_default__3b481570dd"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."full_name" IS DISTINCT FROM CAST(('nobody'::character varying) AS character varying(100)) THEN
      NEW."migrate_hidden__users__name" := NEW."full_name";
    ELSE
      NEW."full_name" := NEW."migrate_hidden__users__name";
    END IF;
  ELSIF NEW."full_name" IS DISTINCT FROM OLD."full_name" THEN
    NEW."migrate_hidden__users__name" := NEW."full_name";
  ELSE
    NEW."full_name" := NEW."migrate_hidden__users__name";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__quarantine_rename_column_default__3b481570dd" BEFORE INSERT OR UPDATE ON "public"."users" FOR EACH ROW
  WHEN (NEW."full_name" IS DISTINCT FROM NEW."migrate_hidden__users__name")
  EXECUTE FUNCTION migrate."migrate_rename__quarantine_rename_column_default__3b481570dd"();

-- ---- after 1d in quarantine
-- [contract-3] compare users.full_name with users.name again
--   lock: ACCESS SHARE on users, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."users" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."users" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."users"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "migrate_hidden__users__name" IS DISTINCT FROM "full_name"
LIMIT 5;

-- [contract-4] look for what else is built on users.full_name
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."users"'::regclass AND a.attname = 'full_name'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-5] make users.full_name the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__quarantine_rename_column_default__3b481570dd" ON "public"."users";
DROP FUNCTION IF EXISTS migrate."migrate_rename__quarantine_rename_column_default__3b481570dd"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."users"'::regclass AND a.attname = 'full_name'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on users.full_name since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."users" DROP COLUMN "full_name";
ALTER TABLE "public"."users" RENAME COLUMN "migrate_hidden__users__name" TO "full_name";
