-- migration: expression_settings
-- description: The application's sessions have other settings than the tool's
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
-- note: `at::date` of visits.day is evaluated with TimeZone = UTC, by triggers as by backfill, whatever the application's is: name another one by AT TIME ZONE
-- note: a row for which `up` of visits.day raises an error or gives NULL is stored with NULL until backfill has ended, which names such rows; from then on it is refused, from old code too
-- note: stamps.at stays timestamp with time zone until contract: code written for timestamp with time zone cannot use a column of type text unchanged; new code must work with both types until then
-- note: stamps.at ends as the last column of stamps; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")
-- note: clocks.at stays timestamp with time zone until contract: `up` gives it other values than old code writes; new code must work with both types until then
-- note: clocks.at ends as the last column of clocks; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")
-- note: where `down` raises an error or gives NULL, waits.said stays as it was written; an insert of new code that leaves it without a value is refused

-- ==== expand
-- [expand-1] add visits.day, derived from the row
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on visits, milliseconds: catalog only; nothing is rewritten
--   why: old code leaves the column out: the trigger fills it from the row
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__expression_settings__visits__day" ON "public"."visits"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__expression_settings__visits__day"()
--   undo: ALTER TABLE IF EXISTS "public"."visits" DROP COLUMN IF EXISTS "day"
--   loss: values of visits.day, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."visits" WHERE NOT ("day" IS NOT DISTINCT FROM NULL) AND ROW("day")::record OPERATOR(pg_catalog.*<>) ROW(CAST((at::date) AS date))::record LIMIT 1000) AS found
ALTER TABLE "public"."visits" ADD COLUMN "day" date;
EXPLAIN UPDATE "public"."visits" SET "day" = (at::date) WHERE false;
EXPLAIN SELECT (at::date) AS value FROM (SELECT * FROM "public"."visits") AS "visits";
CREATE OR REPLACE FUNCTION migrate."migrate_value__expression_settings__visits__day"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."day" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT (at::date) INTO NEW."day" FROM (SELECT NEW.*) AS "visits";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF NEW."day" IS NOT DISTINCT FROM NULL THEN
    BEGIN
      SELECT (at::date) INTO NEW."day" FROM (SELECT NEW.*) AS "visits";
    EXCEPTION WHEN others THEN
      NULL;
    END;
    RETURN NEW;
  END IF;
  IF ROW(NEW."day")::record OPERATOR(pg_catalog.*=) ROW(OLD."day")::record THEN
    migrate_follows := OLD."day" IS NOT DISTINCT FROM NULL;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (at::date) INTO migrate_was."day" FROM (SELECT OLD.*) AS "visits";
        migrate_follows := ROW(OLD."day")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."day")::record;
      END IF;
      IF migrate_follows THEN
        SELECT (at::date) INTO NEW."day" FROM (SELECT NEW.*) AS "visits";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."day" := NULL;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__expression_settings__visits__day" BEFORE INSERT OR UPDATE ON "public"."visits" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__expression_settings__visits__day' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__expression_settings__visits__day"();

-- [expand-2] add a second column of type text beside stamps.at, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on stamps, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing timestamp with time zone to text in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__expression_settings__stamps__at" ON "public"."stamps"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__expression_settings__stamps__at"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__expression_settings__stamps__migrate_co_b66def8db1"("public"."stamps")
--   undo: ALTER TABLE IF EXISTS "public"."stamps" DROP COLUMN IF EXISTS "migrate_column__stamps__at"
ALTER TABLE "public"."stamps" ADD COLUMN "migrate_column__stamps__at" text;
CREATE OR REPLACE FUNCTION migrate."migrate_row__expression_settings__stamps__migrate_co_b66def8db1"("public"."stamps") RETURNS text LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value text;
BEGIN
  SELECT (CAST("at" AS text)) INTO migrate_value FROM (SELECT ($1).*) AS "stamps";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."stamps" SET "migrate_column__stamps__at" = "at"::text WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_up__expression_settings__stamps__at"() RETURNS trigger LANGUAGE plpgsql
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
    SELECT (CAST("at" AS text)) INTO NEW."migrate_column__stamps__at" FROM (SELECT NEW.*) AS "stamps";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__stamps__at" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__expression_settings__stamps__at" BEFORE INSERT OR UPDATE ON "public"."stamps" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__expression_settings__stamps__at' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__expression_settings__stamps__at"();

