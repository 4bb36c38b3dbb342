-- migration: generated_column_read_postgres
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
-- note: typed.word stays text until contract: `up` gives it other values than old code writes; new code must work with both types until then
-- note: typed.word ends as the last column of typed; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")
-- note: until contract a row that breaks ruled_g, from whichever version, is stored as `up` makes it (a); a rollback keeps what `up` made
-- note: a rollback keeps what `up` made of the NULLs of filled.c
-- note: where `up` raises an error or gives NULL, filled.c stays NULL until backfill has ended, which names such rows; from then on the write is refused
-- note: cut.name into first, second: a row in which one statement wrote both sides keeps both as they are; the comparison finds rows that were not filled, not rows whose two sides differ
-- note: a row for which `up` of needed.c raises an error or gives NULL is stored with NULL until backfill has ended, which names such rows; from then on it is refused, from old code too

-- ==== expand
-- [expand-1] add a second column of type integer beside typed.word, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on typed, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing text to integer in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__generated_column_read_postgres__typed__word" ON "public"."typed"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__generated_column_read_postgres__typed__word"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__generated_column_read_postgres__typed___3f3be04e19"("public"."typed")
--   undo: ALTER TABLE IF EXISTS "public"."typed" DROP COLUMN IF EXISTS "migrate_column__typed__word"
ALTER TABLE "public"."typed" ADD COLUMN "migrate_column__typed__word" integer;
CREATE OR REPLACE FUNCTION migrate."migrate_row__generated_column_read_postgres__typed___3f3be04e19"("public"."typed") RETURNS integer LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value integer;
BEGIN
  SELECT (G + length(word)) INTO migrate_value FROM (SELECT ($1).*) AS "typed";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."typed" SET "migrate_column__typed__word" = (G + length(word)) WHERE false;
EXPLAIN SELECT (G + length(word)) AS value FROM (SELECT * FROM "public"."typed") AS "typed";
CREATE OR REPLACE FUNCTION migrate."migrate_up__generated_column_read_postgres__typed__word"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
BEGIN
  BEGIN
    NEW."g" := (SELECT ((a * 2)) FROM (SELECT NEW.*) AS "typed");
    SELECT (G + length(word)) INTO NEW."migrate_column__typed__word" FROM (SELECT NEW.*) AS "typed";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__typed__word" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__generated_column_read_postgres__typed__word" BEFORE INSERT OR UPDATE ON "public"."typed" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__generated_column_read_postgres__typed__word' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__generated_column_read_postgres__typed__word"();

-- [expand-2] require constraint ruled_g for new rows, mended by `up` where they break it
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on ruled, milliseconds: catalog only; NOT VALID: no row is read
--   why: the trigger mends what old code writes before the constraint looks at it
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."ruled" DROP CONSTRAINT IF EXISTS "ruled_g"
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__generated_column_read_postgre_45c7e7194c" ON "public"."ruled"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__generated_column_read_postgre_45c7e7194c"()
EXPLAIN UPDATE "public"."ruled" SET "a" = (abs(g) / 2) WHERE false;
EXPLAIN SELECT (abs(g) / 2) AS value FROM (SELECT * FROM "public"."ruled") AS "ruled";
LOCK TABLE "public"."ruled" IN ACCESS EXCLUSIVE MODE;
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__generated_column_read_postgre_45c7e7194c"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_violated boolean;
BEGIN
  NEW."g" := (SELECT ((a * 2)) FROM (SELECT NEW.*) AS "ruled");
  SELECT ((g >= 0) IS FALSE) INTO migrate_violated FROM (SELECT NEW.*) AS "ruled";
  IF NOT coalesce(migrate_violated, false) THEN
    RETURN NEW;
  END IF;
  NEW."g" := (SELECT ((a * 2)) FROM (SELECT NEW.*) AS "ruled");
  SELECT (abs(g) / 2) INTO NEW."a" FROM (SELECT NEW.*) AS "ruled";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value_kept__generated_column_read_postgre_45c7e7194c" BEFORE INSERT OR UPDATE ON "public"."ruled" FOR EACH ROW
  EXECUTE FUNCTION migrate."migrate_value_kept__generated_column_read_postgre_45c7e7194c"();
