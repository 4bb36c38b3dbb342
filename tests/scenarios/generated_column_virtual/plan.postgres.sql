-- migration: generated_column_virtual
-- description: Expressions that read a column which the server computes when it is read
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
-- note: where `down` raises an error, parcels.price is NULL
-- note: a row for which `up` of boxes.painted raises an error or gives NULL is stored with NULL until backfill has ended, which names such rows; from then on it is refused, from old code too
-- note: typed.word stays character varying(20) until contract: `up` gives it other values than old code writes; new code must work with both types until then
-- note: typed.word ends as the last column of typed; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")

-- ==== expand
-- [expand-1] derive parcels.price for rows that new code writes without it
--   strategy: in place
--   lock: SHARE ROW EXCLUSIVE on parcels, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code still reads the column
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__generated_column_virtual__parcels__price" ON "public"."parcels"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__generated_column_virtual__parcels__price"()
--   lock of undo: ACCESS EXCLUSIVE on parcels, milliseconds: catalog only; the trigger goes
EXPLAIN UPDATE "public"."parcels" SET "price" = (doubled) WHERE false;
EXPLAIN SELECT (doubled) AS value FROM (SELECT * FROM "public"."parcels") AS "parcels";
CREATE OR REPLACE FUNCTION migrate."migrate_value__generated_column_virtual__parcels__price"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."price" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        NEW."doubled" := (SELECT ((grams * 2)) FROM (SELECT NEW.*) AS "parcels");
        SELECT (doubled) INTO NEW."price" FROM (SELECT NEW.*) AS "parcels";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF ROW(NEW."price")::record OPERATOR(pg_catalog.*=) ROW(OLD."price")::record THEN
    migrate_follows := false;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        OLD."doubled" := (SELECT ((grams * 2)) FROM (SELECT OLD.*) AS "parcels");
        SELECT (doubled) INTO migrate_was."price" FROM (SELECT OLD.*) AS "parcels";
        migrate_follows := ROW(OLD."price")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."price")::record;
      END IF;
      IF migrate_follows THEN
        NEW."doubled" := (SELECT ((grams * 2)) FROM (SELECT NEW.*) AS "parcels");
        SELECT (doubled) INTO NEW."price" FROM (SELECT NEW.*) AS "parcels";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."price" := NULL;
      ELSIF OLD."price" IS NOT DISTINCT FROM NULL THEN
        BEGIN
          NEW."doubled" := (SELECT ((grams * 2)) FROM (SELECT NEW.*) AS "parcels");
          SELECT (doubled) INTO NEW."price" FROM (SELECT NEW.*) AS "parcels";
        EXCEPTION WHEN others THEN
          NULL;
        END;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__generated_column_virtual__parcels__price" BEFORE INSERT OR UPDATE ON "public"."parcels" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__generated_column_virtual__parcels__price' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__generated_column_virtual__parcels__price"();

