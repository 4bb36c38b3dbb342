-- migration: alter_type_shadow_up
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
-- note: parts.size stays character varying(20) until contract: `up` gives it other values than old code writes; new code must work with both types until then
-- note: parts.size ends as the last column of parts; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")

-- ==== expand
-- [expand-1] add a second column of type integer beside parts.size, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on parts, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing character varying(20) to integer in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__alter_type_shadow_up__parts__size" ON "public"."parts"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__alter_type_shadow_up__parts__size"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__alter_type_shadow_up__parts__migrate_co_2ababd7dab"("public"."parts")
--   undo: ALTER TABLE IF EXISTS "public"."parts" DROP COLUMN IF EXISTS "migrate_column__parts__size"
ALTER TABLE "public"."parts" ADD COLUMN "migrate_column__parts__size" integer;
COMMENT ON COLUMN "public"."parts"."migrate_column__parts__size" IS 'in centimetres';
CREATE OR REPLACE FUNCTION migrate."migrate_row__alter_type_shadow_up__parts__migrate_co_2ababd7dab"("public"."parts") RETURNS integer LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value integer;
BEGIN
  SELECT (CASE WHEN size LIKE '% m' THEN 100 ELSE 1 END * split_part(size, ' ', 1)::integer) INTO migrate_value FROM (SELECT ($1).*) AS "parts";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."parts" SET "migrate_column__parts__size" = (CASE WHEN size LIKE '% m' THEN 100 ELSE 1 END * split_part(size, ' ', 1)::integer) WHERE false;
EXPLAIN SELECT (CASE WHEN size LIKE '% m' THEN 100 ELSE 1 END * split_part(size, ' ', 1)::integer) AS value FROM (SELECT * FROM "public"."parts") AS "parts";
CREATE OR REPLACE FUNCTION migrate."migrate_up__alter_type_shadow_up__parts__size"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
BEGIN
  BEGIN
    SELECT (CASE WHEN size LIKE '% m' THEN 100 ELSE 1 END * split_part(size, ' ', 1)::integer) INTO NEW."migrate_column__parts__size" FROM (SELECT NEW.*) AS "parts";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__parts__size" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__alter_type_shadow_up__parts__size" BEFORE INSERT OR UPDATE ON "public"."parts" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__alter_type_shadow_up__parts__size' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__alter_type_shadow_up__parts__size"();

-- ==== backfill
-- [backfill-1] fill the second column of parts.size
--   strategy: in place
--   lock: ROW EXCLUSIVE on parts, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row that the expression cannot map is named by its key
--   batches: table parts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."parts" WHERE "id" >= $1::bigint AND "id" <= $2::bigint ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_up__alter_type_shadow_up__parts__size';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."parts" SET "migrate_column__parts__size" = migrate."migrate_row__alter_type_shadow_up__parts__migrate_co_2ababd7dab"("parts".*)
WHERE "id" >= $1::bigint AND "id" <= $2::bigint
  AND ROW("migrate_column__parts__size")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_shadow_up__parts__migrate_co_2ababd7dab"("parts".*))::record;

-- [backfill-2] compare the second column of parts.size with the first
--   lock: ACCESS SHARE on parts, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table parts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."parts" WHERE "id" >= $1::bigint AND "id" <= $2::bigint ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."parts"
WHERE "id" >= $1::bigint AND "id" <= $2::bigint
  AND ROW("migrate_column__parts__size")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_shadow_up__parts__migrate_co_2ababd7dab"("parts".*))::record
LIMIT 5;

-- [backfill-3] build for the second column what parts_size is for size
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parts, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: the swap gives it the name parts_size
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__parts__parts_size"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__parts__parts_size"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__parts__parts_size"
CREATE INDEX CONCURRENTLY "migrate_new__parts__parts_size" ON "public"."parts" USING btree ("migrate_column__parts__size");

-- [backfill-4] see that nothing built on the second column reads parts.size
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: what still reads the old column would go with it
--   expects: no row
SELECT DISTINCT coalesce(k.conname, x.relname) AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
LEFT JOIN pg_catalog.pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
LEFT JOIN pg_catalog.pg_class AS x ON d.classid = 'pg_class'::regclass AND x.oid = d.objid
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."parts"'::regclass AND a.attname = 'size'
  AND coalesce(k.conname, x.relname) IN ('migrate_new__parts__parts_size');

-- [backfill-5] gather statistics for the second column of parts.size
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parts, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."parts" ("migrate_column__parts__size");

-- ==== contract
-- [contract-1] compare the second column of parts.size with the first again
--   lock: ACCESS SHARE on parts, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table parts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."parts" WHERE "id" >= $1::bigint AND "id" <= $2::bigint ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."parts"
WHERE "id" >= $1::bigint AND "id" <= $2::bigint
  AND ROW("migrate_column__parts__size")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_shadow_up__parts__migrate_co_2ababd7dab"("parts".*))::record
LIMIT 5;

-- [contract-2] look for what else is built on parts.size
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."parts"'::regclass AND a.attname = 'size'
  AND o.identity NOT IN ('public.parts_size')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-3] put the second column in the place of parts.size
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on parts, milliseconds: catalog only; names change; no row is read, no index is built
--   why: old code is gone; everything was built on the second column before
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."parts" IN SHARE UPDATE EXCLUSIVE MODE;
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."parts"') AND a.attname = 'size') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column parts.size since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
LOCK TABLE "public"."parts" IN ACCESS EXCLUSIVE MODE;
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."parts"'::regclass AND a.attname = 'size'
  AND o.identity NOT IN ('public.parts_size')
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
DROP TRIGGER IF EXISTS "zz_migrate_up__alter_type_shadow_up__parts__size" ON "public"."parts";
DROP FUNCTION IF EXISTS migrate."migrate_up__alter_type_shadow_up__parts__size"();
ALTER TABLE "public"."parts" RENAME COLUMN "size" TO "migrate_between__parts__size";
ALTER TABLE "public"."parts" RENAME COLUMN "migrate_column__parts__size" TO "size";
ALTER TABLE "public"."parts" RENAME COLUMN "migrate_between__parts__size" TO "migrate_column__parts__size";
ALTER INDEX "public"."parts_size" RENAME TO "migrate_old__parts__parts_size";
ALTER INDEX "public"."migrate_new__parts__parts_size" RENAME TO "parts_size";
ALTER TABLE "public"."parts_size" RENAME COLUMN "migrate_column__parts__size" TO "size";
DROP FUNCTION IF EXISTS migrate."migrate_row__alter_type_shadow_up__parts__migrate_co_2ababd7dab"("public"."parts");
ALTER TABLE "public"."parts" DROP COLUMN "migrate_column__parts__size";
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('size') IN lower(p.prosrc)) > 0 AND (position(lower('parts') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."parts"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;
