-- migration: alter_type_words
-- description: Columns that are called as words of SQL, and an operator of another schema
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
-- note: runs.time is bigint from the end of backfill on, for both versions; until contract it takes no value that integer cannot hold
-- note: runs.time ends as the last column of runs; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")
-- note: runs.END is bigint from the end of backfill on, for both versions; until contract it takes no value that integer cannot hold
-- note: runs.END ends as the last column of runs; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")

-- ==== expand
-- [expand-1] add a second column of type bigint beside runs.time, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on runs, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing integer to bigint in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_words__runs__time" ON "public"."runs"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_words__runs__time"()
--   undo: ALTER TABLE IF EXISTS "public"."runs" DROP COLUMN IF EXISTS "migrate_column__runs__time"
ALTER TABLE "public"."runs" ADD COLUMN "migrate_column__runs__time" bigint;
EXPLAIN UPDATE "public"."runs" SET "migrate_column__runs__time" = "time"::bigint WHERE false;
EXPLAIN SELECT (((
CASE
    WHEN ("migrate_column__runs__time" > 3) THEN 1
    ELSE 2
END + 0) < 3)) FROM "public"."runs" WHERE false;
EXPLAIN SELECT ((low OPERATOR(ext.<<<) "migrate_column__runs__time")) FROM "public"."runs" WHERE false;
EXPLAIN SELECT ((low OPERATOR(ext.<<<) "migrate_column__runs__time")) FROM "public"."runs" WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_words__runs__time"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__runs__time" := NEW."time";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_words__runs__time" BEFORE INSERT OR UPDATE ON "public"."runs" FOR EACH ROW
  WHEN (NEW."migrate_column__runs__time"::integer IS DISTINCT FROM NEW."time"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_words__runs__time"();

-- [expand-2] add a second column of type bigint beside runs.END, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on runs, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing integer to bigint in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_words__runs__END" ON "public"."runs"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_words__runs__END"()
--   undo: ALTER TABLE IF EXISTS "public"."runs" DROP COLUMN IF EXISTS "migrate_column__runs__END"
ALTER TABLE "public"."runs" ADD COLUMN "migrate_column__runs__END" bigint;
EXPLAIN UPDATE "public"."runs" SET "migrate_column__runs__END" = "END"::bigint WHERE false;
EXPLAIN SELECT (
CASE
    WHEN ("migrate_column__runs__END" > 1) THEN true
    ELSE NULL::boolean
END) FROM "public"."runs" WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_words__runs__END"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__runs__END" := NEW."END";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_words__runs__END" BEFORE INSERT OR UPDATE ON "public"."runs" FOR EACH ROW
  WHEN (NEW."migrate_column__runs__END"::integer IS DISTINCT FROM NEW."END"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_words__runs__END"();

-- ==== backfill
-- [backfill-1] fill the second column of runs.time
--   strategy: in place
--   lock: ROW EXCLUSIVE on runs, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the trigger has nothing to do
--   batches: table runs by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."runs" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."runs" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."runs" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."runs" SET "migrate_column__runs__time" = "time"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "migrate_column__runs__time"::integer IS DISTINCT FROM "time"::integer;

-- [backfill-2] compare the second column of runs.time with the first
--   lock: ACCESS SHARE on runs, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table runs by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."runs" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."runs" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."runs" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."runs"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "migrate_column__runs__time"::integer IS DISTINCT FROM "time"::integer
LIMIT 5;

-- [backfill-3] require for the second column what runs_case does for time
--   strategy: online
--   lock: ACCESS EXCLUSIVE on runs, milliseconds: catalog only; NOT VALID: no row is read
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."runs" DROP CONSTRAINT IF EXISTS "migrate_new__runs__runs_case"
ALTER TABLE "public"."runs" ADD CONSTRAINT "migrate_new__runs__runs_case" CHECK (((
CASE
    WHEN ("migrate_column__runs__time" > 3) THEN 1
    ELSE 2
END + 0) < 3)) NOT VALID;

-- [backfill-4] prove that what runs_case requires holds in the second column
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on runs, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."runs" VALIDATE CONSTRAINT "migrate_new__runs__runs_case";

-- [backfill-5] require for the second column what runs_order does for time
--   strategy: online
--   lock: ACCESS EXCLUSIVE on runs, milliseconds: catalog only; NOT VALID: no row is read
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."runs" DROP CONSTRAINT IF EXISTS "migrate_new__runs__runs_order"
ALTER TABLE "public"."runs" ADD CONSTRAINT "migrate_new__runs__runs_order" CHECK ((low OPERATOR(ext.<<<) "migrate_column__runs__time")) NOT VALID;

-- [backfill-6] prove that what runs_order requires holds in the second column
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on runs, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."runs" VALIDATE CONSTRAINT "migrate_new__runs__runs_order";

-- [backfill-7] build for the second column what runs_ordered is for time
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on runs, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: the swap gives it the name runs_ordered
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__runs__runs_ordered"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__runs__runs_ordered"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__runs__runs_ordered"
CREATE INDEX CONCURRENTLY "migrate_new__runs__runs_ordered" ON "public"."runs" USING btree (id) WHERE (low OPERATOR(ext.<<<) "migrate_column__runs__time");

-- [backfill-8] see that nothing built on the second column reads runs.time
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: what still reads the old column would go with it
--   expects: no row
SELECT DISTINCT coalesce(k.conname, x.relname) AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
LEFT JOIN pg_catalog.pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
LEFT JOIN pg_catalog.pg_class AS x ON d.classid = 'pg_class'::regclass AND x.oid = d.objid
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."runs"'::regclass AND a.attname = 'time'
  AND coalesce(k.conname, x.relname) IN ('migrate_new__runs__runs_case', 'migrate_new__runs__runs_order', 'migrate_new__runs__runs_ordered');

-- [backfill-9] gather statistics for the second column of runs.time
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on runs, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."runs" ("migrate_column__runs__time");

-- [backfill-10] exchange runs.time and the second column: time is bigint from here on
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on runs, milliseconds: catalog only; names change; no row is read, no index is built
--   why: both versions use the new type by the same name; the old column follows it, so that rollback exchanges them again
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
--   undo: LOCK TABLE "public"."runs" IN SHARE UPDATE EXCLUSIVE MODE
--   undo: LOCK TABLE "public"."runs" IN ACCESS EXCLUSIVE MODE;
--     SET LOCAL lock_timeout = '50ms'
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_words__runs__time" ON "public"."runs"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_words__runs__time"()
--   undo: ALTER TABLE "public"."runs" RENAME COLUMN "time" TO "migrate_between__runs__time"
--   undo: ALTER TABLE "public"."runs" RENAME COLUMN "migrate_column__runs__time" TO "time"
--   undo: ALTER TABLE "public"."runs" RENAME COLUMN "migrate_between__runs__time" TO "migrate_column__runs__time"
--   undo: ALTER TABLE "public"."runs" RENAME CONSTRAINT "runs_case" TO "migrate_new__runs__runs_case"
--   undo: ALTER TABLE "public"."runs" RENAME CONSTRAINT "migrate_old__runs__runs_case" TO "runs_case"
--   undo: ALTER TABLE "public"."runs" RENAME CONSTRAINT "runs_order" TO "migrate_new__runs__runs_order"
--   undo: ALTER TABLE "public"."runs" RENAME CONSTRAINT "migrate_old__runs__runs_order" TO "runs_order"
--   undo: ALTER INDEX "public"."runs_ordered" RENAME TO "migrate_new__runs__runs_ordered"
--   undo: ALTER INDEX "public"."migrate_old__runs__runs_ordered" RENAME TO "runs_ordered"
--   undo: COMMENT ON CONSTRAINT runs_order ON runs IS 'runs_case'
--   undo: DO $migrate$
--     DECLARE
--       left_behind text;
--     BEGIN
--       SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
--       FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
--       JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
--       WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."runs"'::regclass AND a.attname = 'migrate_column__runs__time';
--       IF left_behind IS NOT NULL THEN
--         RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
--       END IF;
--     END
--     $migrate$
--   undo: CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_words__runs__time"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
--     BEGIN
--       NEW."migrate_column__runs__time" := NEW."time";
--       RETURN NEW;
--     END
--     $migrate$
--   undo: CREATE TRIGGER "zz_migrate_follow__alter_type_words__runs__time" BEFORE INSERT OR UPDATE ON "public"."runs" FOR EACH ROW
--       WHEN (NEW."migrate_column__runs__time"::integer IS DISTINCT FROM NEW."time"::integer)
--       EXECUTE FUNCTION migrate."migrate_follow__alter_type_words__runs__time"()
--   undo: DO $migrate$
--     DECLARE
--       routine text;
--     BEGIN
--       FOR routine IN
--         SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
--         FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
--         WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
--           AND (position(lower('time') IN lower(p.prosrc)) > 0 AND (position(lower('runs') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."runs"'::regclass)))
--       LOOP
--         EXECUTE 'ALTER ROUTINE ' || routine;
--       END LOOP;
--     END
--     $migrate$
LOCK TABLE "public"."runs" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."runs"'::regclass AND a.attname = 'time'
  AND o.identity NOT IN ('public.runs_ordered', 'runs_case on public.runs', 'runs_order on public.runs')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on runs.time since it was planned what to carry over (drop it, and make it again when backfill has ended, or roll this migration back): ' || migrate_built;
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."runs"') AND a.attname = 'time') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column runs.time since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
LOCK TABLE "public"."runs" IN ACCESS EXCLUSIVE MODE;
SET LOCAL lock_timeout = '50ms';
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_words__runs__time" ON "public"."runs";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_words__runs__time"();
ALTER TABLE "public"."runs" RENAME COLUMN "time" TO "migrate_between__runs__time";
ALTER TABLE "public"."runs" RENAME COLUMN "migrate_column__runs__time" TO "time";
ALTER TABLE "public"."runs" RENAME COLUMN "migrate_between__runs__time" TO "migrate_column__runs__time";
ALTER TABLE "public"."runs" RENAME CONSTRAINT "runs_case" TO "migrate_old__runs__runs_case";
ALTER TABLE "public"."runs" RENAME CONSTRAINT "migrate_new__runs__runs_case" TO "runs_case";
ALTER TABLE "public"."runs" RENAME CONSTRAINT "runs_order" TO "migrate_old__runs__runs_order";
ALTER TABLE "public"."runs" RENAME CONSTRAINT "migrate_new__runs__runs_order" TO "runs_order";
ALTER INDEX "public"."runs_ordered" RENAME TO "migrate_old__runs__runs_ordered";
ALTER INDEX "public"."migrate_new__runs__runs_ordered" RENAME TO "runs_ordered";
COMMENT ON CONSTRAINT runs_order ON runs IS 'runs_case';
DO $migrate$
DECLARE
  left_behind text;
BEGIN
  SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
  FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."runs"'::regclass AND a.attname = 'migrate_column__runs__time';
  IF left_behind IS NOT NULL THEN
    RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
  END IF;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_words__runs__time"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__runs__time" := NEW."time";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_words__runs__time" BEFORE INSERT OR UPDATE ON "public"."runs" FOR EACH ROW
  WHEN (NEW."migrate_column__runs__time"::integer IS DISTINCT FROM NEW."time"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_words__runs__time"();
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('time') IN lower(p.prosrc)) > 0 AND (position(lower('runs') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."runs"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;

-- [backfill-11] fill the second column of runs.END
--   strategy: in place
--   lock: ROW EXCLUSIVE on runs, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the trigger has nothing to do
--   batches: table runs by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."runs" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."runs" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."runs" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."runs" SET "migrate_column__runs__END" = "END"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "migrate_column__runs__END"::integer IS DISTINCT FROM "END"::integer;

-- [backfill-12] compare the second column of runs.END with the first
--   lock: ACCESS SHARE on runs, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table runs by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."runs" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."runs" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."runs" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."runs"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "migrate_column__runs__END"::integer IS DISTINCT FROM "END"::integer
LIMIT 5;

-- [backfill-13] build for the second column what runs_end is for END
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on runs, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: the swap gives it the name runs_end
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__runs__runs_end"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__runs__runs_end"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__runs__runs_end"
CREATE INDEX CONCURRENTLY "migrate_new__runs__runs_end" ON "public"."runs" USING btree ("migrate_column__runs__END") WITH (fillfactor='70') WHERE 
CASE
    WHEN ("migrate_column__runs__END" > 1) THEN true
    ELSE NULL::boolean
END;

-- [backfill-14] see that nothing built on the second column reads runs.END
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: what still reads the old column would go with it
--   expects: no row
SELECT DISTINCT coalesce(k.conname, x.relname) AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
LEFT JOIN pg_catalog.pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
LEFT JOIN pg_catalog.pg_class AS x ON d.classid = 'pg_class'::regclass AND x.oid = d.objid
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."runs"'::regclass AND a.attname = 'END'
  AND coalesce(k.conname, x.relname) IN ('migrate_new__runs__runs_end');

-- [backfill-15] gather statistics for the second column of runs.END
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on runs, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."runs" ("migrate_column__runs__END");

-- [backfill-16] exchange runs.END and the second column: END is bigint from here on
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on runs, milliseconds: catalog only; names change; no row is read, no index is built
--   why: both versions use the new type by the same name; the old column follows it, so that rollback exchanges them again
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
--   undo: LOCK TABLE "public"."runs" IN SHARE UPDATE EXCLUSIVE MODE
--   undo: LOCK TABLE "public"."runs" IN ACCESS EXCLUSIVE MODE;
--     SET LOCAL lock_timeout = '50ms'
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_words__runs__END" ON "public"."runs"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_words__runs__END"()
--   undo: ALTER TABLE "public"."runs" RENAME COLUMN "END" TO "migrate_between__runs__END"
--   undo: ALTER TABLE "public"."runs" RENAME COLUMN "migrate_column__runs__END" TO "END"
--   undo: ALTER TABLE "public"."runs" RENAME COLUMN "migrate_between__runs__END" TO "migrate_column__runs__END"
--   undo: ALTER INDEX "public"."runs_end" RENAME TO "migrate_new__runs__runs_end"
--   undo: ALTER INDEX "public"."migrate_old__runs__runs_end" RENAME TO "runs_end"
--   undo: DO $migrate$
--     DECLARE
--       left_behind text;
--     BEGIN
--       SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
--       FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
--       JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
--       WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."runs"'::regclass AND a.attname = 'migrate_column__runs__END';
--       IF left_behind IS NOT NULL THEN
--         RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
--       END IF;
--     END
--     $migrate$
--   undo: CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_words__runs__END"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
--     BEGIN
--       NEW."migrate_column__runs__END" := NEW."END";
--       RETURN NEW;
--     END
--     $migrate$
--   undo: CREATE TRIGGER "zz_migrate_follow__alter_type_words__runs__END" BEFORE INSERT OR UPDATE ON "public"."runs" FOR EACH ROW
--       WHEN (NEW."migrate_column__runs__END"::integer IS DISTINCT FROM NEW."END"::integer)
--       EXECUTE FUNCTION migrate."migrate_follow__alter_type_words__runs__END"()
--   undo: DO $migrate$
--     DECLARE
--       routine text;
--     BEGIN
--       FOR routine IN
--         SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
--         FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
--         WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
--           AND (position(lower('END') IN lower(p.prosrc)) > 0 AND (position(lower('runs') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."runs"'::regclass)))
--       LOOP
--         EXECUTE 'ALTER ROUTINE ' || routine;
--       END LOOP;
--     END
--     $migrate$
LOCK TABLE "public"."runs" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."runs"'::regclass AND a.attname = 'END'
  AND o.identity NOT IN ('public.runs_end')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on runs.END since it was planned what to carry over (drop it, and make it again when backfill has ended, or roll this migration back): ' || migrate_built;
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."runs"') AND a.attname = 'END') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column runs.END since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
LOCK TABLE "public"."runs" IN ACCESS EXCLUSIVE MODE;
SET LOCAL lock_timeout = '50ms';
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_words__runs__END" ON "public"."runs";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_words__runs__END"();
ALTER TABLE "public"."runs" RENAME COLUMN "END" TO "migrate_between__runs__END";
ALTER TABLE "public"."runs" RENAME COLUMN "migrate_column__runs__END" TO "END";
ALTER TABLE "public"."runs" RENAME COLUMN "migrate_between__runs__END" TO "migrate_column__runs__END";
ALTER INDEX "public"."runs_end" RENAME TO "migrate_old__runs__runs_end";
ALTER INDEX "public"."migrate_new__runs__runs_end" RENAME TO "runs_end";
ALTER TABLE "public"."runs_end" RENAME COLUMN "migrate_column__runs__END" TO "END";
DO $migrate$
DECLARE
  left_behind text;
BEGIN
  SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
  FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."runs"'::regclass AND a.attname = 'migrate_column__runs__END';
  IF left_behind IS NOT NULL THEN
    RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
  END IF;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_words__runs__END"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__runs__END" := NEW."END";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_words__runs__END" BEFORE INSERT OR UPDATE ON "public"."runs" FOR EACH ROW
  WHEN (NEW."migrate_column__runs__END"::integer IS DISTINCT FROM NEW."END"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_words__runs__END"();
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('END') IN lower(p.prosrc)) > 0 AND (position(lower('runs') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."runs"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;

-- ==== contract
-- [contract-1] look for what else is built on runs.migrate_column__runs__time
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."runs"'::regclass AND a.attname = 'migrate_column__runs__time'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-2] drop the old column of runs.time
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on runs, milliseconds: catalog only; the rows keep their space
--   why: no live code needs the old type; its indexes and constraints go with it
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."runs" IN ACCESS EXCLUSIVE MODE;
SET LOCAL lock_timeout = '50ms';
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_words__runs__time" ON "public"."runs";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_words__runs__time"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."runs"'::regclass AND a.attname = 'migrate_column__runs__time'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on runs.migrate_column__runs__time since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."runs" DROP COLUMN "migrate_column__runs__time";

-- [contract-3] look for what else is built on runs.migrate_column__runs__END
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."runs"'::regclass AND a.attname = 'migrate_column__runs__END'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-4] drop the old column of runs.END
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on runs, milliseconds: catalog only; the rows keep their space
--   why: no live code needs the old type; its indexes and constraints go with it
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."runs" IN ACCESS EXCLUSIVE MODE;
SET LOCAL lock_timeout = '50ms';
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_words__runs__END" ON "public"."runs";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_words__runs__END"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."runs"'::regclass AND a.attname = 'migrate_column__runs__END'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on runs.migrate_column__runs__END since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."runs" DROP COLUMN "migrate_column__runs__END";
