-- migration: alter_type_references_partitioned
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
-- note: orders.item is bigint from the end of backfill on, for both versions; until contract it takes no value that integer cannot hold
-- note: orders.item ends as the last column of orders; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")

-- ==== expand
-- [expand-1] add a second column of type bigint beside orders.item, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing integer to bigint in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_references_partitioned_4614a2b646" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_references_partitioned_4614a2b646"()
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP COLUMN IF EXISTS "migrate_column__orders__item"
ALTER TABLE "public"."orders" ADD COLUMN "migrate_column__orders__item" bigint;
EXPLAIN UPDATE "public"."orders" SET "migrate_column__orders__item" = "item"::bigint WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_references_partitioned_4614a2b646"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__orders__item" := NEW."item";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_references_partitioned_4614a2b646" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (NEW."migrate_column__orders__item"::integer IS DISTINCT FROM NEW."item"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_references_partitioned_4614a2b646"();

-- ==== backfill
-- [backfill-1] fill the second column of orders.item
--   strategy: in place
--   lock: ROW EXCLUSIVE on orders, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the trigger has nothing to do
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
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE "public"."orders" SET "migrate_column__orders__item" = "item"
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND "migrate_column__orders__item"::integer IS DISTINCT FROM "item"::integer;

-- [backfill-2] compare the second column of orders.item with the first
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
  AND "migrate_column__orders__item"::integer IS DISTINCT FROM "item"::integer
LIMIT 5;

-- [backfill-3] add for the second column what foreign key orders_item is for item
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on orders, items and its partitions, milliseconds: no row is read; writes wait that long, reads do not
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders"') IS NULL OR to_regclass('"public"."items"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."orders", "public"."items" IN SHARE UPDATE EXCLUSIVE MODE;
--       BEGIN
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."items" IN ACCESS EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         LOCK TABLE ONLY "public"."items" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."items", "public"."orders" IN ACCESS EXCLUSIVE MODE;
--       END;
--     END
--     $migrate$
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_item"
--   lock of undo: ACCESS EXCLUSIVE on orders, items and its partitions, milliseconds: catalog only; no row is read
LOCK TABLE "public"."orders", "public"."items" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."orders" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."items" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE ONLY "public"."items" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."items", "public"."orders" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__orders_item" FOREIGN KEY ("migrate_column__orders__item") REFERENCES items ("id") NOT VALID;

-- [backfill-4] prove what orders_item requires for the second column
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_new__orders__orders_item";

-- [backfill-5] gather statistics for the second column of orders.item
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."orders" ("migrate_column__orders__item");