ALTER TABLE "public"."ruled" ADD CONSTRAINT "ruled_g" CHECK (g >= 0) NOT VALID;

-- [expand-3] replace NULLs that are written to filled.c
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on filled, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code may still write NULL: `up` says what is stored instead
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__generated_column_read_postgre_5a1e869f7d" ON "public"."filled"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__generated_column_read_postgre_5a1e869f7d"()
--   lock of undo: ACCESS EXCLUSIVE on filled, milliseconds: catalog only; the trigger goes
EXPLAIN UPDATE "public"."filled" SET "c" = (doubled(filled)) WHERE false;
CREATE VIEW migrate."migrate_asks__generated_column_read_postgres__filled__c" AS SELECT (doubled(filled)) AS value FROM (SELECT * FROM "public"."filled") AS "filled";
DO $migrate$
DECLARE
  migrate_found text;
BEGIN
  WITH RECURSIVE written(id) AS (
    SELECT '"public"."filled"'::regclass::oid UNION
    SELECT r.ev_class FROM written JOIN pg_catalog.pg_depend AS d ON d.refobjid = written.id
    AND d.refclassid = 'pg_class'::regclass AND d.classid = 'pg_rewrite'::regclass
    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid WHERE r.ev_class <> 'migrate."migrate_asks__generated_column_read_postgres__filled__c"'::regclass),
  writer(name) AS (
    SELECT DISTINCT CASE g.grantee WHEN 0 THEN 'public' ELSE pg_get_userbyid(g.grantee)::text END
    FROM written JOIN pg_catalog.pg_class AS c ON c.oid = written.id CROSS JOIN LATERAL (
      SELECT * FROM aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) UNION ALL
      SELECT e.* FROM pg_catalog.pg_attribute AS a, aclexplode(a.attacl) AS e
      WHERE a.attrelid = c.oid) AS g WHERE g.privilege_type IN ('INSERT', 'UPDATE')),
  needed(class, id) AS (
    SELECT DISTINCT d.refclassid, d.refobjid FROM pg_catalog.pg_depend AS d
    JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
    WHERE r.ev_class = 'migrate."migrate_asks__generated_column_read_postgres__filled__c"'::regclass AND d.refobjid NOT IN (r.ev_class, '"public"."filled"'::regclass))
  SELECT string_agg(DISTINCT grant_it, '; ') INTO migrate_found FROM (
    SELECT format('GRANT SELECT ON %s TO %I', id::regclass, name) FROM needed, writer
    WHERE class = 'pg_class'::regclass AND NOT has_any_column_privilege(name, id, 'SELECT') UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %I', id::regprocedure, name) FROM needed, writer
    WHERE class = 'pg_proc'::regclass AND NOT has_function_privilege(name, id, 'EXECUTE') UNION ALL
    SELECT format('GRANT USAGE ON SCHEMA %s TO %I', s.id::regnamespace, name) FROM writer, (
      SELECT relnamespace FROM needed JOIN pg_catalog.pg_class AS c ON c.oid = needed.id WHERE class = 'pg_class'::regclass UNION
      SELECT pronamespace FROM needed JOIN pg_catalog.pg_proc AS f ON f.oid = needed.id WHERE class = 'pg_proc'::regclass) AS s(id)
    WHERE NOT has_schema_privilege(name, s.id, 'USAGE')) AS missing(grant_it);
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', MESSAGE =
      'the trigger evaluates `doubled(filled)` of filled.c with the rights of whoever writes; needed: ' || migrate_found;
  END IF;
