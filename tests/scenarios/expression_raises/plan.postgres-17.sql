-- migration: expression_raises
-- description: Expressions that raise an error for some rows
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
-- note: until contract a NULL in people.local means "not filled yet" and is filled from `up`; where `up` raises an error it stays NULL, and backfill names the row
-- note: a row for which `up` of members.local raises an error or gives NULL is stored with NULL until backfill has ended, which names such rows; from then on it is refused, from old code too
-- note: where `down` raises an error, parts.number is NULL
-- note: where `down` raises an error or gives NULL, parts.size stays as it was written; an insert of new code that leaves it without a value is refused
-- note: a rollback keeps what `up` made of the NULLs of marks.points
-- note: where `up` raises an error or gives NULL, marks.points stays NULL until backfill has ended, which names such rows; from then on the write is refused
-- note: spans.width, height into size: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ

-- ==== expand
-- [expand-1] add people.local, derived from the row
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; nothing is rewritten
--   why: old code leaves the column out: the trigger fills it from the row
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__expression_raises__people__local" ON "public"."people"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__expression_raises__people__local"()
--   undo: ALTER TABLE IF EXISTS "public"."people" DROP COLUMN IF EXISTS "local"
--   loss: values of people.local, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."people" WHERE NOT ("local" IS NOT DISTINCT FROM NULL) AND ROW("local")::record OPERATOR(pg_catalog.*<>) ROW(CAST((substr(email, 1, position('@' in email) - 1)) AS text))::record LIMIT 1000) AS found
ALTER TABLE "public"."people" ADD COLUMN "local" text;
EXPLAIN UPDATE "public"."people" SET "local" = (substr(email, 1, position('@' in email) - 1)) WHERE false;
EXPLAIN SELECT (substr(email, 1, position('@' in email) - 1)) AS value FROM (SELECT * FROM "public"."people") AS "people";
CREATE OR REPLACE FUNCTION migrate."migrate_value__expression_raises__people__local"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."local" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT (substr(email, 1, position('@' in email) - 1)) INTO NEW."local" FROM (SELECT NEW.*) AS "people";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF ROW(NEW."local")::record OPERATOR(pg_catalog.*=) ROW(OLD."local")::record THEN
    migrate_follows := OLD."local" IS NOT DISTINCT FROM NULL;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (substr(email, 1, position('@' in email) - 1)) INTO migrate_was."local" FROM (SELECT OLD.*) AS "people";
        migrate_follows := ROW(OLD."local")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."local")::record;
      END IF;
      IF migrate_follows THEN
        SELECT (substr(email, 1, position('@' in email) - 1)) INTO NEW."local" FROM (SELECT NEW.*) AS "people";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."local" := NULL;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__expression_raises__people__local" BEFORE INSERT OR UPDATE ON "public"."people" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__expression_raises__people__local' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__expression_raises__people__local"();

-- [expand-2] add members.local, derived from the row
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on members, milliseconds: catalog only; nothing is rewritten
--   why: old code leaves the column out: the trigger fills it from the row
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__expression_raises__members__local" ON "public"."members"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__expression_raises__members__local"()
--   undo: ALTER TABLE IF EXISTS "public"."members" DROP COLUMN IF EXISTS "local"
--   loss: values of members.local, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."members" WHERE NOT ("local" IS NOT DISTINCT FROM NULL) AND ROW("local")::record OPERATOR(pg_catalog.*<>) ROW(CAST((substr(email, 1, position('@' in email) - 1)) AS text))::record LIMIT 1000) AS found
ALTER TABLE "public"."members" ADD COLUMN "local" text;
EXPLAIN UPDATE "public"."members" SET "local" = (substr(email, 1, position('@' in email) - 1)) WHERE false;
EXPLAIN SELECT (substr(email, 1, position('@' in email) - 1)) AS value FROM (SELECT * FROM "public"."members") AS "members";
CREATE OR REPLACE FUNCTION migrate."migrate_value__expression_raises__members__local"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."local" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT (substr(email, 1, position('@' in email) - 1)) INTO NEW."local" FROM (SELECT NEW.*) AS "members";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF NEW."local" IS NOT DISTINCT FROM NULL THEN
    BEGIN
      SELECT (substr(email, 1, position('@' in email) - 1)) INTO NEW."local" FROM (SELECT NEW.*) AS "members";
    EXCEPTION WHEN others THEN
      NULL;
    END;
    RETURN NEW;
  END IF;
  IF ROW(NEW."local")::record OPERATOR(pg_catalog.*=) ROW(OLD."local")::record THEN
    migrate_follows := OLD."local" IS NOT DISTINCT FROM NULL;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (substr(email, 1, position('@' in email) - 1)) INTO migrate_was."local" FROM (SELECT OLD.*) AS "members";
        migrate_follows := ROW(OLD."local")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."local")::record;
      END IF;
      IF migrate_follows THEN
        SELECT (substr(email, 1, position('@' in email) - 1)) INTO NEW."local" FROM (SELECT NEW.*) AS "members";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."local" := NULL;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__expression_raises__members__local" BEFORE INSERT OR UPDATE ON "public"."members" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__expression_raises__members__local' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__expression_raises__members__local"();

