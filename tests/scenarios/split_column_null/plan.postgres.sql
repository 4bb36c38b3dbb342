-- migration: split_column_null
-- description: New columns that may be NULL, and are made so by new code
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
-- note: users.name into first_name, last_name: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ

-- ==== expand
-- [expand-1] add the columns of users.name into first_name, last_name, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; the new columns are empty; nothing is rewritten
--   why: old code writes the old columns, new code the new ones; where a statement writes both, both are kept
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_map__split_column_null__users__name" ON "public"."users"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_map__split_column_null__users__name"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__split_column_null__users__first_name"("public"."users")
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__split_column_null__users__last_name"("public"."users")
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_settled__split_column_null__users__name"("public"."users")
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "first_name"
--   undo: ALTER TABLE IF EXISTS "public"."users" DROP COLUMN IF EXISTS "last_name"
--   loss: values of users.name into first_name, last_name that the old columns do not give again, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."users" WHERE CASE WHEN "first_name" IS NOT DISTINCT FROM NULL AND "last_name" IS NOT DISTINCT FROM NULL THEN false ELSE ROW("first_name")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__split_column_null__users__first_name"("users".*))::record OR ROW("last_name")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__split_column_null__users__last_name"("users".*))::record END LIMIT 1000) AS found
ALTER TABLE "public"."users" ADD COLUMN "first_name" character varying(40);
ALTER TABLE "public"."users" ADD COLUMN "last_name" character varying(40);
EXPLAIN UPDATE "public"."users" SET "first_name" = (split_part(name, ' ', 1)) WHERE false;
EXPLAIN SELECT (split_part(name, ' ', 1)) AS value FROM (SELECT * FROM "public"."users") AS "users";
EXPLAIN UPDATE "public"."users" SET "last_name" = (nullif(substr(name, length(split_part(name, ' ', 1)) + 2), '')) WHERE false;
EXPLAIN SELECT (nullif(substr(name, length(split_part(name, ' ', 1)) + 2), '')) AS value FROM (SELECT * FROM "public"."users") AS "users";
EXPLAIN UPDATE "public"."users" SET "name" = (concat_ws(' ', first_name, last_name)) WHERE false;
EXPLAIN SELECT (concat_ws(' ', first_name, last_name)) AS value FROM (SELECT * FROM "public"."users") AS "users";
CREATE OR REPLACE FUNCTION migrate."migrate_row__split_column_null__users__first_name"("public"."users") RETURNS character varying(40) LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value character varying(40);
BEGIN
  SELECT (split_part(name, ' ', 1)) INTO migrate_value FROM (SELECT ($1).*) AS "users";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_row__split_column_null__users__last_name"("public"."users") RETURNS character varying(40) LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value character varying(40);
BEGIN
  SELECT (nullif(substr(name, length(split_part(name, ' ', 1)) + 2), '')) INTO migrate_value FROM (SELECT ($1).*) AS "users";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_settled__split_column_null__users__name"("public"."users") RETURNS boolean LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
BEGIN
  migrate_was := $1;
  SELECT (concat_ws(' ', first_name, last_name)) INTO migrate_was."name" FROM (SELECT ($1).*) AS "users";
  RETURN ROW(($1)."name")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."name")::record;
EXCEPTION WHEN others THEN
  RETURN false;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_map__split_column_null__users__name"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_new_given boolean;
  migrate_old_given boolean;
  migrate_unfilled boolean;
  migrate_was record;