END
$migrate$;
DROP VIEW migrate."migrate_asks__generated_column_read_postgres__filled__c";
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__generated_column_read_postgre_5a1e869f7d"() RETURNS trigger LANGUAGE plpgsql
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
    NEW."g" := (SELECT ((a * 2)) FROM (SELECT NEW.*) AS "filled");
    SELECT (doubled(filled)) INTO NEW."c" FROM (SELECT NEW.*) AS "filled";
  EXCEPTION WHEN others THEN
    NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value_kept__generated_column_read_postgre_5a1e869f7d" BEFORE INSERT OR UPDATE ON "public"."filled" FOR EACH ROW
  WHEN (NEW."c" IS NOT DISTINCT FROM NULL)
  EXECUTE FUNCTION migrate."migrate_value_kept__generated_column_read_postgre_5a1e869f7d"();

-- [expand-4] add the columns of cut.name into first, second, kept in step both ways
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on cut, milliseconds: catalog only; the new columns are empty; nothing is rewritten
--   why: old code writes the old columns, new code the new ones; where a statement writes both, both are kept
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_map__generated_column_read_postgres__cut__name" ON "public"."cut"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_map__generated_column_read_postgres__cut__name"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__generated_column_read_postgres__cut__first"("public"."cut")
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__generated_column_read_postgres__cut__second"("public"."cut")
--   undo: ALTER TABLE IF EXISTS "public"."cut" DROP COLUMN IF EXISTS "first"
--   undo: ALTER TABLE IF EXISTS "public"."cut" DROP COLUMN IF EXISTS "second"
--   loss: values of cut.name into first, second that the old columns do not give again, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."cut" WHERE CASE WHEN "first" IS NOT DISTINCT FROM NULL AND "second" IS NOT DISTINCT FROM NULL THEN false ELSE ROW("first")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__generated_column_read_postgres__cut__first"("cut".*))::record OR ROW("second")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__generated_column_read_postgres__cut__second"("cut".*))::record END LIMIT 1000) AS found
ALTER TABLE "public"."cut" ADD COLUMN "first" text;
ALTER TABLE "public"."cut" ADD COLUMN "second" text;
EXPLAIN UPDATE "public"."cut" SET "first" = (name || g) WHERE false;
EXPLAIN SELECT (name || g) AS value FROM (SELECT * FROM "public"."cut") AS "cut";
EXPLAIN UPDATE "public"."cut" SET "second" = (g::text) WHERE false;
EXPLAIN SELECT (g::text) AS value FROM (SELECT * FROM "public"."cut") AS "cut";
EXPLAIN UPDATE "public"."cut" SET "name" = (first || '/' || second) WHERE false;
EXPLAIN SELECT (first || '/' || second) AS value FROM (SELECT * FROM "public"."cut") AS "cut";
CREATE OR REPLACE FUNCTION migrate."migrate_row__generated_column_read_postgres__cut__first"("public"."cut") RETURNS text LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value text;
BEGIN
  SELECT (name || g) INTO migrate_value FROM (SELECT ($1).*) AS "cut";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_row__generated_column_read_postgres__cut__second"("public"."cut") RETURNS text LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value text;
