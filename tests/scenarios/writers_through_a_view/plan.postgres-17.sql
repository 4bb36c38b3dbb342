-- migration: writers_through_a_view
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
-- note: where `down` raises an error, people.handle is NULL
-- note: people.age stays text until contract: `up` gives it other values than old code writes; new code must work with both types until then
-- note: people.age ends as the last column of people; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")
-- note: a rollback keeps what `up` made of the NULLs of people.kind
-- note: where `up` raises an error or gives NULL, people.kind stays NULL until backfill has ended, which names such rows; from then on the write is refused

-- ==== expand
-- [expand-1] add people.loud, derived from the row
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; nothing is rewritten
--   why: old code leaves the column out: the trigger fills it from the row
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__writers_through_a_view__people__loud" ON "public"."people"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__writers_through_a_view__people__loud"()
--   undo: ALTER TABLE IF EXISTS "public"."people" DROP COLUMN IF EXISTS "loud"
--   loss: values of people.loud, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."people" WHERE NOT ("loud" IS NOT DISTINCT FROM NULL) AND ROW("loud")::record OPERATOR(pg_catalog.*<>) ROW(CAST((upper(name)) AS varchar(40)))::record LIMIT 1000) AS found
ALTER TABLE "public"."people" ADD COLUMN "loud" varchar(40);
EXPLAIN UPDATE "public"."people" SET "loud" = (upper(name)) WHERE false;
EXPLAIN SELECT (upper(name)) AS value FROM (SELECT * FROM "public"."people") AS "people";
CREATE OR REPLACE FUNCTION migrate."migrate_value__writers_through_a_view__people__loud"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."loud" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT (upper(name)) INTO NEW."loud" FROM (SELECT NEW.*) AS "people";
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
        SELECT (upper(name)) INTO migrate_was."loud" FROM (SELECT OLD.*) AS "people";
        migrate_follows := ROW(OLD."loud")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."loud")::record;
      END IF;
      IF migrate_follows THEN
        SELECT (upper(name)) INTO NEW."loud" FROM (SELECT NEW.*) AS "people";
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
CREATE TRIGGER "zz_migrate_value__writers_through_a_view__people__loud" BEFORE INSERT OR UPDATE ON "public"."people" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__writers_through_a_view__people__loud' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__writers_through_a_view__people__loud"();

-- [expand-2] derive people.handle for rows that new code writes without it
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on people, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code still reads the column
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__writers_through_a_view__people__handle" ON "public"."people"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__writers_through_a_view__people__handle"()
--   lock of undo: ACCESS EXCLUSIVE on people, milliseconds: catalog only; the trigger goes
EXPLAIN UPDATE "public"."people" SET "handle" = (lower(name)) WHERE false;
EXPLAIN SELECT (lower(name)) AS value FROM (SELECT * FROM "public"."people") AS "people";
CREATE OR REPLACE FUNCTION migrate."migrate_value__writers_through_a_view__people__handle"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."handle" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT (lower(name)) INTO NEW."handle" FROM (SELECT NEW.*) AS "people";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF ROW(NEW."handle")::record OPERATOR(pg_catalog.*=) ROW(OLD."handle")::record THEN
    migrate_follows := false;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (lower(name)) INTO migrate_was."handle" FROM (SELECT OLD.*) AS "people";
        migrate_follows := ROW(OLD."handle")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."handle")::record;
      END IF;
      IF migrate_follows THEN
        SELECT (lower(name)) INTO NEW."handle" FROM (SELECT NEW.*) AS "people";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."handle" := NULL;
      ELSIF OLD."handle" IS NOT DISTINCT FROM NULL THEN
        BEGIN
          SELECT (lower(name)) INTO NEW."handle" FROM (SELECT NEW.*) AS "people";
        EXCEPTION WHEN others THEN
          NULL;
        END;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__writers_through_a_view__people__handle" BEFORE INSERT OR UPDATE ON "public"."people" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__writers_through_a_view__people__handle' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__writers_through_a_view__people__handle"();