-- [expand-3] derive parts.number for rows that new code writes without it
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on parts, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code still reads the column
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__expression_raises__parts__number" ON "public"."parts"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__expression_raises__parts__number"()
--   lock of undo: ACCESS EXCLUSIVE on parts, milliseconds: catalog only; the trigger goes
EXPLAIN UPDATE "public"."parts" SET "number" = (code::integer) WHERE false;
EXPLAIN SELECT (code::integer) AS value FROM (SELECT * FROM "public"."parts") AS "parts";
CREATE OR REPLACE FUNCTION migrate."migrate_value__expression_raises__parts__number"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."number" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        SELECT (code::integer) INTO NEW."number" FROM (SELECT NEW.*) AS "parts";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF ROW(NEW."number")::record OPERATOR(pg_catalog.*=) ROW(OLD."number")::record THEN
    migrate_follows := false;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (code::integer) INTO migrate_was."number" FROM (SELECT OLD.*) AS "parts";
        migrate_follows := ROW(OLD."number")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."number")::record;
      END IF;
      IF migrate_follows THEN
        SELECT (code::integer) INTO NEW."number" FROM (SELECT NEW.*) AS "parts";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."number" := NULL;
      ELSIF OLD."number" IS NOT DISTINCT FROM NULL THEN
        BEGIN
          SELECT (code::integer) INTO NEW."number" FROM (SELECT NEW.*) AS "parts";
        EXCEPTION WHEN others THEN
          NULL;
        END;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__expression_raises__parts__number" BEFORE INSERT OR UPDATE ON "public"."parts" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__expression_raises__parts__number' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__expression_raises__parts__number"();

-- [expand-4] derive parts.size for rows that new code writes without it
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on parts, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code still reads the column
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__expression_raises__parts__size" ON "public"."parts"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__expression_raises__parts__size"()
--   lock of undo: ACCESS EXCLUSIVE on parts, milliseconds: catalog only; the trigger goes
EXPLAIN UPDATE "public"."parts" SET "size" = (code::integer) WHERE false;
EXPLAIN SELECT (code::integer) AS value FROM (SELECT * FROM "public"."parts") AS "parts";
CREATE OR REPLACE FUNCTION migrate."migrate_value__expression_raises__parts__size"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."size" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        migrate_was := NEW;
        SELECT (code::integer) INTO migrate_was."size" FROM (SELECT NEW.*) AS "parts";
        IF NOT (migrate_was."size" IS NOT DISTINCT FROM NULL) THEN
          NEW."size" := migrate_was."size";
        END IF;
      EXCEPTION WHEN others THEN
        IF NEW."size" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF NEW."size" IS NOT DISTINCT FROM NULL THEN
    BEGIN
      migrate_was := NEW;
      SELECT (code::integer) INTO migrate_was."size" FROM (SELECT NEW.*) AS "parts";
      IF NOT (migrate_was."size" IS NOT DISTINCT FROM NULL) THEN
        NEW."size" := migrate_was."size";
      END IF;
    EXCEPTION WHEN others THEN
      IF NEW."size" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
    END;
    RETURN NEW;
  END IF;
  IF ROW(NEW."size")::record OPERATOR(pg_catalog.*=) ROW(OLD."size")::record THEN
    migrate_follows := false;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (code::integer) INTO migrate_was."size" FROM (SELECT OLD.*) AS "parts";
        migrate_follows := ROW(OLD."size")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."size")::record;
      END IF;
      IF migrate_follows THEN
        migrate_was := NEW;
        SELECT (code::integer) INTO migrate_was."size" FROM (SELECT NEW.*) AS "parts";
        IF NOT (migrate_was."size" IS NOT DISTINCT FROM NULL) THEN
          NEW."size" := migrate_was."size";
        END IF;
      END IF;
    EXCEPTION WHEN others THEN
      NULL;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__expression_raises__parts__size" BEFORE INSERT OR UPDATE ON "public"."parts" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__expression_raises__parts__size' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__expression_raises__parts__size"();

