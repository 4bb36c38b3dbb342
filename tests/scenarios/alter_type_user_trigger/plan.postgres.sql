-- migration: alter_type_user_trigger
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
-- note: counters.hits is bigint from the end of backfill on, for both versions; until contract it takes no value that integer cannot hold
-- note: counters.hits ends as the last column of counters; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")
-- note: backfill fires triggers of table counters for each row that it fills: remember; what they write (a time of change, a history) is written then

-- ==== expand
-- [expand-1] add a second column of type bigint beside counters.hits, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on counters, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing integer to bigint in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_user_trigger__counters__hits" ON "public"."counters"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_user_trigger__counters__hits"()
--   undo: ALTER TABLE IF EXISTS "public"."counters" DROP COLUMN IF EXISTS "migrate_column__counters__hits"
ALTER TABLE "public"."counters" ADD COLUMN "migrate_column__counters__hits" bigint;
EXPLAIN UPDATE "public"."counters" SET "migrate_column__counters__hits" = "hits"::bigint WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_user_trigger__counters__hits"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__counters__hits" := NEW."hits";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_user_trigger__counters__hits" BEFORE INSERT OR UPDATE ON "public"."counters" FOR EACH ROW
  WHEN (NEW."migrate_column__counters__hits"::integer IS DISTINCT FROM NEW."hits"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_user_trigger__counters__hits"();

-- ==== backfill
-- [backfill-1] fill the second column of counters.hits
--   strategy: in place
--   lock: ROW EXCLUSIVE on counters, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the trigger has nothing to do
--   batches: table counters by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."counters" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."counters" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."counters" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."counters" SET "migrate_column__counters__hits" = "hits"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "migrate_column__counters__hits"::integer IS DISTINCT FROM "hits"::integer;

-- [backfill-2] compare the second column of counters.hits with the first
--   lock: ACCESS SHARE on counters, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table counters by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."counters" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."counters" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."counters" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."counters"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "migrate_column__counters__hits"::integer IS DISTINCT FROM "hits"::integer
LIMIT 5;

-- [backfill-3] gather statistics for the second column of counters.hits
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on counters, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."counters" ("migrate_column__counters__hits");

-- [backfill-4] require the second column of counters.hits for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on counters, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."counters" DROP CONSTRAINT IF EXISTS "migrate_new__counters__not_null hits"
ALTER TABLE "public"."counters" ADD CONSTRAINT "migrate_new__counters__not_null hits" NOT NULL "migrate_column__counters__hits" NOT VALID;

-- [backfill-5] prove that the second column of counters.hits holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on counters, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."counters" VALIDATE CONSTRAINT "migrate_new__counters__not_null hits";

-- [backfill-6] exchange counters.hits and the second column: hits is bigint from here on
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on counters, milliseconds: catalog only; names change; no row is read, no index is built
--   why: both versions use the new type by the same name; the old column follows it, so that rollback exchanges them again
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
--   undo: LOCK TABLE "public"."counters" IN SHARE UPDATE EXCLUSIVE MODE
--   undo: LOCK TABLE "public"."counters" IN ACCESS EXCLUSIVE MODE;
--     SET LOCAL lock_timeout = '50ms'
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_user_trigger__counters__hits" ON "public"."counters"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_user_trigger__counters__hits"()
--   undo: ALTER TABLE "public"."counters" RENAME COLUMN "hits" TO "migrate_between__counters__hits"
--   undo: ALTER TABLE "public"."counters" RENAME COLUMN "migrate_column__counters__hits" TO "hits"
--   undo: ALTER TABLE "public"."counters" RENAME COLUMN "migrate_between__counters__hits" TO "migrate_column__counters__hits"
--   undo: ALTER TABLE "public"."counters" RENAME CONSTRAINT "counters_hits_not_null" TO "migrate_new__counters__not_null hits"
--   undo: ALTER TABLE "public"."counters" RENAME CONSTRAINT "migrate_old__counters__not_null hits" TO "counters_hits_not_null"
--   undo: DO $migrate$
--     DECLARE
--       left_behind text;
--     BEGIN
--       SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
--       FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
--       JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
--       WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."counters"'::regclass AND a.attname = 'migrate_column__counters__hits';
--       IF left_behind IS NOT NULL THEN
--         RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
--       END IF;
--     END
--     $migrate$
--   undo: CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_user_trigger__counters__hits"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
--     BEGIN
--       NEW."migrate_column__counters__hits" := NEW."hits";
--       RETURN NEW;
--     END
--     $migrate$
--   undo: CREATE TRIGGER "zz_migrate_follow__alter_type_user_trigger__counters__hits" BEFORE INSERT OR UPDATE ON "public"."counters" FOR EACH ROW
--       WHEN (NEW."migrate_column__counters__hits"::integer IS DISTINCT FROM NEW."hits"::integer)
--       EXECUTE FUNCTION migrate."migrate_follow__alter_type_user_trigger__counters__hits"()
--   undo: DO $migrate$
--     DECLARE
--       routine text;
--     BEGIN
--       FOR routine IN
--         SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
--         FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
--         WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
--           AND (position(lower('hits') IN lower(p.prosrc)) > 0 AND (position(lower('counters') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."counters"'::regclass)))
--       LOOP
--         EXECUTE 'ALTER ROUTINE ' || routine;
--       END LOOP;
--     END
--     $migrate$
LOCK TABLE "public"."counters" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."counters"'::regclass AND a.attname = 'hits'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on counters.hits since it was planned what to carry over (drop it, and make it again when backfill has ended, or roll this migration back): ' || migrate_built;
  END IF;
END
$migrate$;
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."counters"') AND a.attname = 'hits') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column counters.hits since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
LOCK TABLE "public"."counters" IN ACCESS EXCLUSIVE MODE;
SET LOCAL lock_timeout = '50ms';
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_user_trigger__counters__hits" ON "public"."counters";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_user_trigger__counters__hits"();
ALTER TABLE "public"."counters" RENAME COLUMN "hits" TO "migrate_between__counters__hits";
ALTER TABLE "public"."counters" RENAME COLUMN "migrate_column__counters__hits" TO "hits";
ALTER TABLE "public"."counters" RENAME COLUMN "migrate_between__counters__hits" TO "migrate_column__counters__hits";
ALTER TABLE "public"."counters" RENAME CONSTRAINT "counters_hits_not_null" TO "migrate_old__counters__not_null hits";
ALTER TABLE "public"."counters" RENAME CONSTRAINT "migrate_new__counters__not_null hits" TO "counters_hits_not_null";
DO $migrate$
DECLARE
  left_behind text;
BEGIN
  SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
  FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."counters"'::regclass AND a.attname = 'migrate_column__counters__hits';
  IF left_behind IS NOT NULL THEN
    RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
  END IF;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_user_trigger__counters__hits"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__counters__hits" := NEW."hits";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_user_trigger__counters__hits" BEFORE INSERT OR UPDATE ON "public"."counters" FOR EACH ROW
  WHEN (NEW."migrate_column__counters__hits"::integer IS DISTINCT FROM NEW."hits"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_user_trigger__counters__hits"();
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('hits') IN lower(p.prosrc)) > 0 AND (position(lower('counters') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."counters"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;

-- ==== contract
-- [contract-1] look for what else is built on counters.migrate_column__counters__hits
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."counters"'::regclass AND a.attname = 'migrate_column__counters__hits'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-2] drop the old column of counters.hits
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on counters, milliseconds: catalog only; the rows keep their space
--   why: no live code needs the old type; its indexes and constraints go with it
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."counters" IN ACCESS EXCLUSIVE MODE;
SET LOCAL lock_timeout = '50ms';
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_user_trigger__counters__hits" ON "public"."counters";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_user_trigger__counters__hits"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."counters"'::regclass AND a.attname = 'migrate_column__counters__hits'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on counters.migrate_column__counters__hits since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."counters" DROP COLUMN "migrate_column__counters__hits";
