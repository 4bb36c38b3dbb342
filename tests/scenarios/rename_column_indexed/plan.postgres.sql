-- migration: rename_column_indexed
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
-- [expand-1] add accounts.login beside accounts.email, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on accounts, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_indexed__accounts__email" ON "public"."accounts"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_indexed__accounts__email"()
--   undo: ALTER TABLE IF EXISTS "public"."accounts" DROP COLUMN IF EXISTS "login"
ALTER TABLE "public"."accounts" ADD COLUMN "login" character varying(100);
CREATE OR REPLACE FUNCTION migrate."migrate_rename__rename_column_indexed__accounts__email"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."login" IS NOT DISTINCT FROM NULL) THEN
      NEW."email" := NEW."login";
    ELSE
      NEW."login" := NEW."email";
    END IF;
  ELSIF NEW."login" IS DISTINCT FROM OLD."login" THEN
    NEW."email" := NEW."login";
  ELSE
    NEW."login" := NEW."email";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__rename_column_indexed__accounts__email" BEFORE INSERT OR UPDATE ON "public"."accounts" FOR EACH ROW
  WHEN (NEW."login" IS DISTINCT FROM NEW."email")
  EXECUTE FUNCTION migrate."migrate_rename__rename_column_indexed__accounts__email"();

-- ==== backfill
-- [backfill-1] fill accounts.login from accounts.email
--   strategy: in place
--   lock: ROW EXCLUSIVE on accounts, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the sync trigger has nothing to do
--   batches: table accounts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."accounts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."accounts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."accounts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."accounts" SET "login" = "email"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "email" IS DISTINCT FROM "login";

-- [backfill-2] build for accounts.login what accounts_email is for email
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on accounts, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: new code needs the index too; it goes with the second column at contract
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_index__accounts__accounts_email"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_index__accounts__accounts_email"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_index__accounts__accounts_email"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_index__accounts__accounts_email" ON "public"."accounts" USING "btree" ("login");

-- [backfill-3] build for accounts.login what accounts_region_email is for email
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on accounts, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: new code needs the index too; it goes with the second column at contract
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_index__accounts__accounts_region_email"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_index__accounts__accounts_region_email"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_index__accounts__accounts_region_email"
CREATE INDEX CONCURRENTLY "migrate_index__accounts__accounts_region_email" ON "public"."accounts" USING "btree" ("region", "login" DESC);

-- [backfill-4] compare accounts.login with accounts.email
--   lock: ACCESS SHARE on accounts, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table accounts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."accounts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."accounts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."accounts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."accounts"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "email" IS DISTINCT FROM "login"
LIMIT 5;

-- ==== contract
-- [contract-1] compare accounts.login with accounts.email again
--   lock: ACCESS SHARE on accounts, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table accounts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."accounts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."accounts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."accounts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."accounts"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "email" IS DISTINCT FROM "login"
LIMIT 5;

-- [contract-2] look for what else is built on accounts.login
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."accounts"'::regclass AND a.attname = 'login'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-3] make accounts.login the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on accounts, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."accounts" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__rename_column_indexed__accounts__email" ON "public"."accounts";
DROP FUNCTION IF EXISTS migrate."migrate_rename__rename_column_indexed__accounts__email"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."accounts"'::regclass AND a.attname = 'login'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on accounts.login since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."accounts" DROP COLUMN "login";
ALTER TABLE "public"."accounts" RENAME COLUMN "email" TO "login";