-- [expand-5] replace NULLs that are written to marks.points
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on marks, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code may still write NULL: `up` says what is stored instead
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__expression_raises__marks__points" ON "public"."marks"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__expression_raises__marks__points"()
--   lock of undo: ACCESS EXCLUSIVE on marks, milliseconds: catalog only; the trigger goes
EXPLAIN UPDATE "public"."marks" SET "points" = (word::integer) WHERE false;
EXPLAIN SELECT (word::integer) AS value FROM (SELECT * FROM "public"."marks") AS "marks";
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__expression_raises__marks__points"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
BEGIN
  BEGIN
    SELECT (word::integer) INTO NEW."points" FROM (SELECT NEW.*) AS "marks";
  EXCEPTION WHEN others THEN
    NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value_kept__expression_raises__marks__points" BEFORE INSERT OR UPDATE ON "public"."marks" FOR EACH ROW
  WHEN (NEW."points" IS NOT DISTINCT FROM NULL)
  EXECUTE FUNCTION migrate."migrate_value_kept__expression_raises__marks__points"();

-- [expand-6] add the columns of spans.width, height into size, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on spans, milliseconds: catalog only; the new columns are empty; nothing is rewritten
--   why: old code writes the old columns, new code the new ones; where a statement writes both, both are kept
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_map__expression_raises__spans__width" ON "public"."spans"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_map__expression_raises__spans__width"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__expression_raises__spans__size"("public"."spans")
--   undo: ALTER TABLE IF EXISTS "public"."spans" DROP COLUMN IF EXISTS "size"
--   loss: values of spans.width, height into size that the old columns do not give again, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."spans" WHERE CASE WHEN "size" IS NOT DISTINCT FROM NULL THEN false ELSE ROW("size")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__expression_raises__spans__size"("spans".*))::record END LIMIT 1000) AS found
ALTER TABLE "public"."spans" ADD COLUMN "size" text;
EXPLAIN UPDATE "public"."spans" SET "size" = (width || 'x' || height) WHERE false;
EXPLAIN SELECT (width || 'x' || height) AS value FROM (SELECT * FROM "public"."spans") AS "spans";
EXPLAIN UPDATE "public"."spans" SET "width" = (split_part(size, 'x', 1)::integer) WHERE false;
EXPLAIN SELECT (split_part(size, 'x', 1)::integer) AS value FROM (SELECT * FROM "public"."spans") AS "spans";
EXPLAIN UPDATE "public"."spans" SET "height" = (split_part(size, 'x', 2)::integer) WHERE false;
EXPLAIN SELECT (split_part(size, 'x', 2)::integer) AS value FROM (SELECT * FROM "public"."spans") AS "spans";
CREATE OR REPLACE FUNCTION migrate."migrate_row__expression_raises__spans__size"("public"."spans") RETURNS text LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value text;
BEGIN
  SELECT (width || 'x' || height) INTO migrate_value FROM (SELECT ($1).*) AS "spans";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_map__expression_raises__spans__width"() RETURNS trigger LANGUAGE plpgsql
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
BEGIN
  IF TG_OP = 'INSERT' THEN
    migrate_new_given := (NOT (NEW."size" IS NOT DISTINCT FROM NULL));
    migrate_old_given := NOT migrate_new_given OR (NOT (NEW."width" IS NOT DISTINCT FROM NULL) OR NOT (NEW."height" IS NOT DISTINCT FROM NULL));
  ELSE
    migrate_new_given := (ROW(NEW."size")::record OPERATOR(pg_catalog.*<>) ROW(OLD."size")::record);
    migrate_old_given := (ROW(NEW."width")::record OPERATOR(pg_catalog.*<>) ROW(OLD."width")::record OR ROW(NEW."height")::record OPERATOR(pg_catalog.*<>) ROW(OLD."height")::record) OR NOT migrate_new_given AND OLD."size" IS NOT DISTINCT FROM NULL;
    IF migrate_new_given AND OLD."size" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        IF NEW."size" IS NOT DISTINCT FROM NULL THEN
          SELECT (width || 'x' || height) INTO NEW."size" FROM (SELECT OLD.*) AS "spans";
        END IF;
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      SELECT (split_part(size, 'x', 1)::integer), (split_part(size, 'x', 2)::integer) INTO NEW."width", NEW."height" FROM (SELECT NEW.*) AS "spans";
    EXCEPTION WHEN others THEN
      NEW."width" := NULL;
      IF NEW."height" IS NOT DISTINCT FROM NULL THEN RAISE; END IF;
    END;
  ELSIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      SELECT (width || 'x' || height) INTO NEW."size" FROM (SELECT NEW.*) AS "spans";
    EXCEPTION WHEN others THEN
      NEW."size" := NULL;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_map__expression_raises__spans__width" BEFORE INSERT OR UPDATE ON "public"."spans" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_map__expression_raises__spans__width' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_map__expression_raises__spans__width"();