-- [expand-3] add a second column of type timestamp without time zone beside clocks.at, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on clocks, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing timestamp with time zone to timestamp without time zone in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__expression_settings__clocks__at" ON "public"."clocks"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__expression_settings__clocks__at"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__expression_settings__clocks__migrate_co_945c567584"("public"."clocks")
--   undo: ALTER TABLE IF EXISTS "public"."clocks" DROP COLUMN IF EXISTS "migrate_column__clocks__at"
ALTER TABLE "public"."clocks" ADD COLUMN "migrate_column__clocks__at" timestamp without time zone;
CREATE OR REPLACE FUNCTION migrate."migrate_row__expression_settings__clocks__migrate_co_945c567584"("public"."clocks") RETURNS timestamp without time zone LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value timestamp without time zone;
BEGIN
  SELECT (at AT TIME ZONE 'UTC') INTO migrate_value FROM (SELECT ($1).*) AS "clocks";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."clocks" SET "migrate_column__clocks__at" = (at AT TIME ZONE 'UTC') WHERE false;
EXPLAIN SELECT (at AT TIME ZONE 'UTC') AS value FROM (SELECT * FROM "public"."clocks") AS "clocks";
CREATE OR REPLACE FUNCTION migrate."migrate_up__expression_settings__clocks__at"() RETURNS trigger LANGUAGE plpgsql
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
    SELECT (at AT TIME ZONE 'UTC') INTO NEW."migrate_column__clocks__at" FROM (SELECT NEW.*) AS "clocks";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__clocks__at" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__expression_settings__clocks__at" BEFORE INSERT OR UPDATE ON "public"."clocks" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__expression_settings__clocks__at' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__expression_settings__clocks__at"();

-- [expand-4] derive waits.said for rows that new code writes without it
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on waits, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code still reads the column
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__expression_settings__waits__said" ON "public"."waits"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__expression_settings__waits__said"()
--   lock of undo: ACCESS EXCLUSIVE on waits, milliseconds: catalog only; the trigger goes
EXPLAIN UPDATE "public"."waits" SET "said" = (span::text || ' ' || bytes::text) WHERE false;
EXPLAIN SELECT (span::text || ' ' || bytes::text) AS value FROM (SELECT * FROM "public"."waits") AS "waits";
CREATE OR REPLACE FUNCTION migrate."migrate_value__expression_settings__waits__said"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."said" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        migrate_was := NEW;
        SELECT (span::text || ' ' || bytes::text) INTO migrate_was."said" FROM (SELECT NEW.*) AS "waits";
        IF NOT (migrate_was."said" IS NOT DISTINCT FROM NULL) THEN
          NEW."said" := migrate_was."said";
        END IF;
      EXCEPTION WHEN others THEN
        IF NEW."said" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF NEW."said" IS NOT DISTINCT FROM NULL THEN
    BEGIN
      migrate_was := NEW;
      SELECT (span::text || ' ' || bytes::text) INTO migrate_was."said" FROM (SELECT NEW.*) AS "waits";
      IF NOT (migrate_was."said" IS NOT DISTINCT FROM NULL) THEN
        NEW."said" := migrate_was."said";
      END IF;
    EXCEPTION WHEN others THEN
      IF NEW."said" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
    END;
    RETURN NEW;
  END IF;
  IF ROW(NEW."said")::record OPERATOR(pg_catalog.*=) ROW(OLD."said")::record THEN
    migrate_follows := false;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (span::text || ' ' || bytes::text) INTO migrate_was."said" FROM (SELECT OLD.*) AS "waits";
        migrate_follows := ROW(OLD."said")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."said")::record;
      END IF;
      IF migrate_follows THEN
        migrate_was := NEW;
        SELECT (span::text || ' ' || bytes::text) INTO migrate_was."said" FROM (SELECT NEW.*) AS "waits";
        IF NOT (migrate_was."said" IS NOT DISTINCT FROM NULL) THEN
          NEW."said" := migrate_was."said";
        END IF;
      END IF;
    EXCEPTION WHEN others THEN
      NULL;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__expression_settings__waits__said" BEFORE INSERT OR UPDATE ON "public"."waits" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__expression_settings__waits__said' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__expression_settings__waits__said"();

