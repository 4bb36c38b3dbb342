-- migration: alter_type_built_on
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
-- note: backfill fires triggers of table orders for each row that it fills: orders_touch; what they write (a time of change, a history) is written then

-- ==== expand
-- [expand-1] try policy orders_some on an empty copy of orders
--   lock: ACCESS SHARE on orders, milliseconds: catalog only; reads and writes go on
--   why: an expression that the server refuses must not be found in contract
--   runs: in one transaction with its record
CREATE TEMPORARY TABLE "orders" (LIKE "public"."orders") ON COMMIT DROP;
ALTER TABLE pg_temp."orders" ALTER COLUMN "item" TYPE bigint USING NULL;
CREATE POLICY orders_some ON pg_temp.orders USING ((item < 900)) WITH CHECK ((item < 800));

-- [expand-2] try trigger orders_touch on an empty copy of orders
--   lock: ACCESS SHARE on orders, milliseconds: catalog only; reads and writes go on
--   why: an expression that the server refuses must not be found in contract
--   runs: in one transaction with its record
CREATE TEMPORARY TABLE "orders" (LIKE "public"."orders") ON COMMIT DROP;
ALTER TABLE pg_temp."orders" ALTER COLUMN "item" TYPE bigint USING NULL;
CREATE TRIGGER orders_touch BEFORE UPDATE OF item ON pg_temp.orders FOR EACH ROW WHEN ((old.item <> new.item)) EXECUTE FUNCTION touch();

-- [expand-3] add a second column of type bigint beside orders.item, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing integer to bigint in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_built_on__orders__item" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_built_on__orders__item"()
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP COLUMN IF EXISTS "migrate_column__orders__item"
ALTER TABLE "public"."orders" ADD COLUMN "migrate_column__orders__item" bigint;
GRANT SELECT ("migrate_column__orders__item") ON "public"."orders" TO PUBLIC;
ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__item" SET STATISTICS 500;
EXPLAIN UPDATE "public"."orders" SET "migrate_column__orders__item" = "item"::bigint WHERE false;
EXPLAIN SELECT ((("migrate_column__orders__item" >= 1) AND ("migrate_column__orders__item" <= 1000000000))) FROM "public"."orders" WHERE false;
EXPLAIN SELECT (("migrate_column__orders__item" <> 13)) FROM "public"."orders" WHERE false;
EXPLAIN SELECT ((("migrate_column__orders__item" > 0) AND (amount > 0))) FROM "public"."orders" WHERE false;
EXPLAIN SELECT ((("migrate_column__orders__item" % 2))) FROM "public"."orders" WHERE false;
EXPLAIN SELECT (abs("migrate_column__orders__item")) FROM "public"."orders" WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_built_on__orders__item"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__orders__item" := NEW."item";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_built_on__orders__item" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (NEW."migrate_column__orders__item"::integer IS DISTINCT FROM NEW."item"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_built_on__orders__item"();

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

-- [backfill-3] require for the second column what orders_item_range does for item
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; NOT VALID: no row is read
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_item_range"
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__orders_item_range" CHECK ((("migrate_column__orders__item" >= 1) AND ("migrate_column__orders__item" <= 1000000000))) NOT VALID;

-- [backfill-4] prove that what orders_item_range requires holds in the second column
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_new__orders__orders_item_range";

-- [backfill-5] require for the second column what orders_not_proven does for item
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; NOT VALID: no row is read
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_not_proven"
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__orders_not_proven" CHECK (("migrate_column__orders__item" <> 13)) NOT VALID;

-- [backfill-6] prove that what orders_not_proven requires holds in the second column
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_new__orders__orders_not_proven";

-- [backfill-7] build for the second column what orders_by_item is for item
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: the swap gives it the name orders_by_item
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders__orders_by_item"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders__orders_by_item"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders__orders_by_item"
CREATE INDEX CONCURRENTLY "migrate_new__orders__orders_by_item" ON "public"."orders" USING btree ("migrate_column__orders__item" DESC NULLS LAST, placed) INCLUDE (amount) WITH (fillfactor='70');

-- [backfill-8] build for the second column what orders_even is for item
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: the swap gives it the name orders_even
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders__orders_even"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders__orders_even"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders__orders_even"
CREATE INDEX CONCURRENTLY "migrate_new__orders__orders_even" ON "public"."orders" USING btree ((("migrate_column__orders__item" % 2)), abs("migrate_column__orders__item")) WHERE (("migrate_column__orders__item" > 0) AND (amount > 0));