-- ==== backfill
-- [backfill-1] fill people.local
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
SET LOCAL migrate.backfill = 'zz_migrate_value__expression_raises__people__local';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."people" SET "local" = (substr(email, 1, position('@' in email) - 1))
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "local" IS NOT DISTINCT FROM NULL AND (substr(email, 1, position('@' in email) - 1)) IS NOT NULL;

-- [backfill-2] look for rows not filled: people.local
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
  AND "local" IS NOT DISTINCT FROM NULL AND (substr(email, 1, position('@' in email) - 1)) IS NOT NULL
LIMIT 5;

-- [backfill-3] fill members.local
--   strategy: in place
--   lock: ROW EXCLUSIVE on members, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table members by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."members" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."members" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."members" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_value__expression_raises__members__local';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."members" SET "local" = (substr(email, 1, position('@' in email) - 1))
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "local" IS NOT DISTINCT FROM NULL;

-- [backfill-4] look for rows without members.local
--   lock: ACCESS SHARE on members, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table members by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."members" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."members" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."members" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."members"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "local" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-5] require members.local for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on members, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."members" DROP CONSTRAINT IF EXISTS "migrate_not_null__members__local"
ALTER TABLE "public"."members" ADD CONSTRAINT "migrate_not_null__members__local" CHECK ("local" IS NOT NULL) NOT VALID;

-- [backfill-6] prove that members.local holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on members, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."members" VALIDATE CONSTRAINT "migrate_not_null__members__local";

-- [backfill-7] make members.local NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on members, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."members" ALTER COLUMN "local" SET NOT NULL;
ALTER TABLE "public"."members" DROP CONSTRAINT "migrate_not_null__members__local";

-- [backfill-8] replace the NULLs of marks.points
--   strategy: in place
--   lock: ROW EXCLUSIVE on marks, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table marks by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."marks" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."marks" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."marks" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."marks" SET "points" = (word::integer)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "points" IS NOT DISTINCT FROM NULL;

-- [backfill-9] look for rows without marks.points
--   lock: ACCESS SHARE on marks, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table marks by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."marks" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."marks" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."marks" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."marks"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "points" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-10] require marks.points for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on marks, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."marks" DROP CONSTRAINT IF EXISTS "migrate_not_null__marks__points"
ALTER TABLE "public"."marks" ADD CONSTRAINT "migrate_not_null__marks__points" CHECK ("points" IS NOT NULL) NOT VALID;

-- [backfill-11] prove that marks.points holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on marks, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."marks" VALIDATE CONSTRAINT "migrate_not_null__marks__points";

-- [backfill-12] make marks.points NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on marks, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."marks" ALTER COLUMN "points" DROP NOT NULL
ALTER TABLE "public"."marks" ALTER COLUMN "points" SET NOT NULL;
ALTER TABLE "public"."marks" DROP CONSTRAINT "migrate_not_null__marks__points";

-- [backfill-13] fill spans.width, height into size
--   strategy: in place
--   lock: ROW EXCLUSIVE on spans, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have values already are left alone; one that cannot be mapped is named
--   batches: table spans by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."spans" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."spans" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."spans" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_map__expression_raises__spans__width';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."spans" SET "size" = migrate."migrate_row__expression_raises__spans__size"("spans".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "size" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__expression_raises__spans__size"("spans".*) IS NOT DISTINCT FROM NULL));

