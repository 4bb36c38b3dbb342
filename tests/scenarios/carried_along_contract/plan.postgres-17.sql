-- migration: carried_along_contract
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
-- note: letters.body stays text until contract: `up` gives it other values than old code writes; new code must work with both types until then
-- note: letters.body ends as the last column of letters; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")
-- note: table letters is published (letters_out): the subscribers need column migrate_column__letters__body before expand
-- note: backfill fires triggers of table letters for each row that it fills: letters_same; what they write (a time of change, a history) is written then

-- ==== expand
-- [expand-1] try policy letters_open on an empty copy of letters
--   lock: ACCESS SHARE on letters, milliseconds: catalog only; reads and writes go on
--   why: an expression that the server refuses must not be found in contract
--   runs: in one transaction with its record
CREATE TEMPORARY TABLE "letters" (LIKE "public"."letters") ON COMMIT DROP;
ALTER TABLE pg_temp."letters" ALTER COLUMN "body" TYPE character varying(40) USING NULL;
CREATE POLICY letters_open ON pg_temp.letters USING ((body <> 'sealed'::text)) WITH CHECK ((body <> 'opened'::text));

-- [expand-2] try statistics object letters_body_with_size on an empty copy of letters
--   lock: ACCESS SHARE on letters, milliseconds: catalog only; reads and writes go on
--   why: an expression that the server refuses must not be found in contract
--   runs: in one transaction with its record
CREATE TEMPORARY TABLE "letters" (LIKE "public"."letters") ON COMMIT DROP;
ALTER TABLE pg_temp."letters" ALTER COLUMN "body" TYPE character varying(40) USING NULL;
CREATE STATISTICS pg_temp.letters_body_with_size (mcv) ON size, body FROM pg_temp.letters;

-- [expand-3] add a second column of type character varying(40) beside letters.body, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on letters, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing text to character varying(40) in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__carried_along_contract__letters__body" ON "public"."letters"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__carried_along_contract__letters__body"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__carried_along_contract__letters__migrat_30a2a9bb4c"("public"."letters")
--   undo: ALTER TABLE IF EXISTS "public"."letters" DROP COLUMN IF EXISTS "migrate_column__letters__body"
ALTER TABLE "public"."letters" ADD COLUMN "migrate_column__letters__body" character varying(40) COLLATE pg_catalog."C";
GRANT REFERENCES ("migrate_column__letters__body") ON "public"."letters" TO PUBLIC;
GRANT SELECT ("migrate_column__letters__body") ON "public"."letters" TO PUBLIC;
ALTER TABLE "public"."letters" ALTER COLUMN "migrate_column__letters__body" SET STATISTICS 50;
ALTER TABLE "public"."letters" ALTER COLUMN "migrate_column__letters__body" SET (n_distinct=-0.5);
ALTER TABLE "public"."letters" ALTER COLUMN "migrate_column__letters__body" SET STORAGE EXTERNAL;
ALTER TABLE "public"."letters" ALTER COLUMN "migrate_column__letters__body" SET COMPRESSION pglz;
COMMENT ON COLUMN "public"."letters"."migrate_column__letters__body" IS 'what it says';
CREATE OR REPLACE FUNCTION migrate."migrate_row__carried_along_contract__letters__migrat_30a2a9bb4c"("public"."letters") RETURNS character varying(40) LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value character varying(40);
BEGIN
  SELECT (left(body, 40)) INTO migrate_value FROM (SELECT ($1).*) AS "letters";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."letters" SET "migrate_column__letters__body" = (left(body, 40)) WHERE false;
EXPLAIN SELECT (left(body, 40)) AS value FROM (SELECT * FROM "public"."letters") AS "letters";
EXPLAIN SELECT (("migrate_column__letters__body" <> ''::text)) FROM "public"."letters" WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_up__carried_along_contract__letters__body"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
BEGIN
  BEGIN
    SELECT (left(body, 40)) INTO NEW."migrate_column__letters__body" FROM (SELECT NEW.*) AS "letters";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__letters__body" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__carried_along_contract__letters__body" BEFORE INSERT OR UPDATE ON "public"."letters" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__carried_along_contract__letters__body' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__carried_along_contract__letters__body"();

-- ==== backfill
-- [backfill-1] fill the second column of letters.body
--   strategy: in place
--   lock: ROW EXCLUSIVE on letters, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row that the expression cannot map is named by its key
--   batches: table letters by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."letters" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."letters" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."letters" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."letters" SET "migrate_column__letters__body" = migrate."migrate_row__carried_along_contract__letters__migrat_30a2a9bb4c"("letters".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__letters__body")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__carried_along_contract__letters__migrat_30a2a9bb4c"("letters".*))::record;