-- [backfill-9] build for the second column what orders_item_amount is for item
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: the swap gives it the name orders_item_amount
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders__orders_item_amount"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders__orders_item_amount"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders__orders_item_amount"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders__orders_item_amount" ON "public"."orders" USING btree ("migrate_column__orders__item", amount);

-- [backfill-10] make the second column unique by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_item_amount"
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__orders_item_amount" UNIQUE USING INDEX "migrate_new__orders__orders_item_amount";

-- [backfill-11] build for the second column what orders_once is for item
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: the swap gives it the name orders_once
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders__orders_once"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders__orders_once"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders__orders_once"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders__orders_once" ON "public"."orders" USING btree ("migrate_column__orders__item", amount) WHERE (placed IS NOT NULL);

-- [backfill-12] add for the second column what foreign key orders_item is for item
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on orders, items, milliseconds: no row is read; writes wait that long, reads do not
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
--         LOCK TABLE "public"."items" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--       END;
--     END
--     $migrate$
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_item"
--   lock of undo: ACCESS EXCLUSIVE on orders, items, milliseconds: catalog only; no row is read
LOCK TABLE "public"."orders", "public"."items" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."orders" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."items" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."items" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__orders_item" FOREIGN KEY ("migrate_column__orders__item") REFERENCES items ("code") ON UPDATE CASCADE ON DELETE CASCADE NOT VALID;

-- [backfill-13] prove what orders_item requires for the second column
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_new__orders__orders_item";

-- [backfill-14] point lines at the second column, beside foreign key lines_order
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on lines, orders, milliseconds: no row is read; writes wait that long, reads do not
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."lines"') IS NULL OR to_regclass('"public"."orders"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."lines", "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--       BEGIN
--         LOCK TABLE "public"."lines" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."lines" IN ACCESS EXCLUSIVE MODE;
--       END;
--     END
--     $migrate$
--   undo: ALTER TABLE IF EXISTS "public"."lines" DROP CONSTRAINT IF EXISTS "migrate_new__orders__lines lines_order"
--   lock of undo: ACCESS EXCLUSIVE on lines, orders, milliseconds: catalog only; no row is read
LOCK TABLE "public"."lines", "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."lines" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."orders" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."lines" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."lines" ADD CONSTRAINT "migrate_new__orders__lines lines_order" FOREIGN KEY ("item", "amount") REFERENCES "public"."orders" ("migrate_column__orders__item", "amount") ON UPDATE CASCADE ON DELETE SET NULL NOT VALID;

-- [backfill-15] prove that lines meets the new foreign key
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on lines, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."lines" VALIDATE CONSTRAINT "migrate_new__orders__lines lines_order";

-- [backfill-16] see that nothing built on the second column reads orders.item
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: what still reads the old column would go with it
--   expects: no row
SELECT DISTINCT coalesce(k.conname, x.relname) AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
LEFT JOIN pg_catalog.pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
LEFT JOIN pg_catalog.pg_class AS x ON d.classid = 'pg_class'::regclass AND x.oid = d.objid
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'item'
  AND coalesce(k.conname, x.relname) IN ('migrate_new__orders__orders_item_range', 'migrate_new__orders__orders_not_proven', 'migrate_new__orders__orders_by_item', 'migrate_new__orders__orders_even', 'migrate_new__orders__orders_once');

-- [backfill-17] gather statistics for the second column of orders.item
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."orders";

-- [backfill-18] require the second column of orders.item for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__not_null item"
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__not_null item" CHECK ("migrate_column__orders__item" IS NOT NULL) NOT VALID;

-- [backfill-19] prove that the second column of orders.item holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_new__orders__not_null item";

-- [backfill-20] make the second column of orders.item NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__item" SET NOT NULL;
ALTER TABLE "public"."orders" DROP CONSTRAINT "migrate_new__orders__not_null item";