-- ==== backfill
-- [backfill-1] fill visits.day
--   strategy: in place
--   lock: ROW EXCLUSIVE on visits, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."visits" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."visits" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."visits" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_value__expression_settings__visits__day';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."visits" SET "day" = (at::date)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "day" IS NOT DISTINCT FROM NULL;

-- [backfill-2] look for rows without visits.day
--   lock: ACCESS SHARE on visits, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table visits by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."visits" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."visits" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."visits" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."visits"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "day" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-3] require visits.day for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on visits, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
ALTER TABLE "public"."visits" ADD CONSTRAINT "visits_day_not_null" NOT NULL "day" NOT VALID;

-- [backfill-4] prove that visits.day holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on visits, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."visits" VALIDATE CONSTRAINT "visits_day_not_null";

-- [backfill-5] fill the second column of stamps.at
--   strategy: in place
--   lock: ROW EXCLUSIVE on stamps, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row that the expression cannot map is named by its key
--   batches: table stamps by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."stamps" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."stamps" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."stamps" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_up__expression_settings__stamps__at';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."stamps" SET "migrate_column__stamps__at" = migrate."migrate_row__expression_settings__stamps__migrate_co_b66def8db1"("stamps".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__stamps__at")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__expression_settings__stamps__migrate_co_b66def8db1"("stamps".*))::record;

-- [backfill-6] compare the second column of stamps.at with the first
--   lock: ACCESS SHARE on stamps, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table stamps by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."stamps" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."stamps" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."stamps" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."stamps"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__stamps__at")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__expression_settings__stamps__migrate_co_b66def8db1"("stamps".*))::record
LIMIT 5;

-- [backfill-7] gather statistics for the second column of stamps.at
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on stamps, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."stamps" ("migrate_column__stamps__at");

-- [backfill-8] fill the second column of clocks.at
--   strategy: in place
--   lock: ROW EXCLUSIVE on clocks, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row that the expression cannot map is named by its key
--   batches: table clocks by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."clocks" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."clocks" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."clocks" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_up__expression_settings__clocks__at';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."clocks" SET "migrate_column__clocks__at" = migrate."migrate_row__expression_settings__clocks__migrate_co_945c567584"("clocks".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__clocks__at")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__expression_settings__clocks__migrate_co_945c567584"("clocks".*))::record;

-- [backfill-9] compare the second column of clocks.at with the first
--   lock: ACCESS SHARE on clocks, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table clocks by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."clocks" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."clocks" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."clocks" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."clocks"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__clocks__at")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__expression_settings__clocks__migrate_co_945c567584"("clocks".*))::record
LIMIT 5;

-- [backfill-10] gather statistics for the second column of clocks.at
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on clocks, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."clocks" ("migrate_column__clocks__at");

-- ==== contract
-- [contract-1] compare the second column of stamps.at with the first again
--   lock: ACCESS SHARE on stamps, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table stamps by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."stamps" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."stamps" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."stamps" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."stamps"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__stamps__at")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__expression_settings__stamps__migrate_co_b66def8db1"("stamps".*))::record
LIMIT 5;