-- [backfill-2] compare the second column of letters.body with the first
--   lock: ACCESS SHARE on letters, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table letters by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."letters" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."letters" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."letters" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."letters"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__letters__body")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__carried_along_contract__letters__migrat_30a2a9bb4c"("letters".*))::record
LIMIT 5;

-- [backfill-3] require for the second column what letters_body does for body
--   strategy: online
--   lock: ACCESS EXCLUSIVE on letters, milliseconds: catalog only; NOT VALID: no row is read
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."letters" DROP CONSTRAINT IF EXISTS "migrate_new__letters__letters_body"
ALTER TABLE "public"."letters" ADD CONSTRAINT "migrate_new__letters__letters_body" CHECK (("migrate_column__letters__body" <> ''::text)) NO INHERIT NOT VALID;

-- [backfill-4] prove that what letters_body requires holds in the second column
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on letters, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."letters" VALIDATE CONSTRAINT "migrate_new__letters__letters_body";

-- [backfill-5] look for duplicates that letters_once would refuse
--   lock: ACCESS SHARE on letters, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "migrate_column__letters__body", migrate_twice.key_2 AS "size", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "id"::text AS migrate_row FROM "public"."letters"
    WHERE "migrate_column__letters__body" IS NOT DISTINCT FROM migrate_twice.key_1 AND "size" IS NOT DISTINCT FROM migrate_twice.key_2
    ORDER BY "id" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "migrate_column__letters__body" AS key_1, "size" AS key_2, count(*) AS rows FROM "public"."letters"
  WHERE "migrate_column__letters__body" IS NOT NULL AND "size" IS NOT NULL
  GROUP BY "migrate_column__letters__body", "size" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-6] build for the second column what letters_once is for body
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on letters, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: the swap gives it the name letters_once
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__letters__letters_once"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__letters__letters_once"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__letters__letters_once"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__letters__letters_once" ON "public"."letters" USING btree ("migrate_column__letters__body" varchar_pattern_ops, size) WITH (fillfactor='60');

-- [backfill-7] see that nothing built on the second column reads letters.body
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: what still reads the old column would go with it
--   expects: no row
SELECT DISTINCT coalesce(k.conname, x.relname) AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
LEFT JOIN pg_catalog.pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
LEFT JOIN pg_catalog.pg_class AS x ON d.classid = 'pg_class'::regclass AND x.oid = d.objid
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."letters"'::regclass AND a.attname = 'body'
  AND coalesce(k.conname, x.relname) IN ('migrate_new__letters__letters_body', 'migrate_new__letters__letters_once');

-- [backfill-8] gather statistics for the second column of letters.body
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on letters, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."letters" ("migrate_column__letters__body");

-- ==== contract
-- [contract-1] compare the second column of letters.body with the first again
--   lock: ACCESS SHARE on letters, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table letters by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."letters" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."letters" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."letters" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."letters"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__letters__body")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__carried_along_contract__letters__migrat_30a2a9bb4c"("letters".*))::record
LIMIT 5;

-- [contract-2] require the second column of letters.body for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on letters, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."letters" DROP CONSTRAINT IF EXISTS "migrate_new__letters__not_null body"
ALTER TABLE "public"."letters" ADD CONSTRAINT "migrate_new__letters__not_null body" CHECK ("migrate_column__letters__body" IS NOT NULL) NOT VALID;

-- [contract-3] prove that the second column of letters.body holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on letters, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."letters" VALIDATE CONSTRAINT "migrate_new__letters__not_null body";

-- [contract-4] make the second column of letters.body NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on letters, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."letters" ALTER COLUMN "migrate_column__letters__body" SET NOT NULL;
ALTER TABLE "public"."letters" DROP CONSTRAINT "migrate_new__letters__not_null body";