BEGIN
  SELECT (g::text) INTO migrate_value FROM (SELECT ($1).*) AS "cut";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_map__generated_column_read_postgres__cut__name"() RETURNS trigger LANGUAGE plpgsql
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
    migrate_new_given := (NOT (NEW."first" IS NOT DISTINCT FROM NULL) OR NOT (NEW."second" IS NOT DISTINCT FROM NULL));
    migrate_old_given := NOT migrate_new_given OR (NOT (NEW."name" IS NOT DISTINCT FROM NULL));
  ELSE
    migrate_new_given := (ROW(NEW."first")::record OPERATOR(pg_catalog.*<>) ROW(OLD."first")::record OR ROW(NEW."second")::record OPERATOR(pg_catalog.*<>) ROW(OLD."second")::record);
    migrate_old_given := (ROW(NEW."name")::record OPERATOR(pg_catalog.*<>) ROW(OLD."name")::record) OR NOT migrate_new_given AND OLD."first" IS NOT DISTINCT FROM NULL AND OLD."second" IS NOT DISTINCT FROM NULL;
    IF migrate_new_given AND OLD."first" IS NOT DISTINCT FROM NULL AND OLD."second" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        IF NEW."first" IS NOT DISTINCT FROM NULL THEN
          SELECT (name || g) INTO NEW."first" FROM (SELECT OLD.*) AS "cut";
        END IF;
        IF NEW."second" IS NOT DISTINCT FROM NULL THEN
          SELECT (g::text) INTO NEW."second" FROM (SELECT OLD.*) AS "cut";
        END IF;
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
  END IF;
  IF migrate_new_given AND NOT migrate_old_given THEN
    BEGIN
      SELECT (first || '/' || second) INTO NEW."name" FROM (SELECT NEW.*) AS "cut";
    EXCEPTION WHEN others THEN
      NEW."name" := NULL;
    END;
  ELSIF migrate_old_given AND NOT migrate_new_given THEN
    BEGIN
      NEW."g" := (SELECT ((a * 2)) FROM (SELECT NEW.*) AS "cut");
      SELECT (name || g), (g::text) INTO NEW."first", NEW."second" FROM (SELECT NEW.*) AS "cut";
    EXCEPTION WHEN others THEN
      NEW."first" := NULL;
      NEW."second" := NULL;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_map__generated_column_read_postgres__cut__name" BEFORE INSERT OR UPDATE ON "public"."cut" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_map__generated_column_read_postgres__cut__name' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_map__generated_column_read_postgres__cut__name"();

-- [expand-5] add needed.c, derived from the row
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on needed, milliseconds: catalog only; nothing is rewritten
--   why: old code leaves the column out: the trigger fills it from the row
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__generated_column_read_postgres__needed__c" ON "public"."needed"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__generated_column_read_postgres__needed__c"()
--   undo: ALTER TABLE IF EXISTS "public"."needed" DROP COLUMN IF EXISTS "c"
--   loss: values of needed.c, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."needed" WHERE NOT ("c" IS NOT DISTINCT FROM NULL) AND ROW("c")::record OPERATOR(pg_catalog.*<>) ROW(CAST((needed.g + 1) AS integer))::record LIMIT 1000) AS found
ALTER TABLE "public"."needed" ADD COLUMN "c" integer;
EXPLAIN UPDATE "public"."needed" SET "c" = (needed.g + 1) WHERE false;
EXPLAIN SELECT (needed.g + 1) AS value FROM (SELECT * FROM "public"."needed") AS "needed";
CREATE OR REPLACE FUNCTION migrate."migrate_value__generated_column_read_postgres__needed__c"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."c" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        NEW."g" := (SELECT ((a * 2)) FROM (SELECT NEW.*) AS "needed");
        SELECT (needed.g + 1) INTO NEW."c" FROM (SELECT NEW.*) AS "needed";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF NEW."c" IS NOT DISTINCT FROM NULL THEN
    BEGIN
      NEW."g" := (SELECT ((a * 2)) FROM (SELECT NEW.*) AS "needed");
      SELECT (needed.g + 1) INTO NEW."c" FROM (SELECT NEW.*) AS "needed";
    EXCEPTION WHEN others THEN
      NULL;
    END;
    RETURN NEW;
  END IF;
  IF ROW(NEW."c")::record OPERATOR(pg_catalog.*=) ROW(OLD."c")::record THEN
    migrate_follows := OLD."c" IS NOT DISTINCT FROM NULL;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        SELECT (needed.g + 1) INTO migrate_was."c" FROM (SELECT OLD.*) AS "needed";
        migrate_follows := ROW(OLD."c")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."c")::record;
      END IF;
      IF migrate_follows THEN
        NEW."g" := (SELECT ((a * 2)) FROM (SELECT NEW.*) AS "needed");
        SELECT (needed.g + 1) INTO NEW."c" FROM (SELECT NEW.*) AS "needed";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."c" := NULL;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__generated_column_read_postgres__needed__c" BEFORE INSERT OR UPDATE ON "public"."needed" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__generated_column_read_postgres__needed__c' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__generated_column_read_postgres__needed__c"();