-- [expand-3] add a second column of type integer beside people.age, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing text to integer in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__writers_through_a_view__people__age" ON "public"."people"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__writers_through_a_view__people__age"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__writers_through_a_view__people__migrate_69646125a5"("public"."people")
--   undo: ALTER TABLE IF EXISTS "public"."people" DROP COLUMN IF EXISTS "migrate_column__people__age"
ALTER TABLE "public"."people" ADD COLUMN "migrate_column__people__age" integer;
CREATE OR REPLACE FUNCTION migrate."migrate_row__writers_through_a_view__people__migrate_69646125a5"("public"."people") RETURNS integer LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value integer;
BEGIN
  SELECT (coalesce(age, '0')::integer) INTO migrate_value FROM (SELECT ($1).*) AS "people";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."people" SET "migrate_column__people__age" = (coalesce(age, '0')::integer) WHERE false;
EXPLAIN SELECT (coalesce(age, '0')::integer) AS value FROM (SELECT * FROM "public"."people") AS "people";
CREATE OR REPLACE FUNCTION migrate."migrate_up__writers_through_a_view__people__age"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
BEGIN
  BEGIN
    SELECT (coalesce(age, '0')::integer) INTO NEW."migrate_column__people__age" FROM (SELECT NEW.*) AS "people";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__people__age" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__writers_through_a_view__people__age" BEFORE INSERT OR UPDATE ON "public"."people" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__writers_through_a_view__people__age' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__writers_through_a_view__people__age"();

-- [expand-4] replace NULLs that are written to people.kind
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on people, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code may still write NULL: `up` says what is stored instead
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__writers_through_a_view__people__kind" ON "public"."people"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__writers_through_a_view__people__kind"()
--   lock of undo: ACCESS EXCLUSIVE on people, milliseconds: catalog only; the trigger goes
EXPLAIN UPDATE "public"."people" SET "kind" = (left(name, 1)) WHERE false;
EXPLAIN SELECT (left(name, 1)) AS value FROM (SELECT * FROM "public"."people") AS "people";
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__writers_through_a_view__people__kind"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
BEGIN
  BEGIN
    SELECT (left(name, 1)) INTO NEW."kind" FROM (SELECT NEW.*) AS "people";
  EXCEPTION WHEN others THEN
    NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value_kept__writers_through_a_view__people__kind" BEFORE INSERT OR UPDATE ON "public"."people" FOR EACH ROW
  WHEN (NEW."kind" IS NOT DISTINCT FROM NULL)
  EXECUTE FUNCTION migrate."migrate_value_kept__writers_through_a_view__people__kind"();

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
SET LOCAL migrate.backfill = 'zz_migrate_value__writers_through_a_view__people__loud';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."people" SET "loud" = (upper(name))
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "loud" IS NOT DISTINCT FROM NULL AND (upper(name)) IS NOT NULL;

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
  AND "loud" IS NOT DISTINCT FROM NULL AND (upper(name)) IS NOT NULL
LIMIT 5;

-- [backfill-3] fill the second column of people.age
--   strategy: in place
--   lock: ROW EXCLUSIVE on people, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row that the expression cannot map is named by its key
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
SET LOCAL migrate.backfill = 'zz_migrate_up__writers_through_a_view__people__age';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."people" SET "migrate_column__people__age" = migrate."migrate_row__writers_through_a_view__people__migrate_69646125a5"("people".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__people__age")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__writers_through_a_view__people__migrate_69646125a5"("people".*))::record;

-- [backfill-4] compare the second column of people.age with the first
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
  AND ROW("migrate_column__people__age")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__writers_through_a_view__people__migrate_69646125a5"("people".*))::record
LIMIT 5;

-- [backfill-5] gather statistics for the second column of people.age
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on people, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."people" ("migrate_column__people__age");

-- [backfill-6] replace the NULLs of people.kind
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
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."people" SET "kind" = (left(name, 1))
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "kind" IS NOT DISTINCT FROM NULL;

-- [backfill-7] look for rows without people.kind
--   lock: ACCESS SHARE on people, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
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
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."people"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "kind" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-8] require people.kind for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."people" DROP CONSTRAINT IF EXISTS "migrate_not_null__people__kind"
ALTER TABLE "public"."people" ADD CONSTRAINT "migrate_not_null__people__kind" CHECK ("kind" IS NOT NULL) NOT VALID;

