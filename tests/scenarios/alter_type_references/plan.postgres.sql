-- migration: alter_type_references
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
-- note: constraint lines_item holds from contract on, over order_lines.item as it is then: until then rows that break it may be written; contract refuses while there are such rows
-- note: order_lines.item stays text until contract: code written for text cannot use a column of type integer unchanged; new code must work with both types until then
-- note: order_lines.item ends as the last column of order_lines; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")

-- ==== expand
-- [expand-1] add a second column of type integer beside order_lines.item, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on order_lines, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing text to integer in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__alter_type_references__order_lines__item" ON "public"."order_lines"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__alter_type_references__order_lines__item"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__alter_type_references__order_lines__mig_87d0be2bb2"("public"."order_lines")
--   undo: ALTER TABLE IF EXISTS "public"."order_lines" DROP COLUMN IF EXISTS "migrate_column__order_lines__item"
ALTER TABLE "public"."order_lines" ADD COLUMN "migrate_column__order_lines__item" integer;
CREATE OR REPLACE FUNCTION migrate."migrate_row__alter_type_references__order_lines__mig_87d0be2bb2"("public"."order_lines") RETURNS integer LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value integer;
BEGIN
  SELECT (CAST("item" AS integer)) INTO migrate_value FROM (SELECT ($1).*) AS "order_lines";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."order_lines" SET "migrate_column__order_lines__item" = "item"::integer WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_up__alter_type_references__order_lines__item"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
BEGIN
  BEGIN
    SELECT (CAST("item" AS integer)) INTO NEW."migrate_column__order_lines__item" FROM (SELECT NEW.*) AS "order_lines";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__order_lines__item" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__alter_type_references__order_lines__item" BEFORE INSERT OR UPDATE ON "public"."order_lines" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__alter_type_references__order_lines__item' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__alter_type_references__order_lines__item"();

-- ==== backfill
-- [backfill-1] fill the second column of order_lines.item
--   strategy: in place
--   lock: ROW EXCLUSIVE on order_lines, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row that the expression cannot map is named by its key
--   batches: table order_lines by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."order_lines" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."order_lines" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."order_lines" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_up__alter_type_references__order_lines__item';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."order_lines" SET "migrate_column__order_lines__item" = migrate."migrate_row__alter_type_references__order_lines__mig_87d0be2bb2"("order_lines".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__order_lines__item")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_references__order_lines__mig_87d0be2bb2"("order_lines".*))::record;

-- [backfill-2] compare the second column of order_lines.item with the first
--   lock: ACCESS SHARE on order_lines, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table order_lines by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."order_lines" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."order_lines" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."order_lines" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."order_lines"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__order_lines__item")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_references__order_lines__mig_87d0be2bb2"("order_lines".*))::record
LIMIT 5;

-- [backfill-3] look for rows of order_lines that constraint lines_item would refuse
--   lock: ACCESS SHARE on order_lines, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table order_lines by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."order_lines" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."order_lines" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."order_lines" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."order_lines"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND (SELECT ("order_lines"."item" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."items" AS migrate_parent WHERE migrate_parent."id" = "order_lines"."item")) FROM (SELECT "order_lines"."id" AS "id", CAST("order_lines"."migrate_column__order_lines__item" AS integer) AS "item") AS "order_lines")
LIMIT 5;

-- [backfill-4] gather statistics for the second column of order_lines.item
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on order_lines, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."order_lines" ("migrate_column__order_lines__item");

-- ==== contract
-- [contract-1] compare the second column of order_lines.item with the first again
--   lock: ACCESS SHARE on order_lines, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table order_lines by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."order_lines" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."order_lines" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."order_lines" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."order_lines"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__order_lines__item")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_references__order_lines__mig_87d0be2bb2"("order_lines".*))::record
LIMIT 5;

-- [contract-2] look for rows of order_lines that constraint lines_item would refuse, again
--   lock: ACCESS SHARE on order_lines, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table order_lines by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."order_lines" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."order_lines" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."order_lines" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."order_lines"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND (SELECT ("order_lines"."item" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."items" AS migrate_parent WHERE migrate_parent."id" = "order_lines"."item")) FROM (SELECT "order_lines"."id" AS "id", CAST("order_lines"."migrate_column__order_lines__item" AS integer) AS "item") AS "order_lines")
LIMIT 5;

-- [contract-3] look for what else is built on order_lines.item
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."order_lines"'::regclass AND a.attname = 'item'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-4] put the second column in the place of order_lines.item
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on order_lines, milliseconds: catalog only; names change; no row is read, no index is built
--   why: old code is gone; everything was built on the second column before
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."order_lines" IN SHARE UPDATE EXCLUSIVE MODE;
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."order_lines"') AND a.attname = 'item') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column order_lines.item since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
LOCK TABLE "public"."order_lines" IN ACCESS EXCLUSIVE MODE;
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."order_lines"'::regclass AND a.attname = 'item'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on order_lines.item since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_up__alter_type_references__order_lines__item" ON "public"."order_lines";
DROP FUNCTION IF EXISTS migrate."migrate_up__alter_type_references__order_lines__item"();
ALTER TABLE "public"."order_lines" RENAME COLUMN "item" TO "migrate_between__order_lines__item";
ALTER TABLE "public"."order_lines" RENAME COLUMN "migrate_column__order_lines__item" TO "item";
ALTER TABLE "public"."order_lines" RENAME COLUMN "migrate_between__order_lines__item" TO "migrate_column__order_lines__item";
DROP FUNCTION IF EXISTS migrate."migrate_row__alter_type_references__order_lines__mig_87d0be2bb2"("public"."order_lines");
ALTER TABLE "public"."order_lines" DROP COLUMN "migrate_column__order_lines__item";
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('item') IN lower(p.prosrc)) > 0 AND (position(lower('order_lines') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."order_lines"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;

-- [contract-5] require constraint lines_item for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on order_lines, items, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code, which may break it, is gone
--   runs: in one transaction with its record
LOCK TABLE "public"."order_lines", "public"."items" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."order_lines" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."items" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."items" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."order_lines" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."order_lines" ADD CONSTRAINT "lines_item" FOREIGN KEY ("item") REFERENCES "public"."items" ("id") MATCH SIMPLE ON DELETE SET NULL ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED NOT VALID;

-- [contract-6] prove constraint lines_item for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on order_lines, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."order_lines" VALIDATE CONSTRAINT "lines_item";
