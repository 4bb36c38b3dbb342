-- migration: alter_enum_partitioned
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
-- note: parcels.state: until contract 'shipped' is taken too and stored as 'sent', so that old code reads only what it knows; new code must read both (…::text IN ('sent', 'shipped')); from contract on rows hold 'shipped', and 'sent' is an error
-- note: parcels.state: until contract rows may hold 'lost', which old code writes; from contract on they hold 'new', and 'lost' is an error
-- note: rollback leaves the new names in type state, which no row holds: PostgreSQL takes no value out of a type
-- note: from contract on type state is another one of the same name: a session that has prepared statements with parameters of the type must prepare them again, a driver that remembers its OID must look it up again; PL/pgSQL functions that mention it are altered to what they are, so that open sessions read them anew (not those of other roles); their text is not changed
-- note: parcels.state ends as the last column of parcels

-- ==== expand
-- [expand-1] let type state take 'shipped' too
--   strategy: instant
--   lock: none on type state; no table is locked
--   why: new code writes the new name before contract; PostgreSQL adds a row to a catalog
--   runs: in one transaction with its record
ALTER TYPE "public"."state" ADD VALUE IF NOT EXISTS 'shipped' AFTER 'sent';

-- [expand-2] create the type that state will be
--   strategy: instant
--   lock: none on type migrate_enum__state; no table is locked
--   why: PostgreSQL takes no value out of a type
--   runs: in one transaction with its record
--   undo: DROP TYPE IF EXISTS "public"."migrate_enum__state"
CREATE TYPE "public"."migrate_enum__state" AS ENUM ('new', 'shipped');

-- [expand-3] add a second column of type "public"."migrate_enum__state" beside parcels.state, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on parcels and its partitions, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing state to "public"."migrate_enum__state" in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__alter_enum_partitioned__parcels__state" ON "public"."parcels"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__alter_enum_partitioned__parcels__state"()
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_enum_partitioned__parcels__state" ON "public"."parcels"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_enum_partitioned__parcels__state"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__alter_enum_partitioned__parcels__migrat_92405325a8"("public"."parcels")
--   undo: ALTER TABLE IF EXISTS "public"."parcels" DROP COLUMN IF EXISTS "migrate_column__parcels__state"
ALTER TABLE "public"."parcels" ADD COLUMN "migrate_column__parcels__state" "public"."migrate_enum__state";
COMMENT ON COLUMN "public"."parcels_1"."migrate_column__parcels__state" IS 'of the first';
CREATE OR REPLACE FUNCTION migrate."migrate_row__alter_enum_partitioned__parcels__migrat_92405325a8"("public"."parcels") RETURNS "public"."migrate_enum__state" LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value "public"."migrate_enum__state";
BEGIN
  SELECT ((CASE "state"::text WHEN 'lost' THEN 'new' WHEN 'sent' THEN 'shipped' ELSE "state"::text END)::"public"."migrate_enum__state") INTO migrate_value FROM (SELECT ($1).*) AS "parcels";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %, day = %: %', ($1)."id", ($1)."day", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."parcels" SET "migrate_column__parcels__state" = ((CASE "state"::text WHEN 'lost' THEN 'new' WHEN 'sent' THEN 'shipped' ELSE "state"::text END)::"public"."migrate_enum__state") WHERE false;
EXPLAIN SELECT ((CASE "state"::text WHEN 'lost' THEN 'new' WHEN 'sent' THEN 'shipped' ELSE "state"::text END)::"public"."migrate_enum__state") AS value FROM (SELECT * FROM "public"."parcels") AS "parcels";
CREATE OR REPLACE FUNCTION migrate."migrate_up__alter_enum_partitioned__parcels__state"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
#variable_conflict use_column
BEGIN
  BEGIN
    SELECT ((CASE "state"::text WHEN 'lost' THEN 'new' WHEN 'sent' THEN 'shipped' ELSE "state"::text END)::"public"."migrate_enum__state") INTO NEW."migrate_column__parcels__state" FROM (SELECT NEW.*) AS "parcels";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__parcels__state" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__alter_enum_partitioned__parcels__state" BEFORE INSERT OR UPDATE ON "public"."parcels" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__alter_enum_partitioned__parcels__state' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__alter_enum_partitioned__parcels__state"();
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__alter_enum_partitioned__parcels__state"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
#variable_conflict use_column
BEGIN
  SELECT ((CASE "state"::text WHEN 'shipped' THEN 'sent' ELSE "state"::text END)::"public"."state") INTO NEW."state" FROM (SELECT NEW.*) AS "parcels";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value_kept__alter_enum_partitioned__parcels__state" BEFORE INSERT OR UPDATE ON "public"."parcels" FOR EACH ROW
  WHEN (NEW."state"::text IN ('shipped'))
  EXECUTE FUNCTION migrate."migrate_value_kept__alter_enum_partitioned__parcels__state"();

