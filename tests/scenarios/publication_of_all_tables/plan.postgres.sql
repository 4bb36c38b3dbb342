-- migration: publication_of_all_tables
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
-- note: table users is published (everything): the subscribers need column full_name before expand, and lose name at contract
-- note: table users is published (everything): the subscribers need column size before expand
-- note: publications of all tables (everything) send what is recorded in schema migrate, too: a subscriber that has not its tables stops. `migrate init` makes them here, `pg_dump --schema-only --schema=migrate` copies them

-- ==== expand
-- [expand-1] add users.full_name beside users.name, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__publication_of_all_tables__users__name" ON "public"."users"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__publication_of_all_tables__users__name"()
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "full_name"
ALTER TABLE "public"."users" ADD COLUMN "full_name" text;
CREATE OR REPLACE FUNCTION migrate."migrate_rename__publication_of_all_tables__users__name"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."full_name" IS NOT DISTINCT FROM NULL) THEN
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
CREATE TRIGGER "zz_migrate_rename__publication_of_all_tables__users__name" BEFORE INSERT OR UPDATE ON "public"."users" FOR EACH ROW
  WHEN (NEW."full_name" IS DISTINCT FROM NEW."name")
  EXECUTE FUNCTION migrate."migrate_rename__publication_of_all_tables__users__name"();

-- [expand-2] add users.size
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; nothing is rewritten
--   why: an empty column is a change of the catalog alone
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "size"
--   loss: values of users.size, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."users" WHERE NOT ("size" IS NOT DISTINCT FROM NULL) LIMIT 1000) AS found
ALTER TABLE "public"."users" ADD COLUMN "size" integer;

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
-- [contract-1] compare users.full_name with users.name again
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

-- [contract-2] look for what else is built on users.full_name
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

-- [contract-3] make users.full_name the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__publication_of_all_tables__users__name" ON "public"."users";
DROP FUNCTION IF EXISTS migrate."migrate_rename__publication_of_all_tables__users__name"();
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
ALTER TABLE "public"."users" RENAME COLUMN "name" TO "full_name";