BEGIN
  IF TG_OP = 'INSERT' THEN
    migrate_new_given := (NOT (NEW."first_name" IS NOT DISTINCT FROM NULL) OR NOT (NEW."last_name" IS NOT DISTINCT FROM NULL));
    migrate_old_given := NOT migrate_new_given OR (NOT (NEW."name" IS NOT DISTINCT FROM NULL));
  ELSE
    migrate_unfilled := OLD."first_name" IS NOT DISTINCT FROM NULL AND OLD."last_name" IS NOT DISTINCT FROM NULL;
    IF migrate_unfilled THEN
      BEGIN
        migrate_was := OLD;
        SELECT (concat_ws(' ', first_name, last_name)) INTO migrate_was."name" FROM (SELECT OLD.*) AS "users";
        migrate_unfilled := NOT (ROW(OLD."name")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."name")::record);
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    migrate_new_given := (ROW(NEW."first_name")::record OPERATOR(pg_catalog.*<>) ROW(OLD."first_name")::record OR ROW(NEW."last_name")::record OPERATOR(pg_catalog.*<>) ROW(OLD."last_name")::record);
    migrate_old_given := (ROW(NEW."name")::record OPERATOR(pg_catalog.*<>) ROW(OLD."name")::record) OR NOT migrate_new_given AND migrate_unfilled;
    IF migrate_new_given AND migrate_unfilled THEN
      BEGIN
        IF NEW."first_name" IS NOT DISTINCT FROM NULL THEN
          SELECT (split_part(name, ' ', 1)) INTO NEW."first_name" FROM (SELECT OLD.*) AS "users";
        END IF;
        IF NEW."last_name" IS NOT DISTINCT FROM NULL THEN
          SELECT (nullif(substr(name, length(split_part(name, ' ', 1)) + 2), '')) INTO NEW."last_name" FROM (SELECT OLD.*) AS "users";
        END IF;
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      SELECT (concat_ws(' ', first_name, last_name)) INTO NEW."name" FROM (SELECT NEW.*) AS "users";
    EXCEPTION WHEN others THEN
      IF NEW."name" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
    END;
  ELSIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      SELECT (split_part(name, ' ', 1)), (nullif(substr(name, length(split_part(name, ' ', 1)) + 2), '')) INTO NEW."first_name", NEW."last_name" FROM (SELECT NEW.*) AS "users";
    EXCEPTION WHEN others THEN
      NEW."first_name" := NULL;
      NEW."last_name" := NULL;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_map__split_column_null__users__name" BEFORE INSERT OR UPDATE ON "public"."users" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_map__split_column_null__users__name' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_map__split_column_null__users__name"();

-- ==== backfill
-- [backfill-1] fill users.name into first_name, last_name
--   strategy: in place
--   lock: ROW EXCLUSIVE on users, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have values already are left alone; one that cannot be mapped is named
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
SET LOCAL migrate.backfill = 'zz_migrate_map__split_column_null__users__name';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."users" SET "first_name" = migrate."migrate_row__split_column_null__users__first_name"("users".*), "last_name" = migrate."migrate_row__split_column_null__users__last_name"("users".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "first_name" IS NOT DISTINCT FROM NULL AND "last_name" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__split_column_null__users__first_name"("users".*) IS NOT DISTINCT FROM NULL) OR NOT (migrate."migrate_row__split_column_null__users__last_name"("users".*) IS NOT DISTINCT FROM NULL));

-- [backfill-2] look for rows not filled: users.name into first_name, last_name
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
  AND "first_name" IS NOT DISTINCT FROM NULL AND "last_name" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__split_column_null__users__first_name"("users".*) IS NOT DISTINCT FROM NULL) OR NOT (migrate."migrate_row__split_column_null__users__last_name"("users".*) IS NOT DISTINCT FROM NULL))
LIMIT 5;

-- ==== contract
-- [contract-1] look for rows not filled: users.name into first_name, last_name, again
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
  AND CASE WHEN "first_name" IS NOT DISTINCT FROM NULL AND "last_name" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__split_column_null__users__first_name"("users".*) IS NOT DISTINCT FROM NULL) OR NOT (migrate."migrate_row__split_column_null__users__last_name"("users".*) IS NOT DISTINCT FROM NULL)) THEN NOT migrate."migrate_settled__split_column_null__users__name"("users".*) ELSE false END
LIMIT 5;

-- [contract-2] look for what else is built on users.name
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."users"'::regclass AND a.attname = 'name'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-3] drop the old columns of users.name into first_name, last_name
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; the rows keep their space
--   why: no live code uses them
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."users" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_map__split_column_null__users__name" ON "public"."users";
DROP FUNCTION IF EXISTS migrate."migrate_map__split_column_null__users__name"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."users"'::regclass AND a.attname = 'name'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on users.name since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP FUNCTION IF EXISTS migrate."migrate_row__split_column_null__users__first_name"("public"."users");
DROP FUNCTION IF EXISTS migrate."migrate_row__split_column_null__users__last_name"("public"."users");
DROP FUNCTION IF EXISTS migrate."migrate_settled__split_column_null__users__name"("public"."users");
ALTER TABLE "public"."users" DROP COLUMN "name";
