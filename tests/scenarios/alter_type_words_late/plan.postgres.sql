-- migration: alter_type_words_late
-- description: The same where the columns change places in contract, and a constraint of the file's own words
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
-- note: constraint runs_own holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows; with an `up` that mends them it would hold from expand on
-- note: runs.END stays integer until contract: `up` gives it other values than old code writes; new code must work with both types until then
-- note: runs.END ends as the last column of runs; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")

-- ==== expand
-- [expand-1] try constraint runs_own on an empty copy of runs
--   lock: ACCESS SHARE on runs, milliseconds: catalog only; reads and writes go on
--   why: an expression that the server refuses must not be found in contract
--   runs: in one transaction with its record
CREATE TEMPORARY TABLE "runs" (LIKE "public"."runs") ON COMMIT DROP;
ALTER TABLE pg_temp."runs" ADD CONSTRAINT "runs_own" CHECK (low=0 Or time>low And time=time);

-- [expand-2] add a second column of type bigint beside runs.END, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on runs, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing integer to bigint in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__alter_type_words_late__runs__END" ON "public"."runs"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__alter_type_words_late__runs__END"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__alter_type_words_late__runs__migrate_co_05170c7503"("public"."runs")
--   undo: ALTER TABLE IF EXISTS "public"."runs" DROP COLUMN IF EXISTS "migrate_column__runs__END"
ALTER TABLE "public"."runs" ADD COLUMN "migrate_column__runs__END" bigint;
CREATE OR REPLACE FUNCTION migrate."migrate_row__alter_type_words_late__runs__migrate_co_05170c7503"("public"."runs") RETURNS bigint LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value bigint;
BEGIN
  SELECT ("END" * 10) INTO migrate_value FROM (SELECT ($1).*) AS "runs";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."runs" SET "migrate_column__runs__END" = ("END" * 10) WHERE false;
EXPLAIN SELECT ("END" * 10) AS value FROM (SELECT * FROM "public"."runs") AS "runs";
EXPLAIN SELECT (
CASE
    WHEN ("migrate_column__runs__END" > 1) THEN true
    ELSE NULL::boolean
END) FROM "public"."runs" WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_up__alter_type_words_late__runs__END"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
BEGIN
  BEGIN
    SELECT ("END" * 10) INTO NEW."migrate_column__runs__END" FROM (SELECT NEW.*) AS "runs";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__runs__END" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__alter_type_words_late__runs__END" BEFORE INSERT OR UPDATE ON "public"."runs" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__alter_type_words_late__runs__END' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__alter_type_words_late__runs__END"();

-- ==== backfill
-- [backfill-1] look for rows of runs that constraint runs_own would refuse
--   lock: ACCESS SHARE on runs, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
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
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."runs"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND (low=0 Or time>low And time=time) IS FALSE
LIMIT 5;

-- [backfill-2] fill the second column of runs.END
--   strategy: in place
--   lock: ROW EXCLUSIVE on runs, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row that the expression cannot map is named by its key
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
SET LOCAL migrate.backfill = 'zz_migrate_up__alter_type_words_late__runs__END';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."runs" SET "migrate_column__runs__END" = migrate."migrate_row__alter_type_words_late__runs__migrate_co_05170c7503"("runs".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__runs__END")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_words_late__runs__migrate_co_05170c7503"("runs".*))::record;

-- [backfill-3] compare the second column of runs.END with the first
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
  AND ROW("migrate_column__runs__END")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_words_late__runs__migrate_co_05170c7503"("runs".*))::record
LIMIT 5;

-- [backfill-4] build for the second column what runs_end is for END
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

-- [backfill-5] see that nothing built on the second column reads runs.END
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

-- [backfill-6] gather statistics for the second column of runs.END
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on runs, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."runs" ("migrate_column__runs__END");

-- ==== contract
-- [contract-1] look for rows of runs that constraint runs_own would refuse, again
--   lock: ACCESS SHARE on runs, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
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
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."runs"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND (low=0 Or time>low And time=time) IS FALSE
LIMIT 5;

-- [contract-2] compare the second column of runs.END with the first again
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
  AND ROW("migrate_column__runs__END")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_words_late__runs__migrate_co_05170c7503"("runs".*))::record
LIMIT 5;

-- [contract-3] require constraint runs_own for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on runs, milliseconds: catalog only; NOT VALID: no row is read
--   why: old code, which may break it, is gone
--   runs: in one transaction with its record
ALTER TABLE "public"."runs" ADD CONSTRAINT "runs_own" CHECK (low=0 Or time>low And time=time) NOT VALID;

-- [contract-4] prove constraint runs_own for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on runs, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."runs" VALIDATE CONSTRAINT "runs_own";

-- [contract-5] look for what else is built on runs.END
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
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
ORDER BY 1, 2 LIMIT 5;

-- [contract-6] put the second column in the place of runs.END
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on runs, milliseconds: catalog only; names change; no row is read, no index is built
--   why: old code is gone; everything was built on the second column before
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."runs" IN SHARE UPDATE EXCLUSIVE MODE;
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
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on runs.END since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_up__alter_type_words_late__runs__END" ON "public"."runs";
DROP FUNCTION IF EXISTS migrate."migrate_up__alter_type_words_late__runs__END"();
ALTER TABLE "public"."runs" RENAME COLUMN "END" TO "migrate_between__runs__END";
ALTER TABLE "public"."runs" RENAME COLUMN "migrate_column__runs__END" TO "END";
ALTER TABLE "public"."runs" RENAME COLUMN "migrate_between__runs__END" TO "migrate_column__runs__END";
ALTER INDEX "public"."runs_end" RENAME TO "migrate_old__runs__runs_end";
ALTER INDEX "public"."migrate_new__runs__runs_end" RENAME TO "runs_end";
ALTER TABLE "public"."runs_end" RENAME COLUMN "migrate_column__runs__END" TO "END";
DROP FUNCTION IF EXISTS migrate."migrate_row__alter_type_words_late__runs__migrate_co_05170c7503"("public"."runs");
ALTER TABLE "public"."runs" DROP COLUMN "migrate_column__runs__END";
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