-- [contract-2] compare the second column of clocks.at with the first again
--   lock: ACCESS SHARE on clocks, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table clocks by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."clocks" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."clocks" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."clocks" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."clocks"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__clocks__at")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__expression_settings__clocks__migrate_co_945c567584"("clocks".*))::record
LIMIT 5;

-- [contract-3] stop deriving visits.day
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on visits, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value__expression_settings__visits__day" ON "public"."visits";
DROP FUNCTION IF EXISTS migrate."migrate_value__expression_settings__visits__day"();

-- [contract-4] look for what else is built on stamps.at
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."stamps"'::regclass AND a.attname = 'at'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-5] put the second column in the place of stamps.at
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on stamps, milliseconds: catalog only; names change; no row is read, no index is built
--   why: old code is gone; everything was built on the second column before
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."stamps" IN SHARE UPDATE EXCLUSIVE MODE;
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."stamps"') AND a.attname = 'at') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column stamps.at since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
LOCK TABLE "public"."stamps" IN ACCESS EXCLUSIVE MODE;
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."stamps"'::regclass AND a.attname = 'at'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on stamps.at since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_up__expression_settings__stamps__at" ON "public"."stamps";
DROP FUNCTION IF EXISTS migrate."migrate_up__expression_settings__stamps__at"();
ALTER TABLE "public"."stamps" RENAME COLUMN "at" TO "migrate_between__stamps__at";
ALTER TABLE "public"."stamps" RENAME COLUMN "migrate_column__stamps__at" TO "at";
ALTER TABLE "public"."stamps" RENAME COLUMN "migrate_between__stamps__at" TO "migrate_column__stamps__at";
DROP FUNCTION IF EXISTS migrate."migrate_row__expression_settings__stamps__migrate_co_b66def8db1"("public"."stamps");
ALTER TABLE "public"."stamps" DROP COLUMN "migrate_column__stamps__at";
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('at') IN lower(p.prosrc)) > 0 AND (position(lower('stamps') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."stamps"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;

-- [contract-6] look for what else is built on clocks.at
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."clocks"'::regclass AND a.attname = 'at'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-7] put the second column in the place of clocks.at
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on clocks, milliseconds: catalog only; names change; no row is read, no index is built
--   why: old code is gone; everything was built on the second column before
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."clocks" IN SHARE UPDATE EXCLUSIVE MODE;
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."clocks"') AND a.attname = 'at') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column clocks.at since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
LOCK TABLE "public"."clocks" IN ACCESS EXCLUSIVE MODE;
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."clocks"'::regclass AND a.attname = 'at'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on clocks.at since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_up__expression_settings__clocks__at" ON "public"."clocks";
DROP FUNCTION IF EXISTS migrate."migrate_up__expression_settings__clocks__at"();
ALTER TABLE "public"."clocks" RENAME COLUMN "at" TO "migrate_between__clocks__at";
ALTER TABLE "public"."clocks" RENAME COLUMN "migrate_column__clocks__at" TO "at";
ALTER TABLE "public"."clocks" RENAME COLUMN "migrate_between__clocks__at" TO "migrate_column__clocks__at";
DROP FUNCTION IF EXISTS migrate."migrate_row__expression_settings__clocks__migrate_co_945c567584"("public"."clocks");
ALTER TABLE "public"."clocks" DROP COLUMN "migrate_column__clocks__at";
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('at') IN lower(p.prosrc)) > 0 AND (position(lower('clocks') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."clocks"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;

-- [contract-8] look for what else is built on waits.said
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."waits"'::regclass AND a.attname = 'said'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-9] drop waits.said
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on waits, milliseconds: catalog only; catalog only; the rows keep their space
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."waits" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_value__expression_settings__waits__said" ON "public"."waits";
DROP FUNCTION IF EXISTS migrate."migrate_value__expression_settings__waits__said"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."waits"'::regclass AND a.attname = 'said'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on waits.said since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."waits" DROP COLUMN IF EXISTS "said";
