-- migration: alter_type_all_together
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
-- note: constraint parts_code_key holds from contract on, over parts.code as it is then: until then rows that break it may be written; contract refuses while there are such rows; new code must not name the column in ON CONFLICT before
-- note: constraint parts_code_check holds from contract on, over parts.code as it is then: until then rows that break it may be written; contract refuses while there are such rows
-- note: constraint parts_code_bin holds from contract on, over parts.code as it is then: until then rows that break it may be written; contract refuses while there are such rows
-- note: parts.code stays text until contract: `up` gives it other values than old code writes; new code must work with both types until then
-- note: parts.code ends as the last column of parts; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")

-- ==== expand
-- [expand-1] try constraint parts_code_check on an empty copy of parts
--   lock: ACCESS SHARE on parts, milliseconds: catalog only; reads and writes go on
--   why: an expression that the server refuses must not be found in contract
--   runs: in one transaction with its record
CREATE TEMPORARY TABLE "parts" (LIKE "public"."parts") ON COMMIT DROP;
ALTER TABLE pg_temp."parts" ALTER COLUMN "code" TYPE integer USING NULL;
ALTER TABLE pg_temp."parts" ADD CONSTRAINT "parts_code_check" CHECK (parts.CODE + size <= 50 /* of code */);

-- [expand-2] add a second column of type integer beside parts.code, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on parts, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing text to integer in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__alter_type_all_together__parts__code" ON "public"."parts"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__alter_type_all_together__parts__code"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__alter_type_all_together__parts__migrate_c4dce21ab4"("public"."parts")
--   undo: ALTER TABLE IF EXISTS "public"."parts" DROP COLUMN IF EXISTS "migrate_column__parts__code"
ALTER TABLE "public"."parts" ADD COLUMN "migrate_column__parts__code" integer;
ALTER TABLE "public"."parts" ALTER COLUMN "migrate_column__parts__code" SET DEFAULT 40;
ALTER TABLE "public"."parts" ALTER COLUMN "migrate_column__parts__code" DROP DEFAULT;
COMMENT ON COLUMN "public"."parts"."migrate_column__parts__code" IS 'number of the bin';
CREATE OR REPLACE FUNCTION migrate."migrate_row__alter_type_all_together__parts__migrate_c4dce21ab4"("public"."parts") RETURNS integer LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value integer;
BEGIN
  SELECT (coalesce(ltrim(lower(code), 'b')::integer, 0)) INTO migrate_value FROM (SELECT ($1).*) AS "parts";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."parts" SET "migrate_column__parts__code" = (coalesce(ltrim(lower(code), 'b')::integer, 0)) WHERE false;
EXPLAIN SELECT (coalesce(ltrim(lower(code), 'b')::integer, 0)) AS value FROM (SELECT * FROM "public"."parts") AS "parts";
CREATE OR REPLACE FUNCTION migrate."migrate_up__alter_type_all_together__parts__code"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
BEGIN
  BEGIN
    SELECT (coalesce(ltrim(lower(code), 'b')::integer, 0)) INTO NEW."migrate_column__parts__code" FROM (SELECT NEW.*) AS "parts";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__parts__code" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__alter_type_all_together__parts__code" BEFORE INSERT OR UPDATE ON "public"."parts" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__alter_type_all_together__parts__code' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__alter_type_all_together__parts__code"();

-- ==== backfill
-- [backfill-1] fill the second column of parts.code
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
SELECT "id" FROM "public"."parts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_up__alter_type_all_together__parts__code';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."parts" SET "migrate_column__parts__code" = migrate."migrate_row__alter_type_all_together__parts__migrate_c4dce21ab4"("parts".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__parts__code")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_all_together__parts__migrate_c4dce21ab4"("parts".*))::record;

-- [backfill-2] compare the second column of parts.code with the first
--   lock: ACCESS SHARE on parts, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table parts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."parts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."parts"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__parts__code")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_all_together__parts__migrate_c4dce21ab4"("parts".*))::record
LIMIT 5;

-- [backfill-3] look for rows of parts that constraint parts_code_check would refuse
--   lock: ACCESS SHARE on parts, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table parts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."parts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."parts"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND (SELECT (parts.CODE + size <= 50 /* of code */) IS FALSE FROM (SELECT CAST("parts"."migrate_column__parts__code" AS integer) AS "code", "parts"."size" AS "size") AS "parts")
LIMIT 5;

-- [backfill-4] look for rows of parts that constraint parts_code_bin would refuse
--   lock: ACCESS SHARE on parts, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table parts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."parts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."parts"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND (SELECT ("parts"."code" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."bins" AS migrate_parent WHERE migrate_parent."id" = "parts"."code")) FROM (SELECT "parts"."id" AS "id", CAST("parts"."migrate_column__parts__code" AS integer) AS "code") AS "parts")
LIMIT 5;

-- [backfill-5] look for duplicates that constraint parts_code_key would refuse
--   lock: ACCESS SHARE on parts, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "migrate_column__parts__code", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "id"::text AS migrate_row FROM "public"."parts"
    WHERE "migrate_column__parts__code" IS NOT DISTINCT FROM migrate_twice.key_1
    ORDER BY "id" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "migrate_column__parts__code" AS key_1, count(*) AS rows FROM "public"."parts"
  WHERE "migrate_column__parts__code" IS NOT NULL
  GROUP BY "migrate_column__parts__code" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-6] gather statistics for the second column of parts.code
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parts, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."parts" ("migrate_column__parts__code");

-- ==== contract
-- [contract-1] compare the second column of parts.code with the first again
--   lock: ACCESS SHARE on parts, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table parts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."parts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."parts"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__parts__code")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_all_together__parts__migrate_c4dce21ab4"("parts".*))::record
LIMIT 5;