-- [backfill-21] exchange orders.item and the second column: item is bigint from here on
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders, lines, milliseconds: catalog only; names change; no row is read, no index is built
--   why: both versions use the new type by the same name; the old column follows it, so that rollback exchanges them again
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
--   undo: LOCK TABLE "public"."lines", "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE
--   undo: DO $migrate$
--     BEGIN
--       LOCK TABLE "public"."lines" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--     EXCEPTION WHEN lock_not_available THEN
--       LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."lines" IN ACCESS EXCLUSIVE MODE;
--     END
--     $migrate$
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_built_on__orders__item" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_built_on__orders__item"()
--   undo: ALTER TABLE "public"."lines" RENAME CONSTRAINT "lines_order" TO "migrate_new__orders__lines lines_order"
--   undo: ALTER TABLE "public"."lines" RENAME CONSTRAINT "migrate_old__orders__lines lines_order" TO "lines_order"
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "item" TO "migrate_between__orders__item"
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__item" TO "item"
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__item" TO "migrate_column__orders__item"
--   undo: ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_item_range" TO "migrate_new__orders__orders_item_range"
--   undo: ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_old__orders__orders_item_range" TO "orders_item_range"
--   undo: ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_not_proven" TO "migrate_new__orders__orders_not_proven"
--   undo: ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_old__orders__orders_not_proven" TO "orders_not_proven"
--   undo: ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_item_amount" TO "migrate_new__orders__orders_item_amount"
--   undo: ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_old__orders__orders_item_amount" TO "orders_item_amount"
--   undo: ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_item" TO "migrate_new__orders__orders_item"
--   undo: ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_old__orders__orders_item" TO "orders_item"
--   undo: ALTER INDEX "public"."orders_by_item" RENAME TO "migrate_new__orders__orders_by_item"
--   undo: ALTER INDEX "public"."migrate_old__orders__orders_by_item" RENAME TO "orders_by_item"
--   undo: ALTER INDEX "public"."orders_even" RENAME TO "migrate_new__orders__orders_even"
--   undo: ALTER INDEX "public"."migrate_old__orders__orders_even" RENAME TO "orders_even"
--   undo: ALTER INDEX "public"."orders_once" RENAME TO "migrate_new__orders__orders_once"
--   undo: ALTER INDEX "public"."migrate_old__orders__orders_once" RENAME TO "orders_once"
--   undo: ALTER TABLE "public"."orders" ALTER COLUMN "item" SET DEFAULT 1
--   undo: ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__item" DROP DEFAULT
--   undo: ALTER POLICY orders_some ON public.orders USING ((item < 900)) WITH CHECK ((item < 800))
--   undo: DROP TRIGGER orders_touch ON public.orders
--   undo: CREATE TRIGGER orders_touch BEFORE UPDATE OF item ON public.orders FOR EACH ROW WHEN ((old.item <> new.item)) EXECUTE FUNCTION touch()
--   undo: COMMENT ON CONSTRAINT orders_item_range ON orders IS 'why not'
--   undo: COMMENT ON INDEX orders_by_item IS 'for the list'
--   undo: ALTER TABLE public.orders CLUSTER ON orders_by_item
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
--   undo: CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_built_on__orders__item"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
--     BEGIN
--       NEW."migrate_column__orders__item" := NEW."item";
--       RETURN NEW;
--     END
--     $migrate$
--   undo: CREATE TRIGGER "zz_migrate_follow__alter_type_built_on__orders__item" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
--       WHEN (NEW."migrate_column__orders__item"::integer IS DISTINCT FROM NEW."item"::integer)
--       EXECUTE FUNCTION migrate."migrate_follow__alter_type_built_on__orders__item"()
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
LOCK TABLE "public"."lines", "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
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
  AND o.identity NOT IN ('public.orders_by_item', 'public.orders_even', 'public.orders_once', 'orders_some on public.orders', 'lines_order on public.lines', 'orders_item on public.orders', 'orders_item_amount on public.orders', 'orders_item_range on public.orders', 'orders_not_proven on public.orders', 'orders_touch on public.orders')
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
SELECT string_agg(p.part, ', ' ORDER BY p.part) FROM (VALUES ('privileges', '(digest)'), ('default', '(digest)'), ('NOT NULL', '(digest)'), ('comment', '(digest)'), ('settings', '(digest)'), ('policies or triggers', '(digest)')) AS p (part, digest) JOIN (SELECT v.part, left(encode(sha256(textsend(v.words)), 'hex'), 16) AS digest FROM pg_attribute AS a CROSS JOIN LATERAL (VALUES ('privileges', concat_ws(chr(30), (SELECT string_agg(concat_ws(' ', g.grantee::regrole, g.privilege_type, g.is_grantable), ', ' ORDER BY g.grantee, g.privilege_type, g.is_grantable) FROM aclexplode(a.attacl) AS g))),
    ('default', concat_ws(chr(30), (SELECT pg_get_expr(e.adbin, e.adrelid) FROM pg_attrdef AS e WHERE e.adrelid = a.attrelid AND e.adnum = a.attnum))),
    ('NOT NULL', concat_ws(chr(30), a.attnotnull)),
    ('comment', concat_ws(chr(30), col_description(a.attrelid, a.attnum))),
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression')),
    ('policies or triggers', concat_ws(chr(30), (SELECT string_agg(w.words, chr(31) ORDER BY w.words) FROM (SELECT DISTINCT CASE d.classid WHEN 'pg_policy'::regclass THEN (SELECT concat_ws(chr(30), p.polname, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) FROM pg_policy AS p WHERE p.oid = d.objid) WHEN 'pg_trigger'::regclass THEN (SELECT concat_ws(chr(30), pg_get_triggerdef(g.oid), g.tgenabled) FROM pg_trigger AS g WHERE g.oid = d.objid AND g.tgname !~ '^(zz_)?migrate_') END AS words FROM pg_depend AS d WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = a.attrelid AND d.refobjsubid = a.attnum AND NOT EXISTS (SELECT 1 FROM pg_depend AS o WHERE o.classid = d.classid AND o.objid = d.objid AND o.refclassid = d.refclassid AND o.refobjid = a.attrelid AND o.refobjsubid NOT IN (0, a.attnum))) AS w)))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."orders"') AND a.attname = 'item') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column orders.item since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
DO $migrate$
BEGIN
  LOCK TABLE "public"."lines" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."lines" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_built_on__orders__item" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_built_on__orders__item"();
ALTER TABLE "public"."lines" RENAME CONSTRAINT "lines_order" TO "migrate_old__orders__lines lines_order";
ALTER TABLE "public"."lines" RENAME CONSTRAINT "migrate_new__orders__lines lines_order" TO "lines_order";
ALTER TABLE "public"."orders" RENAME COLUMN "item" TO "migrate_between__orders__item";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__item" TO "item";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__item" TO "migrate_column__orders__item";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_item_range" TO "migrate_old__orders__orders_item_range";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_new__orders__orders_item_range" TO "orders_item_range";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_not_proven" TO "migrate_old__orders__orders_not_proven";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_new__orders__orders_not_proven" TO "orders_not_proven";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_item_amount" TO "migrate_old__orders__orders_item_amount";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_new__orders__orders_item_amount" TO "orders_item_amount";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_item" TO "migrate_old__orders__orders_item";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_new__orders__orders_item" TO "orders_item";
ALTER INDEX "public"."orders_by_item" RENAME TO "migrate_old__orders__orders_by_item";
ALTER INDEX "public"."migrate_new__orders__orders_by_item" RENAME TO "orders_by_item";
ALTER INDEX "public"."orders_even" RENAME TO "migrate_old__orders__orders_even";
ALTER INDEX "public"."migrate_new__orders__orders_even" RENAME TO "orders_even";
ALTER INDEX "public"."orders_once" RENAME TO "migrate_old__orders__orders_once";
ALTER INDEX "public"."migrate_new__orders__orders_once" RENAME TO "orders_once";
ALTER TABLE "public"."orders_by_item" RENAME COLUMN "migrate_column__orders__item" TO "item";
ALTER TABLE "public"."orders_item_amount" RENAME COLUMN "migrate_column__orders__item" TO "item";
ALTER TABLE "public"."orders_once" RENAME COLUMN "migrate_column__orders__item" TO "item";
ALTER TABLE "public"."orders" ALTER COLUMN "item" SET DEFAULT 1;
ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__item" DROP DEFAULT;
ALTER POLICY orders_some ON public.orders USING ((item < 900)) WITH CHECK ((item < 800));
DROP TRIGGER orders_touch ON public.orders;
CREATE TRIGGER orders_touch BEFORE UPDATE OF item ON public.orders FOR EACH ROW WHEN ((old.item <> new.item)) EXECUTE FUNCTION touch();
COMMENT ON CONSTRAINT orders_item_range ON orders IS 'why not';
COMMENT ON INDEX orders_by_item IS 'for the list';
ALTER TABLE public.orders CLUSTER ON orders_by_item;
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
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_built_on__orders__item"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__orders__item" := NEW."item";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_built_on__orders__item" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (NEW."migrate_column__orders__item"::integer IS DISTINCT FROM NEW."item"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_built_on__orders__item"();
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
--   lock: ACCESS EXCLUSIVE on orders, lines, items, milliseconds: catalog only; the rows keep their space
--   why: no live code needs the old type; its indexes and constraints go with it
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."lines", "public"."orders", "public"."items" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."lines" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders", "public"."items" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."items" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders", "public"."lines" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_built_on__orders__item" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_built_on__orders__item"();
ALTER TABLE "public"."lines" DROP CONSTRAINT "migrate_old__orders__lines lines_order";
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