-- [contract-5] look for what else is built on letters.body
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."letters"'::regclass AND a.attname = 'body'
  AND o.identity NOT IN ('public.letters_once', 'letters_open on public.letters', 'public.letters_body_with_size', 'letters_body on public.letters', 'letters_same on public.letters')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-6] put the second column in the place of letters.body
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on letters, milliseconds: catalog only; names change; no row is read, no index is built
--   why: old code is gone; everything was built on the second column before
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."letters" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
DECLARE
  migrate_path text := current_setting('search_path');
  migrate_found text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  migrate_found := (
SELECT string_agg(p.part, ', ' ORDER BY p.part) FROM (VALUES ('privileges', '(digest)'), ('default', '(digest)'), ('NOT NULL', '(digest)'), ('comment', '(digest)'), ('settings', '(digest)'), ('policies or triggers', '(digest)')) AS p (part, digest) JOIN (SELECT v.part, left(encode(sha256(textsend(v.words)), 'hex'), 16) AS digest FROM pg_attribute AS a CROSS JOIN LATERAL (VALUES ('privileges', concat_ws(chr(30), (SELECT string_agg(concat_ws(' ', g.grantee::regrole, g.privilege_type, g.is_grantable), ', ' ORDER BY g.grantee, g.privilege_type, g.is_grantable) FROM aclexplode(a.attacl) AS g))),
    ('default', concat_ws(chr(30), (SELECT pg_get_expr(e.adbin, e.adrelid) FROM pg_attrdef AS e WHERE e.adrelid = a.attrelid AND e.adnum = a.attnum))),
    ('NOT NULL', concat_ws(chr(30), a.attnotnull)),
    ('comment', concat_ws(chr(30), col_description(a.attrelid, a.attnum))),
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression')),
    ('policies or triggers', concat_ws(chr(30), (SELECT string_agg(w.words, chr(31) ORDER BY w.words) FROM (SELECT DISTINCT CASE d.classid WHEN 'pg_policy'::regclass THEN (SELECT concat_ws(chr(30), p.polname, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) FROM pg_policy AS p WHERE p.oid = d.objid) WHEN 'pg_trigger'::regclass THEN (SELECT concat_ws(chr(30), pg_get_triggerdef(g.oid), g.tgenabled) FROM pg_trigger AS g WHERE g.oid = d.objid AND g.tgname !~ '^(zz_)?migrate_') END AS words FROM pg_depend AS d WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND NOT EXISTS (SELECT 1 FROM pg_depend AS o WHERE o.classid = d.classid AND o.objid = d.objid AND o.refclassid = d.refclassid AND o.refobjid = a.attrelid AND o.refobjsubid NOT IN (0, a.attnum))) AS w)))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."letters"') AND a.attname = 'body') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column letters.body since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
LOCK TABLE "public"."letters" IN ACCESS EXCLUSIVE MODE;
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."letters"'::regclass AND a.attname = 'body'
  AND o.identity NOT IN ('public.letters_once', 'letters_open on public.letters', 'public.letters_body_with_size', 'letters_body on public.letters', 'letters_same on public.letters')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on letters.body since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_up__carried_along_contract__letters__body" ON "public"."letters";
DROP FUNCTION IF EXISTS migrate."migrate_up__carried_along_contract__letters__body"();
ALTER TABLE "public"."letters" RENAME COLUMN "body" TO "migrate_between__letters__body";
ALTER TABLE "public"."letters" RENAME COLUMN "migrate_column__letters__body" TO "body";
ALTER TABLE "public"."letters" RENAME COLUMN "migrate_between__letters__body" TO "migrate_column__letters__body";
ALTER TABLE "public"."letters" RENAME CONSTRAINT "letters_body" TO "migrate_old__letters__letters_body";
ALTER TABLE "public"."letters" RENAME CONSTRAINT "migrate_new__letters__letters_body" TO "letters_body";
ALTER INDEX "public"."letters_once" RENAME TO "migrate_old__letters__letters_once";
ALTER INDEX "public"."migrate_new__letters__letters_once" RENAME TO "letters_once";
ALTER TABLE "public"."letters_once" RENAME COLUMN "migrate_column__letters__body" TO "body";
ALTER TABLE "public"."letters" ALTER COLUMN "body" SET DEFAULT CAST(('empty'::text) AS character varying(40));
ALTER TABLE "public"."letters" ALTER COLUMN "migrate_column__letters__body" DROP DEFAULT;
ALTER POLICY letters_open ON public.letters USING ((body <> 'sealed'::text)) WITH CHECK ((body <> 'opened'::text));
DROP TRIGGER letters_same ON public.letters;
CREATE TRIGGER letters_same AFTER UPDATE OF body ON public.letters FOR EACH ROW EXECUTE FUNCTION same();
DROP STATISTICS IF EXISTS public.letters_body_with_size;
CREATE STATISTICS public.letters_body_with_size (mcv) ON size, body FROM letters;
ALTER STATISTICS public.letters_body_with_size OWNER TO postgres;
COMMENT ON CONSTRAINT letters_body ON letters IS 'it says something';
COMMENT ON INDEX letters_once IS 'one of each';
ALTER TABLE public.letters CLUSTER ON letters_once;
DROP FUNCTION IF EXISTS migrate."migrate_row__carried_along_contract__letters__migrat_30a2a9bb4c"("public"."letters");
ALTER TABLE "public"."letters" DROP COLUMN "migrate_column__letters__body";
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('body') IN lower(p.prosrc)) > 0 AND (position(lower('letters') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."letters"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;
