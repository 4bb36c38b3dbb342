-- migration: alter_enum_views
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
-- note: views that are made again in the transaction that gives the column its new type: sent_count, sent_orders; leave them as they are until contract has ended; a prepared statement over one may fail once ("cached plan must not change result type")
-- note: orders.status: until contract 'shipped' is taken too and stored as 'sent', so that old code reads only what it knows; new code must read both (…::text IN ('sent', 'shipped')); from contract on rows hold 'shipped', and 'sent' is an error
-- note: rollback leaves the new names in type order_status, which no row holds: PostgreSQL takes no value out of a type
-- note: from contract on type order_status is another one of the same name: a session that has prepared statements with parameters of the type must prepare them again, a driver that remembers its OID must look it up again; PL/pgSQL functions that mention it are altered to what they are, so that open sessions read them anew (not those of other roles); their text is not changed
-- note: orders.status ends as the last column of orders

-- ==== expand
-- [expand-1] try whether the views over orders.status can be made again, and take everything back
--   lock: ACCESS EXCLUSIVE on orders, sent_count, sent_orders, milliseconds: catalog only; names change, and change back; no row is read
--   why: a view that has no meaning for the new type is found before anything is changed
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
SAVEPOINT migrate_rehearsal;
LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE "public"."sent_count", "public"."sent_orders" IN ACCESS SHARE MODE;
DO $migrate$
DECLARE
  path text := current_setting('search_path');
  changed text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  SELECT string_agg(v.name, ', ') INTO changed
  FROM (VALUES
    ('"public"."sent_count"', '(digest)', '(digest)'),
    ('"public"."sent_orders"', '(digest)', '(digest)')) AS v (name, words, settings)
  LEFT JOIN pg_class AS c ON c.oid = to_regclass(v.name)
  WHERE c.oid IS NULL OR v.words <> left(encode(sha256(textsend(concat_ws(chr(31), pg_get_viewdef(c.oid),
      (SELECT string_agg(pg_get_ruledef(r.oid), chr(31) ORDER BY r.rulename)
        FROM pg_rewrite AS r WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN'),
      (SELECT string_agg(pg_get_expr(e.adbin, e.adrelid), chr(31) ORDER BY e.adnum)
        FROM pg_attrdef AS e WHERE e.adrelid = c.oid)))), 'hex'), 16)
    OR v.settings <> left(encode(sha256(textsend(concat_ws(chr(31), c.relowner::regrole, c.reloptions, obj_description(c.oid, 'pg_class'),
      (SELECT string_agg(g::text, ' ' ORDER BY g::text)
        FROM unnest(c.relacl) AS g WHERE NOT g = ANY (acldefault('r', c.relowner))),
      (SELECT string_agg(concat_ws(' ', a.attname, a.attacl, a.atthasdef, col_description(c.oid, a.attnum)),
        chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0),
      (SELECT string_agg(concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled,
        obj_description(t.oid, 'pg_trigger')), chr(31) ORDER BY t.tgname)
        FROM pg_trigger AS t WHERE t.tgrelid = c.oid),
      (SELECT string_agg(concat_ws(' ', r.rulename, r.ev_enabled, obj_description(r.oid, 'pg_rewrite')),
        chr(31) ORDER BY r.rulename) FROM pg_rewrite AS r WHERE r.ev_class = c.oid)))), 'hex'), 16);
  IF changed IS NOT NULL THEN
    RAISE EXCEPTION 'changed since it was planned how to make them again: % (make each what it was, or roll this migration back)', changed;
  END IF;
  PERFORM set_config('search_path', path, true);
END
$migrate$;
DO $migrate$
BEGIN
  DROP VIEW "public"."sent_count";
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  DROP VIEW "public"."sent_orders";
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  BEGIN
    LOCK TABLE "public"."orders" IN EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    DROP VIEW "public"."sent_count";
    DROP VIEW "public"."sent_orders";
    LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    BEGIN
      LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
      DROP VIEW "public"."sent_count";
      DROP VIEW "public"."sent_orders";
    EXCEPTION WHEN lock_not_available THEN
      DROP VIEW "public"."sent_count";
      PERFORM set_config('lock_timeout', least(setting::integer, 200)::text, true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout';
      DROP VIEW "public"."sent_orders";
      LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    END;
  END;
END
$migrate$;
CREATE TYPE "public"."migrate_enum__order_status" AS ENUM ('new', 'shipped', 'lost');
ALTER TABLE "public"."orders" ADD COLUMN "migrate_column__orders__status" "public"."migrate_enum__order_status";
ALTER TABLE "public"."orders" RENAME COLUMN "status" TO "migrate_between__orders__status";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__status" TO "status";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__status" TO "migrate_column__orders__status";
ALTER TYPE "public"."order_status" RENAME TO "migrate_old__order_status";
ALTER TYPE "public"."migrate_enum__order_status" RENAME TO "order_status";
DO $migrate$
BEGIN
CREATE VIEW "public"."sent_orders" AS
 SELECT o.id,
    o.status,
    ARRAY[o.status, 'new'::"public"."order_status"] AS past
   FROM (public.orders o
     CROSS JOIN ( SELECT 1 AS one) x)
  WHERE (o.status = ANY (ARRAY['shipped'::"public"."order_status", 'lost'::"public"."order_status"]));
EXCEPTION WHEN OTHERS THEN
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = 'view sent_orders cannot be made again over the new column: ' || SQLERRM;
END
$migrate$;
GRANT SELECT ON "public"."sent_orders" TO pg_monitor;
COMMENT ON COLUMN "public"."sent_orders".status IS 'on its way';
DO $migrate$
BEGIN
CREATE VIEW "public"."sent_count" AS
 SELECT s.status,
    count(*) AS times
   FROM (public.sent_orders s
     CROSS JOIN ( SELECT 1 AS one) x)
  GROUP BY s.status;
EXCEPTION WHEN OTHERS THEN
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = 'view sent_count cannot be made again over the new column: ' || SQLERRM;
END
$migrate$;
DO $migrate$
DECLARE
  left_behind text;
BEGIN
  SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
  FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'migrate_column__orders__status';
  IF left_behind IS NOT NULL THEN
    RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
  END IF;
END
$migrate$;
ROLLBACK TO SAVEPOINT migrate_rehearsal;
RELEASE SAVEPOINT migrate_rehearsal;

-- [expand-2] let type order_status take 'shipped' too
--   strategy: instant
--   lock: none on type order_status; no table is locked
--   why: new code writes the new name before contract; PostgreSQL adds a row to a catalog
--   runs: in one transaction with its record
ALTER TYPE "public"."order_status" ADD VALUE IF NOT EXISTS 'shipped' AFTER 'sent';

-- [expand-3] create the type that order_status will be
--   strategy: instant
--   lock: none on type migrate_enum__order_status; no table is locked
--   why: PostgreSQL takes no value out of a type
--   runs: in one transaction with its record
--   undo: DROP TYPE IF EXISTS "public"."migrate_enum__order_status"
CREATE TYPE "public"."migrate_enum__order_status" AS ENUM ('new', 'shipped', 'lost');

-- [expand-4] add a second column of type "public"."migrate_enum__order_status" beside orders.status, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing order_status to "public"."migrate_enum__order_status" in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__alter_enum_views__orders__status" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__alter_enum_views__orders__status"()
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_enum_views__orders__status" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_enum_views__orders__status"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__alter_enum_views__orders__migrate_colum_88af206b90"("public"."orders")
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP COLUMN IF EXISTS "migrate_column__orders__status"
ALTER TABLE "public"."orders" ADD COLUMN "migrate_column__orders__status" "public"."migrate_enum__order_status";
CREATE OR REPLACE FUNCTION migrate."migrate_row__alter_enum_views__orders__migrate_colum_88af206b90"("public"."orders") RETURNS "public"."migrate_enum__order_status" LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value "public"."migrate_enum__order_status";
BEGIN
  SELECT ((CASE "status"::text WHEN 'sent' THEN 'shipped' ELSE "status"::text END)::"public"."migrate_enum__order_status") INTO migrate_value FROM (SELECT ($1).*) AS "orders";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %: %', ($1)."id", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."orders" SET "migrate_column__orders__status" = ((CASE "status"::text WHEN 'sent' THEN 'shipped' ELSE "status"::text END)::"public"."migrate_enum__order_status") WHERE false;
EXPLAIN SELECT ((CASE "status"::text WHEN 'sent' THEN 'shipped' ELSE "status"::text END)::"public"."migrate_enum__order_status") AS value FROM (SELECT * FROM "public"."orders") AS "orders";
CREATE OR REPLACE FUNCTION migrate."migrate_up__alter_enum_views__orders__status"() RETURNS trigger LANGUAGE plpgsql
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
    SELECT ((CASE "status"::text WHEN 'sent' THEN 'shipped' ELSE "status"::text END)::"public"."migrate_enum__order_status") INTO NEW."migrate_column__orders__status" FROM (SELECT NEW.*) AS "orders";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__orders__status" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__alter_enum_views__orders__status" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__alter_enum_views__orders__status' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__alter_enum_views__orders__status"();
CREATE OR REPLACE FUNCTION migrate."migrate_value_kept__alter_enum_views__orders__status"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public
  SET standard_conforming_strings = on
  SET TimeZone = 'UTC'
  SET DateStyle = 'ISO, MDY'
  SET IntervalStyle = 'postgres'
  SET bytea_output = 'hex'
  SET extra_float_digits = 1 AS $migrate$
#variable_conflict use_column
BEGIN
  SELECT ((CASE "status"::text WHEN 'shipped' THEN 'sent' ELSE "status"::text END)::"public"."order_status") INTO NEW."status" FROM (SELECT NEW.*) AS "orders";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_value_kept__alter_enum_views__orders__status" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (NEW."status"::text IN ('shipped'))
  EXECUTE FUNCTION migrate."migrate_value_kept__alter_enum_views__orders__status"();

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
SET LOCAL migrate.backfill = 'zz_migrate_up__alter_enum_views__orders__status';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."orders" SET "migrate_column__orders__status" = migrate."migrate_row__alter_enum_views__orders__migrate_colum_88af206b90"("orders".*)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND ROW("migrate_column__orders__status")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_views__orders__migrate_colum_88af206b90"("orders".*))::record;

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
  AND ROW("migrate_column__orders__status")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_views__orders__migrate_colum_88af206b90"("orders".*))::record
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
  AND ROW("migrate_column__orders__status")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_enum_views__orders__migrate_colum_88af206b90"("orders".*))::record
LIMIT 5;

-- [contract-2] require the second column of orders.status for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__not_null status"
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__not_null status" CHECK ("migrate_column__orders__status" IS NOT NULL) NOT VALID;

-- [contract-3] prove that the second column of orders.status holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_new__orders__not_null status";

-- [contract-4] make the second column of orders.status NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__status" SET NOT NULL;
ALTER TABLE "public"."orders" DROP CONSTRAINT "migrate_new__orders__not_null status";

-- [contract-5] look for what else is built on orders.status
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'status'
  AND o.identity NOT IN ('"_RETURN" on public.sent_orders')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-6] put the new type in the place of order_status
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders, sent_count, sent_orders, milliseconds: catalog only; names change; no row is read, no index is built
--   why: columns and type in one transaction: a cast to the type by its name means the columns' type at any moment
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE "public"."sent_count", "public"."sent_orders" IN ACCESS SHARE MODE;
DO $migrate$
DECLARE
  path text := current_setting('search_path');
  changed text;
BEGIN
  PERFORM set_config('search_path', 'pg_catalog', true);
  SELECT string_agg(v.name, ', ') INTO changed
  FROM (VALUES
    ('"public"."sent_count"', '(digest)', '(digest)'),
    ('"public"."sent_orders"', '(digest)', '(digest)')) AS v (name, words, settings)
  LEFT JOIN pg_class AS c ON c.oid = to_regclass(v.name)
  WHERE c.oid IS NULL OR v.words <> left(encode(sha256(textsend(concat_ws(chr(31), pg_get_viewdef(c.oid),
      (SELECT string_agg(pg_get_ruledef(r.oid), chr(31) ORDER BY r.rulename)
        FROM pg_rewrite AS r WHERE r.ev_class = c.oid AND r.rulename <> '_RETURN'),
      (SELECT string_agg(pg_get_expr(e.adbin, e.adrelid), chr(31) ORDER BY e.adnum)
        FROM pg_attrdef AS e WHERE e.adrelid = c.oid)))), 'hex'), 16)
    OR v.settings <> left(encode(sha256(textsend(concat_ws(chr(31), c.relowner::regrole, c.reloptions, obj_description(c.oid, 'pg_class'),
      (SELECT string_agg(g::text, ' ' ORDER BY g::text)
        FROM unnest(c.relacl) AS g WHERE NOT g = ANY (acldefault('r', c.relowner))),
      (SELECT string_agg(concat_ws(' ', a.attname, a.attacl, a.atthasdef, col_description(c.oid, a.attnum)),
        chr(31) ORDER BY a.attnum) FROM pg_attribute AS a WHERE a.attrelid = c.oid AND a.attnum > 0),
      (SELECT string_agg(concat_ws(' ', pg_get_triggerdef(t.oid), t.tgenabled,
        obj_description(t.oid, 'pg_trigger')), chr(31) ORDER BY t.tgname)
        FROM pg_trigger AS t WHERE t.tgrelid = c.oid),
      (SELECT string_agg(concat_ws(' ', r.rulename, r.ev_enabled, obj_description(r.oid, 'pg_rewrite')),
        chr(31) ORDER BY r.rulename) FROM pg_rewrite AS r WHERE r.ev_class = c.oid)))), 'hex'), 16);
  IF changed IS NOT NULL THEN
    RAISE EXCEPTION 'changed since it was planned how to make them again: % (make each what it was, or roll this migration back)', changed;
  END IF;
  PERFORM set_config('search_path', path, true);
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."orders"') AND a.attname = 'status') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column orders.status since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
DO $migrate$
BEGIN
  DROP VIEW "public"."sent_count";
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  DROP VIEW "public"."sent_orders";
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  BEGIN
    LOCK TABLE "public"."orders" IN EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    DROP VIEW "public"."sent_count";
    DROP VIEW "public"."sent_orders";
    LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    BEGIN
      LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
      DROP VIEW "public"."sent_count";
      DROP VIEW "public"."sent_orders";
    EXCEPTION WHEN lock_not_available THEN
      DROP VIEW "public"."sent_count";
      PERFORM set_config('lock_timeout', least(setting::integer, 200)::text, true) FROM pg_catalog.pg_settings WHERE name = 'lock_timeout';
      DROP VIEW "public"."sent_orders";
      LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
      IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    END;
  END;
END
$migrate$;
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
  AND o.identity NOT IN ('"_RETURN" on public.sent_orders')
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
DROP TRIGGER IF EXISTS "zz_migrate_up__alter_enum_views__orders__status" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_up__alter_enum_views__orders__status"();
DROP TRIGGER IF EXISTS "zz_migrate_value_kept__alter_enum_views__orders__status" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_value_kept__alter_enum_views__orders__status"();
ALTER TABLE "public"."orders" RENAME COLUMN "status" TO "migrate_between__orders__status";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__status" TO "status";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__status" TO "migrate_column__orders__status";
ALTER TABLE "public"."orders" ALTER COLUMN "status" SET DEFAULT 'new'::"public"."migrate_enum__order_status";
ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__status" DROP DEFAULT;
DROP FUNCTION IF EXISTS migrate."migrate_row__alter_enum_views__orders__migrate_colum_88af206b90"("public"."orders");
ALTER TABLE "public"."orders" DROP COLUMN "migrate_column__orders__status";
DROP TYPE "public"."order_status";
ALTER TYPE "public"."migrate_enum__order_status" RENAME TO "order_status";
CREATE VIEW "public"."sent_orders" AS
 SELECT o.id,
    o.status,
    ARRAY[o.status, 'new'::"public"."order_status"] AS past
   FROM (public.orders o
     CROSS JOIN ( SELECT 1 AS one) x)
  WHERE (o.status = ANY (ARRAY['shipped'::"public"."order_status", 'lost'::"public"."order_status"]));
GRANT SELECT ON "public"."sent_orders" TO pg_monitor;
COMMENT ON COLUMN "public"."sent_orders".status IS 'on its way';
CREATE VIEW "public"."sent_count" AS
 SELECT s.status,
    count(*) AS times
   FROM (public.sent_orders s
     CROSS JOIN ( SELECT 1 AS one) x)
  GROUP BY s.status;
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