-- [backfill-9] prove that people.kind holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on people, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."people" VALIDATE CONSTRAINT "migrate_not_null__people__kind";

-- [backfill-10] make people.kind NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."people" ALTER COLUMN "kind" DROP NOT NULL
ALTER TABLE "public"."people" ALTER COLUMN "kind" SET NOT NULL;
ALTER TABLE "public"."people" DROP CONSTRAINT "migrate_not_null__people__kind";

-- ==== contract
-- [contract-1] compare the second column of people.age with the first again
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
  AND ROW("migrate_column__people__age")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__writers_through_a_view__people__migrate_69646125a5"("people".*))::record
LIMIT 5;

-- [contract-2] stop deriving people.loud
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value__writers_through_a_view__people__loud" ON "public"."people";
DROP FUNCTION IF EXISTS migrate."migrate_value__writers_through_a_view__people__loud"();

-- [contract-3] look for what else is built on people.handle
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."people"'::regclass AND a.attname = 'handle'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-4] drop people.handle
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; catalog only; the rows keep their space
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."people" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_value__writers_through_a_view__people__handle" ON "public"."people";
DROP FUNCTION IF EXISTS migrate."migrate_value__writers_through_a_view__people__handle"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."people"'::regclass AND a.attname = 'handle'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on people.handle since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."people" DROP COLUMN IF EXISTS "handle";

-- [contract-5] look for what else is built on people.age
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."people"'::regclass AND a.attname = 'age'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-6] put the second column in the place of people.age
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; names change; no row is read, no index is built
--   why: old code is gone; everything was built on the second column before
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."people" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
DECLARE
  migrate_path text := current_setting('search_path');
  migrate_found text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  migrate_found := (
SELECT string_agg(p.part, ', ' ORDER BY p.part) FROM (VALUES ('privileges', '(digest)'), ('default', '(digest)'), ('NOT NULL', '(digest)'), ('comment', '(digest)'), ('settings', '(digest)')) AS p (part, digest) JOIN (SELECT v.part, left(encode(sha256(textsend(v.words)), 'hex'), 16) AS digest FROM pg_attribute AS a CROSS JOIN LATERAL (VALUES ('privileges', concat_ws(chr(30), (SELECT string_agg(concat_ws(' ', g.grantee::regrole, g.privilege_type, g.is_grantable), ', ' ORDER BY g.grantee, g.privilege_type, g.is_grantable) FROM aclexplode(a.attacl) AS g))),
    ('default', concat_ws(chr(30), (SELECT pg_get_expr(e.adbin, e.adrelid) FROM pg_attrdef AS e WHERE e.adrelid = a.attrelid AND e.adnum = a.attnum))),
    ('NOT NULL', concat_ws(chr(30), a.attnotnull)),
    ('comment', concat_ws(chr(30), col_description(a.attrelid, a.attnum))),
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."people"') AND a.attname = 'age') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column people.age since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
LOCK TABLE "public"."people" IN ACCESS EXCLUSIVE MODE;
SET LOCAL lock_timeout = '50ms';
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."people"'::regclass AND a.attname = 'age'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on people.age since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_up__writers_through_a_view__people__age" ON "public"."people";
DROP FUNCTION IF EXISTS migrate."migrate_up__writers_through_a_view__people__age"();
ALTER TABLE "public"."people" RENAME COLUMN "age" TO "migrate_between__people__age";
ALTER TABLE "public"."people" RENAME COLUMN "migrate_column__people__age" TO "age";
ALTER TABLE "public"."people" RENAME COLUMN "migrate_between__people__age" TO "migrate_column__people__age";
DROP FUNCTION IF EXISTS migrate."migrate_row__writers_through_a_view__people__migrate_69646125a5"("public"."people");
ALTER TABLE "public"."people" DROP COLUMN "migrate_column__people__age";
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('age') IN lower(p.prosrc)) > 0 AND (position(lower('people') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."people"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;

-- [contract-7] stop replacing NULLs that are written to people.kind
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; no row is read
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__writers_through_a_view__people__kind" ON "public"."people";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__writers_through_a_view__people__kind"();
