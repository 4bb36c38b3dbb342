-- migration: carried_along_enum
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
-- note: orders.status: until contract rows may hold 'paused', which old code writes; from contract on they hold 'new', and 'paused' is an error
-- note: from contract on type order_status is another one of the same name: a session that has prepared statements with parameters of the type must prepare them again, a driver that remembers its OID must look it up again; PL/pgSQL functions that mention it are altered to what they are, so that open sessions read them anew (not those of other roles); their text is not changed
-- note: orders.status ends as the last column of orders

-- ==== expand
-- [expand-1] create the type that order_status will be
--   strategy: instant
--   lock: none on type migrate_enum__order_status; no table is locked
--   why: PostgreSQL takes no value out of a type
--   runs: in one transaction with its record
--   undo: DROP TYPE IF EXISTS "public"."migrate_enum__order_status"
CREATE TYPE "public"."migrate_enum__order_status" AS ENUM ('new', 'sent');
COMMENT ON TYPE "public"."migrate_enum__order_status" IS 'how far an order is';

-- [expand-2] try policy orders_read on an empty copy of orders
--   lock: ACCESS SHARE on orders, milliseconds: catalog only; reads and writes go on
--   why: an expression that the server refuses must not be found in contract
--   runs: in one transaction with its record
CREATE TEMPORARY TABLE "orders" (LIKE "public"."orders") ON COMMIT DROP;
ALTER TABLE pg_temp."orders" ALTER COLUMN "status" TYPE "public"."migrate_enum__order_status" USING NULL;
CREATE POLICY orders_read ON pg_temp.orders USING ((status IS NOT NULL));

-- [expand-3] add a second column of type "public"."migrate_enum__order_status" beside orders.status, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing order_status to "public"."migrate_enum__order_status" in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__carried_along_enum__orders__status" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__carried_along_enum__orders__status"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__carried_along_enum__orders__migrate_col_85f90d5d7f"("public"."orders")
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP COLUMN IF EXISTS "migrate_column__orders__status"
ALTER TABLE "public"."orders" ADD COLUMN "migrate_column__orders__status" "public"."migrate_enum__order_status";
GRANT SELECT ("migrate_column__orders__status") ON "public"."orders" TO pg_read_all_stats WITH GRANT OPTION;
GRANT UPDATE ("migrate_column__orders__status") ON "public"."orders" TO pg_read_all_stats WITH GRANT OPTION;
ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__status" SET STATISTICS 77;
COMMENT ON COLUMN "public"."orders"."migrate_column__orders__status" IS 'how far it is';
CREATE OR REPLACE FUNCTION migrate."migrate_row__carried_along_enum__orders__migrate_col_85f90d5d7f"("public"."orders") RETURNS "public"."migrate_enum__order_status" LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value "public"."migrate_enum__order_status";
BEGIN
  SELECT ((CASE "status"::text WHEN 'paused' THEN 'new' ELSE "status"::text END)::"public"."migrate_enum__order_status") INTO migrate_value FROM (SELECT ($1).*) AS "orders";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."orders" SET "migrate_column__orders__status" = ((CASE "status"::text WHEN 'paused' THEN 'new' ELSE "status"::text END)::"public"."migrate_enum__order_status") WHERE false;
EXPLAIN SELECT ((CASE "status"::text WHEN 'paused' THEN 'new' ELSE "status"::text END)::"public"."migrate_enum__order_status") AS value FROM (SELECT * FROM "public"."orders") AS "orders";
CREATE OR REPLACE FUNCTION migrate."migrate_up__carried_along_enum__orders__status"() RETURNS trigger LANGUAGE plpgsql
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
    SELECT ((CASE "status"::text WHEN 'paused' THEN 'new' ELSE "status"::text END)::"public"."migrate_enum__order_status") INTO NEW."migrate_column__orders__status" FROM (SELECT NEW.*) AS "orders";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__orders__status" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__carried_along_enum__orders__status" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__carried_along_enum__orders__status' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__carried_along_enum__orders__status"();

