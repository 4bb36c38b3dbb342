-- migration: moved_before_filled
-- description: A row gets another key before the fill has come to it
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
-- note: until contract a NULL in people.loud means "not filled yet" and is filled from `up`; where `up` raises an error it stays NULL, and backfill names the row
-- note: people.name into first_name, last_name: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ

-- ==== expand
-- [expand-1] add people.loud, derived from the row
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; nothing is rewritten
--   why: old code leaves the column out: the trigger fills it from the row
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__moved_before_filled__people__loud" ON "public"."people"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__moved_before_filled__people__loud"()
--   undo: ALTER TABLE IF EXISTS "public"."people" DROP COLUMN IF EXISTS "loud"
--   loss: values of people.loud, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."people" WHERE NOT ("loud" IS NOT DISTINCT FROM NULL) AND ROW("loud")::record OPERATOR(pg_catalog.*<>) ROW(CAST((upper(town)) AS VARCHAR(80)))::record LIMIT 1000) AS found
ALTER TABLE "public"."people" ADD COLUMN "loud" VARCHAR(80);
EXPLAIN UPDATE "public"."people" SET "loud" = (upper(town)) WHERE false;
EXPLAIN SELECT (upper(town)) AS value FROM (SELECT * FROM "public"."people") AS "people";
CREATE OR REPLACE FUNCTION migrate."migrate_value__moved_before_filled__people__loud"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."loud" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT (upper(town)) INTO NEW."loud" FROM (SELECT NEW.*) AS "people";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF ROW(NEW."loud")::record OPERATOR(pg_catalog.*=) ROW(OLD."loud")::record THEN
    migrate_follows := OLD."loud" IS NOT DISTINCT FROM NULL;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (upper(town)) INTO migrate_was."loud" FROM (SELECT OLD.*) AS "people";
        migrate_follows := ROW(OLD."loud")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."loud")::record;
      END IF;
      IF migrate_follows THEN
        SELECT (upper(town)) INTO NEW."loud" FROM (SELECT NEW.*) AS "people";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."loud" := NULL;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__moved_before_filled__people__loud" BEFORE INSERT OR UPDATE ON "public"."people" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__moved_before_filled__people__loud' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__moved_before_filled__people__loud"();

-- [expand-2] add the columns of people.name into first_name, last_name, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; the new columns are empty; nothing is rewritten
--   why: old code writes the old columns, new code the new ones; where a statement writes both, both are kept
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_map__moved_before_filled__people__name" ON "public"."people"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_map__moved_before_filled__people__name"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__moved_before_filled__people__first_name"("public"."people")
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__moved_before_filled__people__last_name"("public"."people")
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_settled__moved_before_filled__people__name"("public"."people")
--   undo: ALTER TABLE IF EXISTS "public"."people" DROP COLUMN IF EXISTS "first_name"
--   undo: ALTER TABLE IF EXISTS "public"."people" DROP COLUMN IF EXISTS "last_name"
--   loss: values of people.name into first_name, last_name that the old columns do not give again, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."people" WHERE CASE WHEN "first_name" IS NOT DISTINCT FROM NULL AND "last_name" IS NOT DISTINCT FROM NULL THEN false ELSE ROW("first_name")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__moved_before_filled__people__first_name"("people".*))::record OR ROW("last_name")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__moved_before_filled__people__last_name"("people".*))::record END LIMIT 1000) AS found
ALTER TABLE "public"."people" ADD COLUMN "first_name" character varying(80);
ALTER TABLE "public"."people" ADD COLUMN "last_name" character varying(80);
EXPLAIN UPDATE "public"."people" SET "first_name" = (split_part(name, ' ', 1)) WHERE false;
EXPLAIN SELECT (split_part(name, ' ', 1)) AS value FROM (SELECT * FROM "public"."people") AS "people";
EXPLAIN UPDATE "public"."people" SET "last_name" = (nullif(substr(name, length(split_part(name, ' ', 1)) + 2), '')) WHERE false;
EXPLAIN SELECT (nullif(substr(name, length(split_part(name, ' ', 1)) + 2), '')) AS value FROM (SELECT * FROM "public"."people") AS "people";
EXPLAIN UPDATE "public"."people" SET "name" = (concat_ws(' ', first_name, last_name)) WHERE false;
EXPLAIN SELECT (concat_ws(' ', first_name, last_name)) AS value FROM (SELECT * FROM "public"."people") AS "people";
CREATE OR REPLACE FUNCTION migrate."migrate_row__moved_before_filled__people__first_name"("public"."people") RETURNS character varying(80) LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value character varying(80);
BEGIN
  SELECT (split_part(name, ' ', 1)) INTO migrate_value FROM (SELECT ($1).*) AS "people";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_row__moved_before_filled__people__last_name"("public"."people") RETURNS character varying(80) LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value character varying(80);
BEGIN
  SELECT (nullif(substr(name, length(split_part(name, ' ', 1)) + 2), '')) INTO migrate_value FROM (SELECT ($1).*) AS "people";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_settled__moved_before_filled__people__name"("public"."people") RETURNS boolean LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