-- ==== backfill
-- [backfill-1] fill the second column of typed.word
--   strategy: in place
--   lock: ROW EXCLUSIVE on typed, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row that the expression cannot map is named by its key
--   batches: table typed by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."typed" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."typed" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."typed" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_up__generated_column_read_postgres__typed__word';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."typed" SET "migrate_column__typed__word" = migrate."migrate_row__generated_column_read_postgres__typed___3f3be04e19"("typed".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__typed__word")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__generated_column_read_postgres__typed___3f3be04e19"("typed".*))::record;

-- [backfill-2] compare the second column of typed.word with the first
--   lock: ACCESS SHARE on typed, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table typed by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."typed" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."typed" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."typed" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."typed"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__typed__word")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__generated_column_read_postgres__typed___3f3be04e19"("typed".*))::record
LIMIT 5;

-- [backfill-3] gather statistics for the second column of typed.word
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on typed, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."typed" ("migrate_column__typed__word");

-- [backfill-4] mend a in rows that break ruled_g
--   strategy: in place
--   lock: ROW EXCLUSIVE on ruled, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that keep the constraint are left alone
--   batches: table ruled by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."ruled" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."ruled" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."ruled" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."ruled" SET "a" = (abs(g) / 2)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND (g >= 0) IS FALSE;

-- [backfill-5] look for rows of ruled that constraint ruled_g would refuse
--   lock: ACCESS SHARE on ruled, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table ruled by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."ruled" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."ruled" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."ruled" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."ruled"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND (g >= 0) IS FALSE
LIMIT 5;

-- [backfill-6] prove constraint ruled_g for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on ruled, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."ruled" VALIDATE CONSTRAINT "ruled_g";

-- [backfill-7] replace the NULLs of filled.c
--   strategy: in place
--   lock: ROW EXCLUSIVE on filled, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table filled by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."filled" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."filled" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."filled" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."filled" SET "c" = (doubled(filled))
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "c" IS NOT DISTINCT FROM NULL;

-- [backfill-8] look for rows without filled.c
--   lock: ACCESS SHARE on filled, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table filled by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."filled" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."filled" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."filled" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."filled"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "c" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-9] require filled.c for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on filled, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."filled" DROP CONSTRAINT IF EXISTS "migrate_not_null__filled__c"
ALTER TABLE "public"."filled" ADD CONSTRAINT "migrate_not_null__filled__c" CHECK ("c" IS NOT NULL) NOT VALID;

-- [backfill-10] prove that filled.c holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on filled, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."filled" VALIDATE CONSTRAINT "migrate_not_null__filled__c";

-- [backfill-11] make filled.c NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on filled, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."filled" ALTER COLUMN "c" DROP NOT NULL
ALTER TABLE "public"."filled" ALTER COLUMN "c" SET NOT NULL;
ALTER TABLE "public"."filled" DROP CONSTRAINT "migrate_not_null__filled__c";

-- [backfill-12] fill cut.name into first, second
--   strategy: in place
--   lock: ROW EXCLUSIVE on cut, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have values already are left alone; one that cannot be mapped is named
--   batches: table cut by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."cut" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."cut" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."cut" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_map__generated_column_read_postgres__cut__name';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."cut" SET "first" = migrate."migrate_row__generated_column_read_postgres__cut__first"("cut".*), "second" = migrate."migrate_row__generated_column_read_postgres__cut__second"("cut".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "first" IS NOT DISTINCT FROM NULL AND "second" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__generated_column_read_postgres__cut__first"("cut".*) IS NOT DISTINCT FROM NULL) OR NOT (migrate."migrate_row__generated_column_read_postgres__cut__second"("cut".*) IS NOT DISTINCT FROM NULL));