-- [backfill-6] exchange orders.item and the second column: item is bigint from here on
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; names change; no row is read, no index is built
--   why: both versions use the new type by the same name; the old column follows it, so that rollback exchanges them again
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
--   undo: LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE
--   undo: LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--     SET LOCAL lock_timeout = '50ms'
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_references_partitioned_4614a2b646" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_references_partitioned_4614a2b646"()
--   undo: DO $migrate$
--     DECLARE
--       one record;
--     BEGIN
--       FOR one IN
--         WITH RECURSIVE v (place, first, second) AS (VALUES ('"public"."orders"', 'migrate_old__orders__orders_item', 'orders_item')),
--         part (key, top, oid, conrelid, confrelid, conname, below) AS (
--           SELECT v.*::text, k.conname = v.first, k.oid, k.conrelid, k.confrelid, k.conname, false
--           FROM v JOIN pg_catalog.pg_constraint AS k ON k.conrelid = v.place::regclass AND k.contype = 'f' AND k.conname IN (v.first, v.second)
--           UNION ALL
--           SELECT part.key, part.top, k.oid, k.conrelid, k.confrelid, k.conname, true
--           FROM part JOIN pg_catalog.pg_constraint AS k ON k.conparentid = part.oid)
--         SELECT s.conrelid::regclass AS place, s.conname AS first, t.conname AS second
--         FROM part AS s JOIN part AS t ON t.key = s.key AND t.conrelid = s.conrelid AND t.confrelid = s.confrelid
--         WHERE s.top AND NOT t.top AND s.below AND t.below
--       LOOP
--         EXECUTE format('ALTER TABLE %1$s RENAME CONSTRAINT %2$I TO %3$I', one.place, one.first, 'migrate_between__orders__item');
--         EXECUTE format('ALTER TABLE %1$s RENAME CONSTRAINT %2$I TO %3$I', one.place, one.second, one.first);
--         EXECUTE format('ALTER TABLE %1$s RENAME CONSTRAINT %2$I TO %3$I', one.place, 'migrate_between__orders__item', one.second);
--       END LOOP;
--     END
--     $migrate$
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "item" TO "migrate_between__orders__item"
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__item" TO "item"
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__item" TO "migrate_column__orders__item"
--   undo: ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_item" TO "migrate_new__orders__orders_item"
--   undo: ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_old__orders__orders_item" TO "orders_item"
--   undo: DO $migrate$
--     DECLARE
--       left_behind text;
--     BEGIN
--       SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
--       FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
--       JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
--       WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'migrate_column__orders__item';
--       IF left_behind IS NOT NULL THEN
--         RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
--       END IF;
--     END
--     $migrate$
--   undo: CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_references_partitioned_4614a2b646"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
--     BEGIN
--       NEW."migrate_column__orders__item" := NEW."item";
--       RETURN NEW;
--     END
--     $migrate$
--   undo: CREATE TRIGGER "zz_migrate_follow__alter_type_references_partitioned_4614a2b646" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
--       WHEN (NEW."migrate_column__orders__item"::integer IS DISTINCT FROM NEW."item"::integer)
--       EXECUTE FUNCTION migrate."migrate_follow__alter_type_references_partitioned_4614a2b646"()
--   undo: DO $migrate$
--     DECLARE
--       routine text;
--     BEGIN
--       FOR routine IN
--         SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
--         FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
--         WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
--           AND (position(lower('item') IN lower(p.prosrc)) > 0 AND (position(lower('orders') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."orders"'::regclass)))
--       LOOP
--         EXECUTE 'ALTER ROUTINE ' || routine;
--       END LOOP;
--     END
--     $migrate$
LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'item'
  AND o.identity NOT IN ('orders_item on public.orders')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on orders.item since it was planned what to carry over (drop it, and make it again when backfill has ended, or roll this migration back): ' || migrate_built;
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."orders"') AND a.attname = 'item') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column orders.item since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
SET LOCAL lock_timeout = '50ms';
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_references_partitioned_4614a2b646" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_references_partitioned_4614a2b646"();
DO $migrate$
DECLARE
  one record;
BEGIN
  FOR one IN
    WITH RECURSIVE v (place, first, second) AS (VALUES ('"public"."orders"', 'orders_item', 'migrate_new__orders__orders_item')),
    part (key, top, oid, conrelid, confrelid, conname, below) AS (
      SELECT v.*::text, k.conname = v.first, k.oid, k.conrelid, k.confrelid, k.conname, false
      FROM v JOIN pg_catalog.pg_constraint AS k ON k.conrelid = v.place::regclass AND k.contype = 'f' AND k.conname IN (v.first, v.second)
      UNION ALL
      SELECT part.key, part.top, k.oid, k.conrelid, k.confrelid, k.conname, true
      FROM part JOIN pg_catalog.pg_constraint AS k ON k.conparentid = part.oid)
    SELECT s.conrelid::regclass AS place, s.conname AS first, t.conname AS second
    FROM part AS s JOIN part AS t ON t.key = s.key AND t.conrelid = s.conrelid AND t.confrelid = s.confrelid
    WHERE s.top AND NOT t.top AND s.below AND t.below
  LOOP
    EXECUTE format('ALTER TABLE %1$s RENAME CONSTRAINT %2$I TO %3$I', one.place, one.first, 'migrate_between__orders__item');
    EXECUTE format('ALTER TABLE %1$s RENAME CONSTRAINT %2$I TO %3$I', one.place, one.second, one.first);
    EXECUTE format('ALTER TABLE %1$s RENAME CONSTRAINT %2$I TO %3$I', one.place, 'migrate_between__orders__item', one.second);
  END LOOP;
END
$migrate$;
ALTER TABLE "public"."orders" RENAME COLUMN "item" TO "migrate_between__orders__item";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__item" TO "item";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__item" TO "migrate_column__orders__item";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_item" TO "migrate_old__orders__orders_item";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_new__orders__orders_item" TO "orders_item";
DO $migrate$
DECLARE
  left_behind text;
BEGIN
  SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
  FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'migrate_column__orders__item';
  IF left_behind IS NOT NULL THEN
    RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
  END IF;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_references_partitioned_4614a2b646"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__orders__item" := NEW."item";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_references_partitioned_4614a2b646" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (NEW."migrate_column__orders__item"::integer IS DISTINCT FROM NEW."item"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_references_partitioned_4614a2b646"();
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('item') IN lower(p.prosrc)) > 0 AND (position(lower('orders') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."orders"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;

-- ==== contract
-- [contract-1] look for what else is built on orders.migrate_column__orders__item
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'migrate_column__orders__item'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-2] drop the old column of orders.item
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders, items and its partitions, milliseconds: catalog only; the rows keep their space
--   why: no live code needs the old type; its indexes and constraints go with it
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."orders", "public"."items" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."items" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE ONLY "public"."items" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."items", "public"."orders" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_references_partitioned_4614a2b646" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_references_partitioned_4614a2b646"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'migrate_column__orders__item'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on orders.migrate_column__orders__item since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."orders" DROP COLUMN "migrate_column__orders__item";
