-- migration: json_file
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
-- note: until contract a NULL in users.sort_key means "not filled yet" and is filled from `up`; where `up` raises an error it stays NULL, and backfill names the row

-- ==== expand
-- [expand-1] add users.email beside users.mail, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: old code writes the old name, new code the new one; the trigger keeps both equal
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_rename__json_file__users__mail" ON "public"."users"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_rename__json_file__users__mail"()
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "email"
ALTER TABLE "public"."users" ADD COLUMN "email" character varying(50);
CREATE OR REPLACE FUNCTION migrate."migrate_rename__json_file__users__mail"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT (NEW."email" IS NOT DISTINCT FROM NULL) THEN
      NEW."mail" := NEW."email";
    ELSE
      NEW."email" := NEW."mail";
    END IF;
  ELSIF NEW."email" IS DISTINCT FROM OLD."email" THEN
    NEW."mail" := NEW."email";
  ELSE
    NEW."email" := NEW."mail";
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_rename__json_file__users__mail" BEFORE INSERT OR UPDATE ON "public"."users" FOR EACH ROW
  WHEN (NEW."email" IS DISTINCT FROM NEW."mail")
  EXECUTE FUNCTION migrate."migrate_rename__json_file__users__mail"();

-- [expand-2] add users.sort_key, derived from the row
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; nothing is rewritten
--   why: old code leaves the column out: the trigger fills it from the row
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__json_file__users__sort_key" ON "public"."users"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__json_file__users__sort_key"()
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "sort_key"
--   loss: values of users.sort_key, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."users" WHERE NOT ("sort_key" IS NOT DISTINCT FROM NULL) AND ROW("sort_key")::record OPERATOR(pg_catalog.*<>) ROW(CAST((upper(name)) AS varchar(50)))::record LIMIT 1000) AS found
ALTER TABLE "public"."users" ADD COLUMN "sort_key" varchar(50);
EXPLAIN UPDATE "public"."users" SET "sort_key" = (upper(name)) WHERE false;
EXPLAIN SELECT (upper(name)) AS value FROM (SELECT * FROM "public"."users") AS "users";
CREATE OR REPLACE FUNCTION migrate."migrate_value__json_file__users__sort_key"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."sort_key" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT (upper(name)) INTO NEW."sort_key" FROM (SELECT NEW.*) AS "users";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF ROW(NEW."sort_key")::record OPERATOR(pg_catalog.*=) ROW(OLD."sort_key")::record THEN
    migrate_follows := OLD."sort_key" IS NOT DISTINCT FROM NULL;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (upper(name)) INTO migrate_was."sort_key" FROM (SELECT OLD.*) AS "users";
        migrate_follows := ROW(OLD."sort_key")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."sort_key")::record;
      END IF;
      IF migrate_follows THEN
        SELECT (upper(name)) INTO NEW."sort_key" FROM (SELECT NEW.*) AS "users";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."sort_key" := NULL;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__json_file__users__sort_key" BEFORE INSERT OR UPDATE ON "public"."users" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__json_file__users__sort_key' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__json_file__users__sort_key"();

-- [expand-3] build index users_name on users
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on users, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__users__users_name"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__users__users_name"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__users__users_name"
CREATE INDEX CONCURRENTLY "migrate_build__users__users_name" ON "public"."users" USING "btree" ("name");

-- [expand-4] give the index its name, users_name
--   strategy: instant
--   lock: SHARE UPDATE EXCLUSIVE on index migrate_build__users__users_name, milliseconds: catalog only; reads and writes go on
--   why: it fails, and takes nothing, where somebody else has used the name meanwhile
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF EXISTS (SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = to_regclass('"public"."users_name"') AND indrelid = to_regclass('"public"."users"')) THEN
--         ALTER INDEX "public"."users_name" RENAME TO "migrate_build__users__users_name";
--       END IF;
--     END
--     $migrate$
ALTER INDEX "public"."migrate_build__users__users_name" RENAME TO "users_name";

-- ==== backfill
-- [backfill-1] fill users.email from users.mail
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
UPDATE "public"."users" SET "email" = "mail"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "mail" IS DISTINCT FROM "email";

-- [backfill-2] compare users.email with users.mail
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
  AND "mail" IS DISTINCT FROM "email"
LIMIT 5;

-- [backfill-3] fill users.sort_key
--   strategy: in place
--   lock: ROW EXCLUSIVE on users, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
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
SET LOCAL migrate.backfill = 'zz_migrate_value__json_file__users__sort_key';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."users" SET "sort_key" = (upper(name))
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "sort_key" IS NOT DISTINCT FROM NULL AND (upper(name)) IS NOT NULL;

-- [backfill-4] look for rows not filled: users.sort_key
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
  AND "sort_key" IS NOT DISTINCT FROM NULL AND (upper(name)) IS NOT NULL
LIMIT 5;

-- ==== contract
-- [contract-1] compare users.email with users.mail again
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
  AND "mail" IS DISTINCT FROM "email"
LIMIT 5;

-- [contract-2] look for what else is built on users.email
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."users"'::regclass AND a.attname = 'email'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-3] make users.email the only column
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; nobody sees a moment without the column
--   why: both columns are equal, so the original takes the new name: its indexes, constraints, foreign keys, grants and place stay as they are
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_rename__json_file__users__mail" ON "public"."users";
DROP FUNCTION IF EXISTS migrate."migrate_rename__json_file__users__mail"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."users"'::regclass AND a.attname = 'email'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on users.email since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."users" DROP COLUMN "email";
ALTER TABLE "public"."users" RENAME COLUMN "mail" TO "email";

-- [contract-4] stop deriving users.sort_key
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value__json_file__users__sort_key" ON "public"."users";
DROP FUNCTION IF EXISTS migrate."migrate_value__json_file__users__sort_key"();