-- [backfill-13] look for rows not filled: cut.name into first, second
--   lock: ACCESS SHARE on cut, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table cut by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."cut" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."cut" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."cut" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."cut"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "first" IS NOT DISTINCT FROM NULL AND "second" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__generated_column_read_postgres__cut__first"("cut".*) IS NOT DISTINCT FROM NULL) OR NOT (migrate."migrate_row__generated_column_read_postgres__cut__second"("cut".*) IS NOT DISTINCT FROM NULL))
LIMIT 5;

-- [backfill-14] look for rows without cut.first
--   lock: ACCESS SHARE on cut, while the table is read once; reads and writes go on
--   why: the column becomes NOT NULL: from then on a write that `up` maps to NULL fails
--   expects: no row
SELECT "id" FROM "public"."cut" WHERE "first" IS NULL LIMIT 5;

-- [backfill-15] require cut.first for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on cut, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."cut" DROP CONSTRAINT IF EXISTS "migrate_not_null__cut__first"
ALTER TABLE "public"."cut" ADD CONSTRAINT "migrate_not_null__cut__first" CHECK ("first" IS NOT NULL) NOT VALID;

-- [backfill-16] prove that cut.first holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on cut, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."cut" VALIDATE CONSTRAINT "migrate_not_null__cut__first";

-- [backfill-17] make cut.first NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on cut, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."cut" ALTER COLUMN "first" SET NOT NULL;
ALTER TABLE "public"."cut" DROP CONSTRAINT "migrate_not_null__cut__first";

-- [backfill-18] look for rows without cut.second
--   lock: ACCESS SHARE on cut, while the table is read once; reads and writes go on
--   why: the column becomes NOT NULL: from then on a write that `up` maps to NULL fails
--   expects: no row
SELECT "id" FROM "public"."cut" WHERE "second" IS NULL LIMIT 5;

-- [backfill-19] require cut.second for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on cut, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."cut" DROP CONSTRAINT IF EXISTS "migrate_not_null__cut__second"
ALTER TABLE "public"."cut" ADD CONSTRAINT "migrate_not_null__cut__second" CHECK ("second" IS NOT NULL) NOT VALID;

-- [backfill-20] prove that cut.second holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on cut, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."cut" VALIDATE CONSTRAINT "migrate_not_null__cut__second";

-- [backfill-21] make cut.second NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on cut, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."cut" ALTER COLUMN "second" SET NOT NULL;
ALTER TABLE "public"."cut" DROP CONSTRAINT "migrate_not_null__cut__second";

-- [backfill-22] fill needed.c
--   strategy: in place
--   lock: ROW EXCLUSIVE on needed, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table needed by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."needed" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."needed" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."needed" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_value__generated_column_read_postgres__needed__c';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."needed" SET "c" = (needed.g + 1)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "c" IS NOT DISTINCT FROM NULL;

-- [backfill-23] look for rows without needed.c
--   lock: ACCESS SHARE on needed, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table needed by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."needed" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."needed" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."needed" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."needed"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "c" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-24] require needed.c for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on needed, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."needed" DROP CONSTRAINT IF EXISTS "migrate_not_null__needed__c"
ALTER TABLE "public"."needed" ADD CONSTRAINT "migrate_not_null__needed__c" CHECK ("c" IS NOT NULL) NOT VALID;

-- [backfill-25] prove that needed.c holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on needed, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."needed" VALIDATE CONSTRAINT "migrate_not_null__needed__c";

-- [backfill-26] make needed.c NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on needed, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."needed" ALTER COLUMN "c" SET NOT NULL;
ALTER TABLE "public"."needed" DROP CONSTRAINT "migrate_not_null__needed__c";