-- [expand-2] add boxes.painted, derived from the row
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on boxes, milliseconds: catalog only; nothing is rewritten
--   why: old code leaves the column out: the trigger fills it from the row
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value__generated_column_virtual__boxes__painted" ON "public"."boxes"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value__generated_column_virtual__boxes__painted"()
--   undo: ALTER TABLE IF EXISTS "public"."boxes" DROP COLUMN IF EXISTS "painted"
--   loss: values of boxes.painted, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."boxes" WHERE NOT ("painted" IS NOT DISTINCT FROM NULL) AND ROW("painted")::record OPERATOR(pg_catalog.*<>) ROW(CAST((area + 1) AS INTEGER))::record LIMIT 1000) AS found
ALTER TABLE "public"."boxes" ADD COLUMN "painted" INTEGER;
EXPLAIN UPDATE "public"."boxes" SET "painted" = (area + 1) WHERE false;
EXPLAIN SELECT (area + 1) AS value FROM (SELECT * FROM "public"."boxes") AS "boxes";
CREATE OR REPLACE FUNCTION migrate."migrate_value__generated_column_virtual__boxes__painted"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_was record;
  migrate_follows boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."painted" IS NOT DISTINCT FROM NULL THEN
      BEGIN
        NEW."area" := (SELECT ((side * side)) FROM (SELECT NEW.*) AS "boxes");
        SELECT (area + 1) INTO NEW."painted" FROM (SELECT NEW.*) AS "boxes";
      EXCEPTION WHEN others THEN
        NULL;
      END;
    END IF;
    RETURN NEW;
  END IF;
  IF NEW."painted" IS NOT DISTINCT FROM NULL THEN
    BEGIN
      NEW."area" := (SELECT ((side * side)) FROM (SELECT NEW.*) AS "boxes");
      SELECT (area + 1) INTO NEW."painted" FROM (SELECT NEW.*) AS "boxes";
    EXCEPTION WHEN others THEN
      NULL;
    END;
    RETURN NEW;
  END IF;
  IF ROW(NEW."painted")::record OPERATOR(pg_catalog.*=) ROW(OLD."painted")::record THEN
    migrate_follows := OLD."painted" IS NOT DISTINCT FROM NULL;
    BEGIN
      IF NOT migrate_follows THEN
        migrate_was := OLD;
        OLD."area" := (SELECT ((side * side)) FROM (SELECT OLD.*) AS "boxes");
        SELECT (area + 1) INTO migrate_was."painted" FROM (SELECT OLD.*) AS "boxes";
        migrate_follows := ROW(OLD."painted")::record OPERATOR(pg_catalog.*=) ROW(migrate_was."painted")::record;
      END IF;
      IF migrate_follows THEN
        NEW."area" := (SELECT ((side * side)) FROM (SELECT NEW.*) AS "boxes");
        SELECT (area + 1) INTO NEW."painted" FROM (SELECT NEW.*) AS "boxes";
      END IF;
    EXCEPTION WHEN others THEN
      IF migrate_follows THEN
        NEW."painted" := NULL;
      END IF;
    END;
  END IF;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value__generated_column_virtual__boxes__painted" BEFORE INSERT OR UPDATE ON "public"."boxes" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_value__generated_column_virtual__boxes__painted' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_value__generated_column_virtual__boxes__painted"();

-- [expand-3] add a second column of type integer beside typed.word, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on typed, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing character varying(20) to integer in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__generated_column_virtual__typed__word" ON "public"."typed"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__generated_column_virtual__typed__word"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__generated_column_virtual__typed__migrat_b968a7670b"("public"."typed")
--   undo: ALTER TABLE IF EXISTS "public"."typed" DROP COLUMN IF EXISTS "migrate_column__typed__word"
ALTER TABLE "public"."typed" ADD COLUMN "migrate_column__typed__word" integer;
CREATE OR REPLACE FUNCTION migrate."migrate_row__generated_column_virtual__typed__migrat_b968a7670b"("public"."typed") RETURNS integer LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value integer;
BEGIN
  SELECT (g + length(word)) INTO migrate_value FROM (SELECT ($1).*) AS "typed";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."typed" SET "migrate_column__typed__word" = (g + length(word)) WHERE false;
EXPLAIN SELECT (g + length(word)) AS value FROM (SELECT * FROM "public"."typed") AS "typed";
CREATE OR REPLACE FUNCTION migrate."migrate_up__generated_column_virtual__typed__word"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
BEGIN
  BEGIN
    NEW."g" := (SELECT ((a * 2)) FROM (SELECT NEW.*) AS "typed");
    SELECT (g + length(word)) INTO NEW."migrate_column__typed__word" FROM (SELECT NEW.*) AS "typed";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__typed__word" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__generated_column_virtual__typed__word" BEFORE INSERT OR UPDATE ON "public"."typed" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__generated_column_virtual__typed__word' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__generated_column_virtual__typed__word"();