-- ==== backfill
-- [backfill-1] fill the second column of parcels.state
--   strategy: in place
--   lock: ROW EXCLUSIVE on parcels and its partitions, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row that the expression cannot map is named by its key
--   batches: table parcels by id, day; each commits together with its checkpoint
--   first key, once:
SELECT "id", "day" FROM "public"."parcels" ORDER BY "id", "day" LIMIT 1;
--   last key, once:
SELECT "id", "day" FROM "public"."parcels" ORDER BY "id" DESC, "day" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = from.day, $3 = end.id, $4 = end.day, $5 = batch size - 1
SELECT "id", "day" FROM "public"."parcels" WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer ORDER BY "id", "day" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_up__alter_enum_partitioned__parcels__state';
--   the batch:
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
UPDATE "public"."parcels" SET "migrate_column__parcels__state" = migrate."migrate_row__alter_enum_partitioned__parcels__migrat_92405325a8"("parcels".*)
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND ROW("migrate_column__parcels__state")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_partitioned__parcels__migrat_92405325a8"("parcels".*))::record;

-- [backfill-2] compare the second column of parcels.state with the first
--   lock: ACCESS SHARE on parcels and its partitions, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table parcels by id, day; each commits together with its checkpoint
--   first key, once:
SELECT "id", "day" FROM "public"."parcels" ORDER BY "id", "day" LIMIT 1;
--   last key, once:
SELECT "id", "day" FROM "public"."parcels" ORDER BY "id" DESC, "day" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = from.day, $3 = end.id, $4 = end.day, $5 = batch size - 1
SELECT "id", "day" FROM "public"."parcels" WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer ORDER BY "id", "day" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
SELECT "id", "day" FROM "public"."parcels"
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND ROW("migrate_column__parcels__state")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_partitioned__parcels__migrat_92405325a8"("parcels".*))::record
LIMIT 5;

-- [backfill-3] gather statistics for the second column of parcels.state
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parcels and its partitions, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."parcels" ("migrate_column__parcels__state");

-- ==== contract
-- [contract-1] compare the second column of parcels.state with the first again
--   lock: ACCESS SHARE on parcels and its partitions, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table parcels by id, day; each commits together with its checkpoint
--   first key, once:
SELECT "id", "day" FROM "public"."parcels" ORDER BY "id", "day" LIMIT 1;
--   last key, once:
SELECT "id", "day" FROM "public"."parcels" ORDER BY "id" DESC, "day" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = from.day, $3 = end.id, $4 = end.day, $5 = batch size - 1
SELECT "id", "day" FROM "public"."parcels" WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer ORDER BY "id", "day" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
SELECT "id", "day" FROM "public"."parcels"
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND ROW("migrate_column__parcels__state")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_partitioned__parcels__migrat_92405325a8"("parcels".*))::record
LIMIT 5;

-- [contract-2] require the second column of parcels.state for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on parcels and its partitions, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."parcels" DROP CONSTRAINT IF EXISTS "migrate_new__parcels__not_null state"
ALTER TABLE "public"."parcels" ADD CONSTRAINT "migrate_new__parcels__not_null state" CHECK ("migrate_column__parcels__state" IS NOT NULL) NOT VALID;

-- [contract-3] prove that the second column of parcels.state holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parcels and its partitions, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."parcels" VALIDATE CONSTRAINT "migrate_new__parcels__not_null state";

-- [contract-4] make the second column of parcels.state NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on parcels and its partitions, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."parcels" ALTER COLUMN "migrate_column__parcels__state" SET NOT NULL;
ALTER TABLE "public"."parcels" DROP CONSTRAINT "migrate_new__parcels__not_null state";

-- [contract-5] look for what else is built on parcels.state
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."parcels"'::regclass)) AND a.attname = 'state'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-6] put the new type in the place of state
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on parcels and its partitions, milliseconds: catalog only; names change; no row is read, no index is built
--   why: columns and type in one transaction: a cast to the type by its name means the columns' type at any moment
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."parcels" IN ACCESS EXCLUSIVE MODE;
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."parcels"'::regclass)) AND a.attname = 'state'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on parcels.state since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_up__alter_enum_partitioned__parcels__state" ON "public"."parcels";
DROP FUNCTION IF EXISTS migrate."migrate_up__alter_enum_partitioned__parcels__state"();
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_enum_partitioned__parcels__state" ON "public"."parcels";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_enum_partitioned__parcels__state"();
ALTER TABLE "public"."parcels" RENAME COLUMN "state" TO "migrate_between__parcels__state";
ALTER TABLE "public"."parcels" RENAME COLUMN "migrate_column__parcels__state" TO "state";
ALTER TABLE "public"."parcels" RENAME COLUMN "migrate_between__parcels__state" TO "migrate_column__parcels__state";
ALTER TABLE "public"."parcels" ALTER COLUMN "state" SET DEFAULT 'new'::"public"."migrate_enum__state";
ALTER TABLE "public"."parcels" ALTER COLUMN "migrate_column__parcels__state" DROP DEFAULT;
DROP FUNCTION IF EXISTS migrate."migrate_row__alter_enum_partitioned__parcels__migrat_92405325a8"("public"."parcels");
ALTER TABLE "public"."parcels" DROP COLUMN "migrate_column__parcels__state";
DROP TYPE "public"."state";
ALTER TYPE "public"."migrate_enum__state" RENAME TO "state";
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('state') IN lower(p.prosrc)) > 0
      OR position(lower('state') IN lower(p.prosrc)) > 0 AND (position(lower('parcels') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."parcels"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;