-- [backfill-14] look for rows not filled: spans.width, height into size
--   lock: ACCESS SHARE on spans, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table spans by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."spans" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."spans" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."spans" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."spans"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "size" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__expression_raises__spans__size"("spans".*) IS NOT DISTINCT FROM NULL))
LIMIT 5;

-- [backfill-15] look for rows without spans.size
--   lock: ACCESS SHARE on spans, while the table is read once; reads and writes go on
--   why: the column becomes NOT NULL: from then on a write that `up` maps to NULL fails
--   expects: no row
SELECT "id" FROM "public"."spans" WHERE "size" IS NULL LIMIT 5;

-- [backfill-16] require spans.size for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on spans, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."spans" DROP CONSTRAINT IF EXISTS "migrate_not_null__spans__size"
ALTER TABLE "public"."spans" ADD CONSTRAINT "migrate_not_null__spans__size" CHECK ("size" IS NOT NULL) NOT VALID;

-- [backfill-17] prove that spans.size holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on spans, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."spans" VALIDATE CONSTRAINT "migrate_not_null__spans__size";

-- [backfill-18] make spans.size NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on spans, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."spans" ALTER COLUMN "size" SET NOT NULL;
ALTER TABLE "public"."spans" DROP CONSTRAINT "migrate_not_null__spans__size";

-- ==== contract
-- [contract-1] look for rows not filled: spans.width, height into size, again
--   lock: ACCESS SHARE on spans, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table spans by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."spans" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."spans" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."spans" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."spans"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "size" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__expression_raises__spans__size"("spans".*) IS NOT DISTINCT FROM NULL))
LIMIT 5;

-- [contract-2] stop deriving people.local
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on people, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value__expression_raises__people__local" ON "public"."people";
DROP FUNCTION IF EXISTS migrate."migrate_value__expression_raises__people__local"();

-- [contract-3] stop deriving members.local
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on members, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value__expression_raises__members__local" ON "public"."members";
DROP FUNCTION IF EXISTS migrate."migrate_value__expression_raises__members__local"();

-- [contract-4] look for what else is built on parts.number
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."parts"'::regclass AND a.attname = 'number'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-5] drop parts.number
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on parts, milliseconds: catalog only; catalog only; the rows keep their space
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_value__expression_raises__parts__number" ON "public"."parts";
DROP FUNCTION IF EXISTS migrate."migrate_value__expression_raises__parts__number"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."parts"'::regclass AND a.attname = 'number'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on parts.number since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."parts" DROP COLUMN IF EXISTS "number";

-- [contract-6] look for what else is built on parts.size
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."parts"'::regclass AND a.attname = 'size'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-7] drop parts.size
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on parts, milliseconds: catalog only; catalog only; the rows keep their space
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_value__expression_raises__parts__size" ON "public"."parts";
DROP FUNCTION IF EXISTS migrate."migrate_value__expression_raises__parts__size"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."parts"'::regclass AND a.attname = 'size'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on parts.size since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."parts" DROP COLUMN IF EXISTS "size";

-- [contract-8] stop replacing NULLs that are written to marks.points
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on marks, milliseconds: catalog only; no row is read
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__expression_raises__marks__points" ON "public"."marks";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__expression_raises__marks__points"();

-- [contract-9] look for what else is built on spans.width
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."spans"'::regclass AND a.attname = 'width'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-10] look for what else is built on spans.height
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."spans"'::regclass AND a.attname = 'height'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-11] drop the old columns of spans.width, height into size
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on spans, milliseconds: catalog only; the rows keep their space
--   why: no live code uses them
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."spans" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_map__expression_raises__spans__width" ON "public"."spans";
DROP FUNCTION IF EXISTS migrate."migrate_map__expression_raises__spans__width"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."spans"'::regclass AND a.attname = 'width'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on spans.width since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."spans"'::regclass AND a.attname = 'height'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on spans.height since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP FUNCTION IF EXISTS migrate."migrate_row__expression_raises__spans__size"("public"."spans");
ALTER TABLE "public"."spans" DROP COLUMN "width";
ALTER TABLE "public"."spans" DROP COLUMN "height";