-- ==== backfill
-- [backfill-1] fill boxes.painted
--   strategy: in place
--   lock: ROW EXCLUSIVE on boxes, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: rows that have a value already are left alone
--   batches: table boxes by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."boxes" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."boxes" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."boxes" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_value__generated_column_virtual__boxes__painted';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."boxes" SET "painted" = (area + 1)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "painted" IS NOT DISTINCT FROM NULL;

-- [backfill-2] look for rows without boxes.painted
--   lock: ACCESS SHARE on boxes, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table boxes by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."boxes" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."boxes" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."boxes" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."boxes"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "painted" IS NOT DISTINCT FROM NULL
LIMIT 5;

-- [backfill-3] require boxes.painted for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on boxes, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
ALTER TABLE "public"."boxes" ADD CONSTRAINT "boxes_painted_not_null" NOT NULL "painted" NOT VALID;

-- [backfill-4] prove that boxes.painted holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on boxes, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."boxes" VALIDATE CONSTRAINT "boxes_painted_not_null";

-- [backfill-5] fill the second column of typed.word
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
SET LOCAL migrate.backfill = 'zz_migrate_up__generated_column_virtual__typed__word';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."typed" SET "migrate_column__typed__word" = migrate."migrate_row__generated_column_virtual__typed__migrat_b968a7670b"("typed".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__typed__word")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__generated_column_virtual__typed__migrat_b968a7670b"("typed".*))::record;

-- [backfill-6] compare the second column of typed.word with the first
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
  AND ROW("migrate_column__typed__word")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__generated_column_virtual__typed__migrat_b968a7670b"("typed".*))::record
LIMIT 5;

-- [backfill-7] gather statistics for the second column of typed.word
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on typed, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."typed" ("migrate_column__typed__word");

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
  AND ROW("migrate_column__typed__word")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__generated_column_virtual__typed__migrat_b968a7670b"("typed".*))::record
LIMIT 5;

-- [contract-2] look for what else is built on parcels.price
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP COLUMN would fail on views, and take indexes along without a word
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."parcels"'::regclass AND a.attname = 'price'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-3] drop parcels.price
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on parcels, milliseconds: catalog only; catalog only; the rows keep their space
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
LOCK TABLE "public"."parcels" IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER IF EXISTS "zz_migrate_value__generated_column_virtual__parcels__price" ON "public"."parcels";
DROP FUNCTION IF EXISTS migrate."migrate_value__generated_column_virtual__parcels__price"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."parcels"'::regclass AND a.attname = 'price'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on parcels.price since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."parcels" DROP COLUMN IF EXISTS "price";

-- [contract-4] stop deriving boxes.painted
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on boxes, milliseconds: catalog only; catalog only
--   why: all live code writes the column itself
--   runs: in one transaction with its record
DROP TRIGGER IF EXISTS "zz_migrate_value__generated_column_virtual__boxes__painted" ON "public"."boxes";
DROP FUNCTION IF EXISTS migrate."migrate_value__generated_column_virtual__boxes__painted"();

-- [contract-5] look for what else is built on typed.word
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

-- [contract-6] put the second column in the place of typed.word
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
DROP TRIGGER IF EXISTS "zz_migrate_up__generated_column_virtual__typed__word" ON "public"."typed";
DROP FUNCTION IF EXISTS migrate."migrate_up__generated_column_virtual__typed__word"();
ALTER TABLE "public"."typed" RENAME COLUMN "word" TO "migrate_between__typed__word";
ALTER TABLE "public"."typed" RENAME COLUMN "migrate_column__typed__word" TO "word";
ALTER TABLE "public"."typed" RENAME COLUMN "migrate_between__typed__word" TO "migrate_column__typed__word";
DROP FUNCTION IF EXISTS migrate."migrate_row__generated_column_virtual__typed__migrat_b968a7670b"("public"."typed");
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