BEGIN
  migrate_was := $1;
  SELECT (concat_ws(' ', first_name, last_name)) INTO migrate_was."name" FROM (SELECT ($1).*) AS "people";
  RETURN ROW(($1)."name")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."name")::record;
EXCEPTION WHEN others THEN
  RETURN false;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_map__moved_before_filled__people__name"() RETURNS trigger LANGUAGE plpgsql
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
        SELECT (concat_ws(' ', first_name, last_name)) INTO migrate_was."name" FROM (SELECT OLD.*) AS "people";
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
          SELECT (split_part(name, ' ', 1)) INTO NEW."first_name" FROM (SELECT OLD.*) AS "people";
        END IF;
        IF NEW."last_name" IS NOT DISTINCT FROM NULL THEN
          SELECT (nullif(substr(name, length(split_part(name, ' ', 1)) + 2), '')) INTO NEW."last_name" FROM (SELECT OLD.*) AS "people";
        END IF;
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      SELECT (concat_ws(' ', first_name, last_name)) INTO NEW."name" FROM (SELECT NEW.*) AS "people";
    EXCEPTION WHEN others THEN
      IF NEW."name" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
    END;
  ELSIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      SELECT (split_part(name, ' ', 1)), (nullif(substr(name, length(split_part(name, ' ', 1)) + 2), '')) INTO NEW."first_name", NEW."last_name" FROM (SELECT NEW.*) AS "people";
    EXCEPTION WHEN others THEN
      NEW."first_name" := NULL;
      NEW."last_name" := NULL;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_map__moved_before_filled__people__name" BEFORE INSERT OR UPDATE ON "public"."people" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_map__moved_before_filled__people__name' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_map__moved_before_filled__people__name"();

-- ==== backfill
-- [backfill-1] fill people.loud
--   strategy: in place
--   lock: ROW EXCLUSIVE on people, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."people" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_value__moved_before_filled__people__loud';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."people" SET "loud" = (upper(town))
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "loud" IS NOT DISTINCT FROM NULL AND (upper(town)) IS NOT NULL;

-- [backfill-2] look for rows not filled: people.loud
--   lock: ACCESS SHARE on people, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."people" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."people"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "loud" IS NOT DISTINCT FROM NULL AND (upper(town)) IS NOT NULL
LIMIT 5;

-- [backfill-3] fill people.name into first_name, last_name
--   strategy: in place
--   lock: ROW EXCLUSIVE on people, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have values already are left alone; one that cannot be mapped is named
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."people" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_map__moved_before_filled__people__name';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."people" SET "first_name" = migrate."migrate_row__moved_before_filled__people__first_name"("people".*), "last_name" = migrate."migrate_row__moved_before_filled__people__last_name"("people".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "first_name" IS NOT DISTINCT FROM NULL AND "last_name" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__moved_before_filled__people__first_name"("people".*) IS NOT DISTINCT FROM NULL) OR NOT (migrate."migrate_row__moved_before_filled__people__last_name"("people".*) IS NOT DISTINCT FROM NULL));

-- [backfill-4] look for rows not filled: people.name into first_name, last_name
--   lock: ACCESS SHARE on people, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."people" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."people"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "first_name" IS NOT DISTINCT FROM NULL AND "last_name" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__moved_before_filled__people__first_name"("people".*) IS NOT DISTINCT FROM NULL) OR NOT (migrate."migrate_row__moved_before_filled__people__last_name"("people".*) IS NOT DISTINCT FROM NULL))
LIMIT 5;

-- ==== contract
-- [contract-1] look for rows not filled: people.name into first_name, last_name, again
--   lock: ACCESS SHARE on people, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table people by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."people" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."people" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."people"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND CASE WHEN "first_name" IS NOT DISTINCT FROM NULL AND "last_name" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__moved_before_filled__people__first_name"("people".*) IS NOT DISTINCT FROM NULL) OR NOT (migrate."migrate_row__moved_before_filled__people__last_name"("people".*) IS NOT DISTINCT FROM NULL)) THEN NOT migrate."migrate_settled__moved_before_filled__people__name"("people".*) ELSE false END
LIMIT 5;

-- [contract-2] stop deriving people.loud
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value__moved_before_filled__people__loud" ON "public"."people";
DROP FUNCTION IF EXISTS migrate."migrate_value__moved_before_filled__people__loud"();

-- [contract-3] look for what else is built on people.name
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."people"'::regclass AND a.attname = 'name'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-4] drop the old columns of people.name into first_name, last_name
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; the rows keep their space
--   why: no live code uses them
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."people" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_map__moved_before_filled__people__name" ON "public"."people";
DROP FUNCTION IF EXISTS migrate."migrate_map__moved_before_filled__people__name"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."people"'::regclass AND a.attname = 'name'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on people.name since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP FUNCTION IF EXISTS migrate."migrate_row__moved_before_filled__people__first_name"("public"."people");
DROP FUNCTION IF EXISTS migrate."migrate_row__moved_before_filled__people__last_name"("public"."people");
DROP FUNCTION IF EXISTS migrate."migrate_settled__moved_before_filled__people__name"("public"."people");
ALTER TABLE "public"."people" DROP COLUMN "name";