-- ==== backfill
-- [backfill-1] fill the second column of orders.status
--   strategy: in place
--   lock: ROW EXCLUSIVE on orders, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row that the expression cannot map is named by its key
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."orders" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_up__carried_along_enum__orders__status';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."orders" SET "migrate_column__orders__status" = migrate."migrate_row__carried_along_enum__orders__migrate_col_85f90d5d7f"("orders".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__orders__status")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__carried_along_enum__orders__migrate_col_85f90d5d7f"("orders".*))::record;

-- [backfill-2] compare the second column of orders.status with the first
--   lock: ACCESS SHARE on orders, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."orders" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."orders"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__orders__status")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__carried_along_enum__orders__migrate_col_85f90d5d7f"("orders".*))::record
LIMIT 5;

-- [backfill-3] gather statistics for the second column of orders.status
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."orders" ("migrate_column__orders__status");

-- ==== contract
-- [contract-1] compare the second column of orders.status with the first again
--   lock: ACCESS SHARE on orders, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "public"."orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT "id" FROM "public"."orders" WHERE "id" >= $1::integer AND "id" <= $2::integer ORDER BY "id" LIMIT 2 OFFSET $3::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = to.id
SELECT "id" FROM "public"."orders"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__orders__status")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__carried_along_enum__orders__migrate_col_85f90d5d7f"("orders".*))::record
LIMIT 5;

-- [contract-2] require the second column of orders.status for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__not_null status"
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__not_null status" NOT NULL "migrate_column__orders__status" NOT VALID;

-- [contract-3] prove that the second column of orders.status holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_new__orders__not_null status";

-- [contract-4] look for what else is built on orders.status
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'status'
  AND o.identity NOT IN ('orders_read on public.orders')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-5] put the new type in the place of order_status
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; names change; no row is read, no index is built
--   why: columns and type in one transaction: a cast to the type by its name means the columns' type at any moment
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
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
    ('policies or triggers', concat_ws(chr(30), (SELECT string_agg(w.words, chr(31) ORDER BY w.words) FROM (SELECT DISTINCT CASE d.classid WHEN 'pg_policy'::regclass THEN (SELECT concat_ws(chr(30), p.polname, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) FROM pg_policy AS p WHERE p.oid = d.objid) WHEN 'pg_trigger'::regclass THEN (SELECT concat_ws(chr(30), pg_get_triggerdef(g.oid), g.tgenabled) FROM pg_trigger AS g WHERE g.oid = d.objid AND g.tgname !~ '^(zz_)?migrate_') END AS words FROM pg_depend AS d WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND NOT EXISTS (SELECT 1 FROM pg_depend AS o WHERE o.classid = d.classid AND o.objid = d.objid AND o.refclassid = d.refclassid AND o.refobjid = a.attrelid AND o.refobjsubid NOT IN (0, a.attnum))) AS w)))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."orders"') AND a.attname = 'status') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column orders.status since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'status'
  AND o.identity NOT IN ('orders_read on public.orders')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on orders.status since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_up__carried_along_enum__orders__status" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_up__carried_along_enum__orders__status"();
ALTER TABLE "public"."orders" RENAME COLUMN "status" TO "migrate_between__orders__status";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__status" TO "status";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__status" TO "migrate_column__orders__status";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_status_not_null" TO "migrate_old__orders__not_null status";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_new__orders__not_null status" TO "orders_status_not_null";
ALTER TABLE "public"."orders" ALTER COLUMN "status" SET DEFAULT 'new'::"public"."migrate_enum__order_status";
ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__status" DROP DEFAULT;
ALTER POLICY orders_read ON public.orders USING ((status IS NOT NULL));
DROP FUNCTION IF EXISTS migrate."migrate_row__carried_along_enum__orders__migrate_col_85f90d5d7f"("public"."orders");
ALTER TABLE "public"."orders" DROP COLUMN "migrate_column__orders__status";
DROP TYPE "public"."order_status";
ALTER TYPE "public"."migrate_enum__order_status" RENAME TO "order_status";
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('order_status') IN lower(p.prosrc)) > 0
      OR position(lower('status') IN lower(p.prosrc)) > 0 AND (position(lower('orders') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."orders"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;