-- ==== contract
-- [contract-1] compare the second column of typed.word with the first again
--   lock: ACCESS SHARE on typed, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table typed by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."typed" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."typed" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."typed" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."typed"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__typed__word")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__generated_column_read_postgres__typed___3f3be04e19"("typed".*))::record
LIMIT 5;

-- [contract-2] look for rows not filled: cut.name into first, second, again
--   lock: ACCESS SHARE on cut, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table cut by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."cut" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."cut" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."cut" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."cut"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "first" IS NOT DISTINCT FROM NULL AND "second" IS NOT DISTINCT FROM NULL AND (NOT (migrate."migrate_row__generated_column_read_postgres__cut__first"("cut".*) IS NOT DISTINCT FROM NULL) OR NOT (migrate."migrate_row__generated_column_read_postgres__cut__second"("cut".*) IS NOT DISTINCT FROM NULL))
LIMIT 5;

-- [contract-3] look for what else is built on typed.word
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."typed"'::regclass AND a.attname = 'word'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-4] put the second column in the place of typed.word
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on typed, milliseconds: catalog only; names change; no row is read, no index is built
--   why: old code is gone; everything was built on the second column before
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."typed" IN SHARE UPDATE EXCLUSIVE MODE;
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."typed"') AND a.attname = 'word') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column typed.word since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
LOCK TABLE "public"."typed" IN ACCESS EXCLUSIVE MODE;
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."typed"'::regclass AND a.attname = 'word'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on typed.word since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_up__generated_column_read_postgres__typed__word" ON "public"."typed";
DROP FUNCTION IF EXISTS migrate."migrate_up__generated_column_read_postgres__typed__word"();
ALTER TABLE "public"."typed" RENAME COLUMN "word" TO "migrate_between__typed__word";
ALTER TABLE "public"."typed" RENAME COLUMN "migrate_column__typed__word" TO "word";
ALTER TABLE "public"."typed" RENAME COLUMN "migrate_between__typed__word" TO "migrate_column__typed__word";
DROP FUNCTION IF EXISTS migrate."migrate_row__generated_column_read_postgres__typed___3f3be04e19"("public"."typed");
ALTER TABLE "public"."typed" DROP COLUMN "migrate_column__typed__word";
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('word') IN lower(p.prosrc)) > 0 AND (position(lower('typed') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."typed"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;

-- [contract-5] stop mending rows that break ruled_g
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on ruled, milliseconds: catalog only; catalog only
--   why: all live code keeps the constraint itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__generated_column_read_postgre_45c7e7194c" ON "public"."ruled";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__generated_column_read_postgre_45c7e7194c"();

-- [contract-6] stop replacing NULLs that are written to filled.c
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on filled, milliseconds: catalog only; no row is read
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__generated_column_read_postgre_5a1e869f7d" ON "public"."filled";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__generated_column_read_postgre_5a1e869f7d"();

-- [contract-7] look for what else is built on cut.name
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."cut"'::regclass AND a.attname = 'name'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-8] drop the old columns of cut.name into first, second
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on cut, milliseconds: catalog only; the rows keep their space
--   why: no live code uses them
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."cut" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_map__generated_column_read_postgres__cut__name" ON "public"."cut";
DROP FUNCTION IF EXISTS migrate."migrate_map__generated_column_read_postgres__cut__name"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."cut"'::regclass AND a.attname = 'name'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on cut.name since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP FUNCTION IF EXISTS migrate."migrate_row__generated_column_read_postgres__cut__first"("public"."cut");
DROP FUNCTION IF EXISTS migrate."migrate_row__generated_column_read_postgres__cut__second"("public"."cut");
ALTER TABLE "public"."cut" DROP COLUMN "name";

-- [contract-9] stop deriving needed.c
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on needed, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value__generated_column_read_postgres__needed__c" ON "public"."needed";
DROP FUNCTION IF EXISTS migrate."migrate_value__generated_column_read_postgres__needed__c"();