-- [contract-2] look for rows of parts that constraint parts_code_check would refuse, again
--   lock: ACCESS SHARE on parts, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table parts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."parts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."parts"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND (SELECT (parts.CODE + size <= 50 /* of code */) IS FALSE FROM (SELECT CAST("parts"."migrate_column__parts__code" AS integer) AS "code", "parts"."size" AS "size") AS "parts")
LIMIT 5;

-- [contract-3] look for rows of parts that constraint parts_code_bin would refuse, again
--   lock: ACCESS SHARE on parts, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table parts by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."parts" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."parts" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."parts"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND (SELECT ("parts"."code" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."bins" AS migrate_parent WHERE migrate_parent."id" = "parts"."code")) FROM (SELECT "parts"."id" AS "id", CAST("parts"."migrate_column__parts__code" AS integer) AS "code") AS "parts")
LIMIT 5;

-- [contract-4] look for duplicates that constraint parts_code_key would refuse, again
--   lock: ACCESS SHARE on parts, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "migrate_column__parts__code", migrate_twice.rows,
  array_to_string(ARRAY(SELECT "id"::text AS migrate_row FROM "public"."parts"
    WHERE "migrate_column__parts__code" IS NOT DISTINCT FROM migrate_twice.key_1
    ORDER BY "id" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "id"
FROM (SELECT "migrate_column__parts__code" AS key_1, count(*) AS rows FROM "public"."parts"
  WHERE "migrate_column__parts__code" IS NOT NULL
  GROUP BY "migrate_column__parts__code" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [contract-5] look for rows whose new code is NULL
--   lock: ACCESS SHARE on parts, while the table is read once; reads and writes go on
--   why: the column becomes NOT NULL
--   expects: no row
SELECT * FROM "public"."parts" WHERE "migrate_column__parts__code" IS NULL LIMIT 5;

-- [contract-6] require the second column of parts.code for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on parts, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."parts" DROP CONSTRAINT IF EXISTS "migrate_new__parts__not_null code"
ALTER TABLE "public"."parts" ADD CONSTRAINT "migrate_new__parts__not_null code" NOT NULL "migrate_column__parts__code" NOT VALID;

-- [contract-7] prove that the second column of parts.code holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parts, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."parts" VALIDATE CONSTRAINT "migrate_new__parts__not_null code";

-- [contract-8] build index parts_code_key on the second column of parts.code
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parts, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__parts__parts_code_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__parts__parts_code_key"
--   runs: on its own
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__parts__parts_code_key" ON "public"."parts" USING btree ("migrate_column__parts__code");

-- [contract-9] make the second column of parts.code unique by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on parts, milliseconds: catalog only; the index is there already
--   why: it is there when the columns change places
--   runs: in one transaction with its record
ALTER TABLE "public"."parts" ADD CONSTRAINT "parts_code_key" UNIQUE USING INDEX "migrate_build__parts__parts_code_key";

-- [contract-10] look for what else is built on parts.code
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."parts"'::regclass AND a.attname = 'code'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-11] put the second column in the place of parts.code
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."parts"') AND a.attname = 'code') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column parts.code since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."parts"'::regclass AND a.attname = 'code'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on parts.code since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_up__alter_type_all_together__parts__code" ON "public"."parts";
DROP FUNCTION IF EXISTS migrate."migrate_up__alter_type_all_together__parts__code"();
ALTER TABLE "public"."parts" RENAME COLUMN "code" TO "migrate_between__parts__code";
ALTER TABLE "public"."parts" RENAME COLUMN "migrate_column__parts__code" TO "code";
ALTER TABLE "public"."parts" RENAME COLUMN "migrate_between__parts__code" TO "migrate_column__parts__code";
ALTER TABLE "public"."parts" RENAME CONSTRAINT "migrate_new__parts__not_null code" TO "parts_code_not_null";
ALTER TABLE "public"."parts_code_key" RENAME COLUMN "migrate_column__parts__code" TO "code";
ALTER TABLE "public"."parts" ALTER COLUMN "code" SET DEFAULT 40;
ALTER TABLE "public"."parts" ALTER COLUMN "migrate_column__parts__code" DROP DEFAULT;
DROP FUNCTION IF EXISTS migrate."migrate_row__alter_type_all_together__parts__migrate_c4dce21ab4"("public"."parts");
ALTER TABLE "public"."parts" DROP COLUMN "migrate_column__parts__code";
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('code') IN lower(p.prosrc)) > 0 AND (position(lower('parts') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."parts"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;

-- [contract-12] require constraint parts_code_check for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on parts, milliseconds: catalog only; NOT VALID: no row is read
--   why: old code, which may break it, is gone
--   runs: in one transaction with its record
ALTER TABLE "public"."parts" ADD CONSTRAINT "parts_code_check" CHECK (parts.CODE + size <= 50 /* of code */) NOT VALID;

-- [contract-13] prove constraint parts_code_check for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parts, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."parts" VALIDATE CONSTRAINT "parts_code_check";

-- [contract-14] require constraint parts_code_bin for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on parts, bins, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code, which may break it, is gone
--   runs: in one transaction with its record
LOCK TABLE "public"."parts", "public"."bins" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."parts" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."bins" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."bins" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."parts" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."parts" ADD CONSTRAINT "parts_code_bin" FOREIGN KEY ("code") REFERENCES "public"."bins" ("id") MATCH SIMPLE ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;

-- [contract-15] prove constraint parts_code_bin for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on parts, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."parts" VALIDATE CONSTRAINT "parts_code_bin";
