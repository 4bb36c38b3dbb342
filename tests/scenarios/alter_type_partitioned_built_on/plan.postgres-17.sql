-- migration: alter_type_partitioned_built_on
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
-- note: do not detach or drop partitions of orders while backfill runs: the plan names them one by one
-- note: orders.item is bigint from the end of backfill on, for both versions; until contract it takes no value that integer cannot hold
-- note: orders.item ends as the last column of orders; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")
-- note: orders.code stays text until contract: `up` gives it other values than old code writes; new code must work with both types until then
-- note: orders.code ends as the last column of orders; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")

-- ==== expand
-- [expand-1] add a second column of type bigint beside orders.item, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing integer to bigint in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--       LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--     END
--     $migrate$
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned_built_on___53407e00e3" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned_built_on___53407e00e3"()
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP COLUMN IF EXISTS "migrate_column__orders__item"
LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders" ADD COLUMN "migrate_column__orders__item" bigint;
EXPLAIN UPDATE "public"."orders" SET "migrate_column__orders__item" = "item"::bigint WHERE false;
EXPLAIN SELECT ((("migrate_column__orders__item" > 0) AND (amount > 0))) FROM "public"."orders" WHERE false;
EXPLAIN SELECT ((("migrate_column__orders__item" % 2))) FROM "public"."orders" WHERE false;
EXPLAIN SELECT (abs("migrate_column__orders__item")) FROM "public"."orders" WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_partitioned_built_on___53407e00e3"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__orders__item" := NEW."item";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_partitioned_built_on___53407e00e3" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (NEW."migrate_column__orders__item"::integer IS DISTINCT FROM NEW."item"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_partitioned_built_on___53407e00e3"();

-- [expand-2] add a second column of type character varying(20) beside orders.code, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing text to character varying(20) in one statement would rewrite the table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--       LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--     END
--     $migrate$
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_up__alter_type_partitioned_built_on__orders__code" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_up__alter_type_partitioned_built_on__orders__code"()
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_row__alter_type_partitioned_built_on__orders_c009295674"("public"."orders")
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP COLUMN IF EXISTS "migrate_column__orders__code"
LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders" ADD COLUMN "migrate_column__orders__code" character varying(20);
CREATE OR REPLACE FUNCTION migrate."migrate_row__alter_type_partitioned_built_on__orders_c009295674"("public"."orders") RETURNS character varying(20) LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
DECLARE
  migrate_value character varying(20);
BEGIN
  SELECT (left(code, 20)) INTO migrate_value FROM (SELECT ($1).*) AS "orders";
  RETURN migrate_value;
EXCEPTION WHEN others THEN
  RAISE EXCEPTION 'row id = %, day = %: %', ($1)."id", ($1)."day", SQLERRM USING ERRCODE = SQLSTATE;
END
$migrate$;
EXPLAIN UPDATE "public"."orders" SET "migrate_column__orders__code" = (left(code, 20)) WHERE false;
EXPLAIN SELECT (left(code, 20)) AS value FROM (SELECT * FROM "public"."orders") AS "orders";
CREATE OR REPLACE FUNCTION migrate."migrate_up__alter_type_partitioned_built_on__orders__code"() RETURNS trigger LANGUAGE plpgsql
  SET search_path = public AS $migrate$
#variable_conflict use_column
BEGIN
  BEGIN
    SELECT (left(code, 20)) INTO NEW."migrate_column__orders__code" FROM (SELECT NEW.*) AS "orders";
  EXCEPTION WHEN others THEN
    NEW."migrate_column__orders__code" := NULL;
  END;
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_up__alter_type_partitioned_built_on__orders__code" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (current_setting('migrate.backfill', true) IS DISTINCT FROM 'zz_migrate_up__alter_type_partitioned_built_on__orders__code' OR pg_trigger_depth() > 0)
  EXECUTE FUNCTION migrate."migrate_up__alter_type_partitioned_built_on__orders__code"();

-- ==== backfill
-- [backfill-1] fill the second column of orders.item
--   strategy: in place
--   lock: ROW EXCLUSIVE on orders and its partitions, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: it makes the two columns equal, so that the trigger has nothing to do
--   batches: table orders by id, day; each commits together with its checkpoint
--   first key, once:
SELECT "id", "day" FROM "public"."orders" ORDER BY "id", "day" LIMIT 1;
--   last key, once:
SELECT "id", "day" FROM "public"."orders" ORDER BY "id" DESC, "day" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = from.day, $3 = end.id, $4 = end.day, $5 = batch size - 1
SELECT "id", "day" FROM "public"."orders" WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer ORDER BY "id", "day" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
UPDATE "public"."orders" SET "migrate_column__orders__item" = "item"
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND "migrate_column__orders__item"::integer IS DISTINCT FROM "item"::integer;

-- [backfill-2] compare the second column of orders.item with the first
--   lock: ACCESS SHARE on orders and its partitions, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table orders by id, day; each commits together with its checkpoint
--   first key, once:
SELECT "id", "day" FROM "public"."orders" ORDER BY "id", "day" LIMIT 1;
--   last key, once:
SELECT "id", "day" FROM "public"."orders" ORDER BY "id" DESC, "day" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = from.day, $3 = end.id, $4 = end.day, $5 = batch size - 1
SELECT "id", "day" FROM "public"."orders" WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer ORDER BY "id", "day" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
SELECT "id", "day" FROM "public"."orders"
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND "migrate_column__orders__item"::integer IS DISTINCT FROM "item"::integer
LIMIT 5;

-- [backfill-3] make index migrate_new__orders__orders_by_item of orders alone, INVALID
--   strategy: online
--   lock: SHARE on orders, milliseconds: catalog only, nothing is built; writes through the parent wait that long, reads do not
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_by_item"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders__orders_by_item";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
CREATE INDEX "migrate_new__orders__orders_by_item" ON ONLY "public"."orders" USING btree ("migrate_column__orders__item" DESC NULLS LAST, day) INCLUDE (amount);

-- [backfill-4] make index migrate_new__orders_2__orders_2_item_day_amount_idx of orders_2 alone, INVALID
--   strategy: online
--   lock: SHARE on orders_2, milliseconds: catalog only, nothing is built; writes through the parent wait that long, reads do not
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_item_day_amount_idx"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders_2__orders_2_item_day_amount_idx";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
CREATE INDEX "migrate_new__orders_2__orders_2_item_day_amount_idx" ON ONLY "public"."orders_2" USING btree ("migrate_column__orders__item" DESC NULLS LAST, day) INCLUDE (amount);

-- [backfill-5] build index migrate_new__orders_1__orders_1_item_day_amount_idx on partition orders_1
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_1, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_1__orders_1_item_day_amount_idx"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_1__orders_1_item_day_amount_idx"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_1__orders_1_item_day_amount_idx"
CREATE INDEX CONCURRENTLY "migrate_new__orders_1__orders_1_item_day_amount_idx" ON "public"."orders_1" USING btree ("migrate_column__orders__item" DESC NULLS LAST, day) INCLUDE (amount);

-- [backfill-6] build index migrate_new__orders 2 b__orders 2 b_item_day_amount_idx on partition orders 2 b
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders 2 b, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders 2 b__orders 2 b_item_day_amount_idx"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders 2 b__orders 2 b_item_day_amount_idx"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders 2 b__orders 2 b_item_day_amount_idx"
CREATE INDEX CONCURRENTLY "migrate_new__orders 2 b__orders 2 b_item_day_amount_idx" ON "public"."orders 2 b" USING btree ("migrate_column__orders__item" DESC NULLS LAST, day) INCLUDE (amount);

-- [backfill-7] build index migrate_new__orders_2_a__orders_2_a_item_day_amount_idx on partition orders_2_a
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_2_a, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_2_a__orders_2_a_item_day_amount_idx"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_2_a__orders_2_a_item_day_amount_idx"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_2_a__orders_2_a_item_day_amount_idx"
CREATE INDEX CONCURRENTLY "migrate_new__orders_2_a__orders_2_a_item_day_amount_idx" ON "public"."orders_2_a" USING btree ("migrate_column__orders__item" DESC NULLS LAST, day) INCLUDE (amount);

-- [backfill-8] build index migrate_new__orders_rest__orders_rest_item_day_amount_idx on partition orders_rest
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_rest, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_rest__orders_rest_item_day_amount_idx"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_rest__orders_rest_item_day_amount_idx"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_rest__orders_rest_item_day_amount_idx"
CREATE INDEX CONCURRENTLY "migrate_new__orders_rest__orders_rest_item_day_amount_idx" ON "public"."orders_rest" USING btree ("migrate_column__orders__item" DESC NULLS LAST, day) INCLUDE (amount);

-- [backfill-9] attach index migrate_new__orders_1__orders_1_item_day_amount_idx to migrate_new__orders__orders_by_item
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders_1__orders_1_item_day_amount_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_by_item"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders__orders_by_item";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders__orders_by_item" ATTACH PARTITION "public"."migrate_new__orders_1__orders_1_item_day_amount_idx";

-- [backfill-10] attach index migrate_new__orders 2 b__orders 2 b_item_day_amount_idx to migrate_new__orders_2__orders_2_item_day_amount_idx
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders 2 b__orders 2 b_item_day_amount_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_item_day_amount_idx"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders_2__orders_2_item_day_amount_idx";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders_2__orders_2_item_day_amount_idx" ATTACH PARTITION "public"."migrate_new__orders 2 b__orders 2 b_item_day_amount_idx";

-- [backfill-11] attach index migrate_new__orders_2_a__orders_2_a_item_day_amount_idx to migrate_new__orders_2__orders_2_item_day_amount_idx
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders_2_a__orders_2_a_item_day_amount_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_item_day_amount_idx"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders_2__orders_2_item_day_amount_idx";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders_2__orders_2_item_day_amount_idx" ATTACH PARTITION "public"."migrate_new__orders_2_a__orders_2_a_item_day_amount_idx";

-- [backfill-12] attach index migrate_new__orders_2__orders_2_item_day_amount_idx to migrate_new__orders__orders_by_item
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders_2__orders_2_item_day_amount_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_by_item"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders__orders_by_item";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders__orders_by_item" ATTACH PARTITION "public"."migrate_new__orders_2__orders_2_item_day_amount_idx";

-- [backfill-13] attach index migrate_new__orders_rest__orders_rest_item_day_amount_idx to migrate_new__orders__orders_by_item
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders_rest__orders_rest_item_day_amount_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_by_item"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders__orders_by_item";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders__orders_by_item" ATTACH PARTITION "public"."migrate_new__orders_rest__orders_rest_item_day_amount_idx";

-- [backfill-14] give what migrate_new__orders__orders_by_item needs to partitions that are new since the plan
--   strategy: online
--   lock: ACCESS SHARE on the catalog; SHARE on each partition that is new since the plan, one query at a time; writes of a new partition wait while it gets its index here
--   why: they were not there, or not attached, when the steps before were planned
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
DO $migrate$
DECLARE
  one record;
  name text;
BEGIN
  FOR one IN
    SELECT v.above, n.nspname AS schema, format('%I.%I', n.nspname, c.relname) AS place, format('migrate_new_%s_%s', left(md5('migrate_new__orders__orders_by_item'), 8), c.oid) AS built, left('migrate_new__orders__orders_by_item' || '_' || c.relname, 63) AS name,
      (SELECT sum(pg_catalog.pg_total_relation_size(relid)) FROM pg_catalog.pg_partition_tree(c.oid)) AS bytes
    FROM (VALUES ('"public"."orders"', '"public"."migrate_new__orders__orders_by_item"'), ('"public"."orders_2"', '"public"."migrate_new__orders_2__orders_2_item_day_amount_idx"')) AS v (place, above)
    JOIN pg_catalog.pg_inherits AS h ON h.inhparent = to_regclass(v.place)
    JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits AS part JOIN pg_catalog.pg_index AS i ON i.indexrelid = part.inhrelid
      WHERE part.inhparent = to_regclass(v.above) AND i.indrelid = c.oid)
  LOOP
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL AND one.bytes > 16777216 THEN
      RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('partition %s was made after the plan and is too large to get what %s needs under a lock; run this, then the command again: %s', one.place, 'migrate_new__orders__orders_by_item', format('CREATE INDEX CONCURRENTLY %I ON %s USING btree ("migrate_column__orders__item" DESC NULLS LAST, day) INCLUDE (amount)', one.built, one.place));
    END IF;
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL THEN
      EXECUTE format('LOCK TABLE ONLY %s IN SHARE MODE', one.place);
      SET LOCAL lock_timeout = '50ms';
      EXECUTE format('LOCK TABLE %s IN SHARE MODE', one.place);
      EXECUTE format('CREATE INDEX %I ON %s USING btree ("migrate_column__orders__item" DESC NULLS LAST, day) INCLUDE (amount)', one.built, one.place);
    END IF;
    name := one.built;
    IF name <> one.built THEN
      EXECUTE format('ALTER INDEX %I.%I RENAME TO %I', one.schema, one.built, name);
    END IF;
    EXECUTE format('ALTER INDEX %s ATTACH PARTITION %I.%I', one.above, one.schema, name);
  END LOOP;
END
$migrate$;

-- [backfill-15] see that index migrate_new__orders__orders_by_item is valid on orders
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: a partition that was attached meanwhile may have none
--   expects: no row
SELECT i.indrelid::regclass::text AS "table", 'has partitions without it' AS index
FROM pg_catalog.pg_partition_tree('"public"."migrate_new__orders__orders_by_item"') AS t
JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.relid
WHERE NOT i.indisvalid
LIMIT 5;

-- [backfill-16] make index migrate_new__orders__orders_even of orders alone, INVALID
--   strategy: online
--   lock: SHARE on orders, milliseconds: catalog only, nothing is built; writes through the parent wait that long, reads do not
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_even"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders__orders_even";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
CREATE INDEX "migrate_new__orders__orders_even" ON ONLY "public"."orders" USING btree ((("migrate_column__orders__item" % 2)), abs("migrate_column__orders__item")) WHERE (("migrate_column__orders__item" > 0) AND (amount > 0));

-- [backfill-17] make index migrate_new__orders_2__orders_2_expr_abs_idx of orders_2 alone, INVALID
--   strategy: online
--   lock: SHARE on orders_2, milliseconds: catalog only, nothing is built; writes through the parent wait that long, reads do not
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_expr_abs_idx"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders_2__orders_2_expr_abs_idx";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
CREATE INDEX "migrate_new__orders_2__orders_2_expr_abs_idx" ON ONLY "public"."orders_2" USING btree ((("migrate_column__orders__item" % 2)), abs("migrate_column__orders__item")) WHERE (("migrate_column__orders__item" > 0) AND (amount > 0));

-- [backfill-18] build index migrate_new__orders_1__orders_1_expr_abs_idx on partition orders_1
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_1, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_1__orders_1_expr_abs_idx"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_1__orders_1_expr_abs_idx"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_1__orders_1_expr_abs_idx"
CREATE INDEX CONCURRENTLY "migrate_new__orders_1__orders_1_expr_abs_idx" ON "public"."orders_1" USING btree ((("migrate_column__orders__item" % 2)), abs("migrate_column__orders__item")) WHERE (("migrate_column__orders__item" > 0) AND (amount > 0));

-- [backfill-19] build index migrate_new__orders 2 b__orders 2 b_expr_abs_idx on partition orders 2 b
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders 2 b, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders 2 b__orders 2 b_expr_abs_idx"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders 2 b__orders 2 b_expr_abs_idx"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders 2 b__orders 2 b_expr_abs_idx"
CREATE INDEX CONCURRENTLY "migrate_new__orders 2 b__orders 2 b_expr_abs_idx" ON "public"."orders 2 b" USING btree ((("migrate_column__orders__item" % 2)), abs("migrate_column__orders__item")) WHERE (("migrate_column__orders__item" > 0) AND (amount > 0));

-- [backfill-20] build index migrate_new__orders_2_a__orders_2_a_expr_abs_idx on partition orders_2_a
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_2_a, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_2_a__orders_2_a_expr_abs_idx"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_2_a__orders_2_a_expr_abs_idx"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_2_a__orders_2_a_expr_abs_idx"
CREATE INDEX CONCURRENTLY "migrate_new__orders_2_a__orders_2_a_expr_abs_idx" ON "public"."orders_2_a" USING btree ((("migrate_column__orders__item" % 2)), abs("migrate_column__orders__item")) WHERE (("migrate_column__orders__item" > 0) AND (amount > 0));

-- [backfill-21] build index migrate_new__orders_rest__orders_rest_expr_abs_idx on partition orders_rest
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_rest, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_rest__orders_rest_expr_abs_idx"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_rest__orders_rest_expr_abs_idx"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_rest__orders_rest_expr_abs_idx"
CREATE INDEX CONCURRENTLY "migrate_new__orders_rest__orders_rest_expr_abs_idx" ON "public"."orders_rest" USING btree ((("migrate_column__orders__item" % 2)), abs("migrate_column__orders__item")) WHERE (("migrate_column__orders__item" > 0) AND (amount > 0));

-- [backfill-22] attach index migrate_new__orders_1__orders_1_expr_abs_idx to migrate_new__orders__orders_even
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders_1__orders_1_expr_abs_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_even"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders__orders_even";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders__orders_even" ATTACH PARTITION "public"."migrate_new__orders_1__orders_1_expr_abs_idx";

-- [backfill-23] attach index migrate_new__orders 2 b__orders 2 b_expr_abs_idx to migrate_new__orders_2__orders_2_expr_abs_idx
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders 2 b__orders 2 b_expr_abs_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_expr_abs_idx"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders_2__orders_2_expr_abs_idx";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders_2__orders_2_expr_abs_idx" ATTACH PARTITION "public"."migrate_new__orders 2 b__orders 2 b_expr_abs_idx";

-- [backfill-24] attach index migrate_new__orders_2_a__orders_2_a_expr_abs_idx to migrate_new__orders_2__orders_2_expr_abs_idx
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders_2_a__orders_2_a_expr_abs_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_expr_abs_idx"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders_2__orders_2_expr_abs_idx";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders_2__orders_2_expr_abs_idx" ATTACH PARTITION "public"."migrate_new__orders_2_a__orders_2_a_expr_abs_idx";

-- [backfill-25] attach index migrate_new__orders_2__orders_2_expr_abs_idx to migrate_new__orders__orders_even
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders_2__orders_2_expr_abs_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_even"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders__orders_even";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders__orders_even" ATTACH PARTITION "public"."migrate_new__orders_2__orders_2_expr_abs_idx";

-- [backfill-26] attach index migrate_new__orders_rest__orders_rest_expr_abs_idx to migrate_new__orders__orders_even
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders_rest__orders_rest_expr_abs_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_even"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders__orders_even";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders__orders_even" ATTACH PARTITION "public"."migrate_new__orders_rest__orders_rest_expr_abs_idx";

-- [backfill-27] give what migrate_new__orders__orders_even needs to partitions that are new since the plan
--   strategy: online
--   lock: ACCESS SHARE on the catalog; SHARE on each partition that is new since the plan, one query at a time; writes of a new partition wait while it gets its index here
--   why: they were not there, or not attached, when the steps before were planned
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
DO $migrate$
DECLARE
  one record;
  name text;
BEGIN
  FOR one IN
    SELECT v.above, n.nspname AS schema, format('%I.%I', n.nspname, c.relname) AS place, format('migrate_new_%s_%s', left(md5('migrate_new__orders__orders_even'), 8), c.oid) AS built, left('migrate_new__orders__orders_even' || '_' || c.relname, 63) AS name,
      (SELECT sum(pg_catalog.pg_total_relation_size(relid)) FROM pg_catalog.pg_partition_tree(c.oid)) AS bytes
    FROM (VALUES ('"public"."orders"', '"public"."migrate_new__orders__orders_even"'), ('"public"."orders_2"', '"public"."migrate_new__orders_2__orders_2_expr_abs_idx"')) AS v (place, above)
    JOIN pg_catalog.pg_inherits AS h ON h.inhparent = to_regclass(v.place)
    JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits AS part JOIN pg_catalog.pg_index AS i ON i.indexrelid = part.inhrelid
      WHERE part.inhparent = to_regclass(v.above) AND i.indrelid = c.oid)
  LOOP
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL AND one.bytes > 16777216 THEN
      RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('partition %s was made after the plan and is too large to get what %s needs under a lock; run this, then the command again: %s', one.place, 'migrate_new__orders__orders_even', format('CREATE INDEX CONCURRENTLY %I ON %s USING btree ((("migrate_column__orders__item" %% 2)), abs("migrate_column__orders__item")) WHERE (("migrate_column__orders__item" > 0) AND (amount > 0))', one.built, one.place));
    END IF;
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL THEN
      EXECUTE format('LOCK TABLE ONLY %s IN SHARE MODE', one.place);
      SET LOCAL lock_timeout = '50ms';
      EXECUTE format('LOCK TABLE %s IN SHARE MODE', one.place);
      EXECUTE format('CREATE INDEX %I ON %s USING btree ((("migrate_column__orders__item" %% 2)), abs("migrate_column__orders__item")) WHERE (("migrate_column__orders__item" > 0) AND (amount > 0))', one.built, one.place);
    END IF;
    name := one.built;
    IF name <> one.built THEN
      EXECUTE format('ALTER INDEX %I.%I RENAME TO %I', one.schema, one.built, name);
    END IF;
    EXECUTE format('ALTER INDEX %s ATTACH PARTITION %I.%I', one.above, one.schema, name);
  END LOOP;
END
$migrate$;

-- [backfill-28] see that index migrate_new__orders__orders_even is valid on orders
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: a partition that was attached meanwhile may have none
--   expects: no row
SELECT i.indrelid::regclass::text AS "table", 'has partitions without it' AS index
FROM pg_catalog.pg_partition_tree('"public"."migrate_new__orders__orders_even"') AS t
JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.relid
WHERE NOT i.indisvalid
LIMIT 5;

-- [backfill-29] make constraint migrate_new__orders__orders_item_amount of orders alone, INVALID
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only, nothing is built; reads and writes through the parent wait that long
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_item_amount"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_item_amount";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE ONLY "public"."orders" ADD CONSTRAINT "migrate_new__orders__orders_item_amount" UNIQUE ("migrate_column__orders__item", "day", "amount") WITH (fillfactor='90');

-- [backfill-30] make constraint migrate_new__orders_2__orders_2_item_day_amount_key of orders_2 alone, INVALID
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders_2, milliseconds: catalog only, nothing is built; reads and writes through the parent wait that long
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_item_day_amount_key"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders_2" DROP CONSTRAINT IF EXISTS "migrate_new__orders_2__orders_2_item_day_amount_key";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE ONLY "public"."orders_2" ADD CONSTRAINT "migrate_new__orders_2__orders_2_item_day_amount_key" UNIQUE ("migrate_column__orders__item", "day", "amount") WITH (fillfactor='90');

-- [backfill-31] build index migrate_new__orders_1__orders_1_item_day_amount_key on partition orders_1
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_1, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_1__orders_1_item_day_amount_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_1__orders_1_item_day_amount_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_1__orders_1_item_day_amount_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders_1__orders_1_item_day_amount_key" ON "public"."orders_1" USING btree ("migrate_column__orders__item", day, amount) WITH (fillfactor='90');

-- [backfill-32] build index migrate_new__orders 2 b__item, amount on partition orders 2 b
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders 2 b, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders 2 b__item, amount"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders 2 b__item, amount"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders 2 b__item, amount"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders 2 b__item, amount" ON "public"."orders 2 b" USING btree ("migrate_column__orders__item", day, amount) WITH (fillfactor='70');

-- [backfill-33] build index migrate_new__orders_2_a__orders_2_a_item_day_amount_key on partition orders_2_a
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_2_a, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_2_a__orders_2_a_item_day_amount_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_2_a__orders_2_a_item_day_amount_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_2_a__orders_2_a_item_day_amount_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders_2_a__orders_2_a_item_day_amount_key" ON "public"."orders_2_a" USING btree ("migrate_column__orders__item", day, amount) WITH (fillfactor='90');

-- [backfill-34] build index migrate_new__orders_rest__orders_rest_item_day_amount_key on partition orders_rest
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_rest, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_rest__orders_rest_item_day_amount_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_rest__orders_rest_item_day_amount_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_rest__orders_rest_item_day_amount_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders_rest__orders_rest_item_day_amount_key" ON "public"."orders_rest" USING btree ("migrate_column__orders__item", day, amount) WITH (fillfactor='90');

-- [backfill-35] attach index migrate_new__orders_1__orders_1_item_day_amount_key to migrate_new__orders__orders_item_amount
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders_1, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_item_amount"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_item_amount";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."orders_1" ADD CONSTRAINT "migrate_new__orders_1__orders_1_item_day_amount_key" UNIQUE USING INDEX "migrate_new__orders_1__orders_1_item_day_amount_key";
ALTER INDEX "public"."migrate_new__orders__orders_item_amount" ATTACH PARTITION "public"."migrate_new__orders_1__orders_1_item_day_amount_key";

-- [backfill-36] attach index migrate_new__orders 2 b__item, amount to migrate_new__orders_2__orders_2_item_day_amount_key
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders 2 b, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_item_day_amount_key"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders_2" DROP CONSTRAINT IF EXISTS "migrate_new__orders_2__orders_2_item_day_amount_key";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."orders 2 b" ADD CONSTRAINT "migrate_new__orders 2 b__item, amount" UNIQUE USING INDEX "migrate_new__orders 2 b__item, amount";
ALTER INDEX "public"."migrate_new__orders_2__orders_2_item_day_amount_key" ATTACH PARTITION "public"."migrate_new__orders 2 b__item, amount";

-- [backfill-37] attach index migrate_new__orders_2_a__orders_2_a_item_day_amount_key to migrate_new__orders_2__orders_2_item_day_amount_key
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders_2_a, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_item_day_amount_key"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders_2" DROP CONSTRAINT IF EXISTS "migrate_new__orders_2__orders_2_item_day_amount_key";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."orders_2_a" ADD CONSTRAINT "migrate_new__orders_2_a__orders_2_a_item_day_amount_key" UNIQUE USING INDEX "migrate_new__orders_2_a__orders_2_a_item_day_amount_key";
ALTER INDEX "public"."migrate_new__orders_2__orders_2_item_day_amount_key" ATTACH PARTITION "public"."migrate_new__orders_2_a__orders_2_a_item_day_amount_key";

-- [backfill-38] attach index migrate_new__orders_2__orders_2_item_day_amount_key to migrate_new__orders__orders_item_amount
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders_2__orders_2_item_day_amount_key, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_item_amount"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_item_amount";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders__orders_item_amount" ATTACH PARTITION "public"."migrate_new__orders_2__orders_2_item_day_amount_key";

-- [backfill-39] attach index migrate_new__orders_rest__orders_rest_item_day_amount_key to migrate_new__orders__orders_item_amount
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders_rest, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_item_amount"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_item_amount";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."orders_rest" ADD CONSTRAINT "migrate_new__orders_rest__orders_rest_item_day_amount_key" UNIQUE USING INDEX "migrate_new__orders_rest__orders_rest_item_day_amount_key";
ALTER INDEX "public"."migrate_new__orders__orders_item_amount" ATTACH PARTITION "public"."migrate_new__orders_rest__orders_rest_item_day_amount_key";

-- [backfill-40] give what migrate_new__orders__orders_item_amount needs to partitions that are new since the plan
--   strategy: online
--   lock: ACCESS SHARE on the catalog; ACCESS EXCLUSIVE on each partition that is new since the plan, one query at a time; reads and writes of a new partition wait while it gets its index here
--   why: they were not there, or not attached, when the steps before were planned
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
DO $migrate$
DECLARE
  one record;
  name text;
BEGIN
  FOR one IN
    SELECT v.above, n.nspname AS schema, format('%I.%I', n.nspname, c.relname) AS place, format('migrate_new_%s_%s', left(md5('migrate_new__orders__orders_item_amount'), 8), c.oid) AS built, left('migrate_new__orders__orders_item_amount' || '_' || c.relname, 63) AS name,
      (SELECT sum(pg_catalog.pg_total_relation_size(relid)) FROM pg_catalog.pg_partition_tree(c.oid)) AS bytes
    FROM (VALUES ('"public"."orders"', '"public"."migrate_new__orders__orders_item_amount"'), ('"public"."orders_2"', '"public"."migrate_new__orders_2__orders_2_item_day_amount_key"')) AS v (place, above)
    JOIN pg_catalog.pg_inherits AS h ON h.inhparent = to_regclass(v.place)
    JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits AS part JOIN pg_catalog.pg_index AS i ON i.indexrelid = part.inhrelid
      WHERE part.inhparent = to_regclass(v.above) AND i.indrelid = c.oid)
  LOOP
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL AND one.bytes > 16777216 THEN
      RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('partition %s was made after the plan and is too large to get what %s needs under a lock; run this, then the command again: %s', one.place, 'migrate_new__orders__orders_item_amount', format('CREATE UNIQUE INDEX CONCURRENTLY %I ON %s USING btree ("migrate_column__orders__item", day, amount) WITH (fillfactor=''90'')', one.built, one.place));
    END IF;
    EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', one.place);
    SET LOCAL lock_timeout = '50ms';
    EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', one.place);
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL THEN
      EXECUTE format('CREATE UNIQUE INDEX %I ON %s USING btree ("migrate_column__orders__item", day, amount) WITH (fillfactor=''90'')', one.built, one.place);
    END IF;
    name := one.built;
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I UNIQUE USING INDEX %I', one.place, name, one.built);
    EXECUTE format('ALTER INDEX %s ATTACH PARTITION %I.%I', one.above, one.schema, name);
  END LOOP;
END
$migrate$;

-- [backfill-41] see that index migrate_new__orders__orders_item_amount is valid on orders
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: a partition that was attached meanwhile may have none
--   expects: no row
SELECT i.indrelid::regclass::text AS "table", 'has partitions without it' AS index
FROM pg_catalog.pg_partition_tree('"public"."migrate_new__orders__orders_item_amount"') AS t
JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.relid
WHERE NOT i.indisvalid
LIMIT 5;

-- [backfill-42] make index migrate_new__orders__orders_once of orders alone, INVALID
--   strategy: online
--   lock: SHARE on orders, milliseconds: catalog only, nothing is built; writes through the parent wait that long, reads do not
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_once"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders__orders_once";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
CREATE UNIQUE INDEX "migrate_new__orders__orders_once" ON ONLY "public"."orders" USING btree ("migrate_column__orders__item", amount, day) WHERE (amount > 5);

-- [backfill-43] make index migrate_new__orders_2__orders_2_item_amount_day_idx of orders_2 alone, INVALID
--   strategy: online
--   lock: SHARE on orders_2, milliseconds: catalog only, nothing is built; writes through the parent wait that long, reads do not
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_item_amount_day_idx"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders_2__orders_2_item_amount_day_idx";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
CREATE UNIQUE INDEX "migrate_new__orders_2__orders_2_item_amount_day_idx" ON ONLY "public"."orders_2" USING btree ("migrate_column__orders__item", amount, day) WHERE (amount > 5);

-- [backfill-44] build index migrate_new__orders_1__orders_1_item_amount_day_idx on partition orders_1
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_1, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_1__orders_1_item_amount_day_idx"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_1__orders_1_item_amount_day_idx"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_1__orders_1_item_amount_day_idx"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders_1__orders_1_item_amount_day_idx" ON "public"."orders_1" USING btree ("migrate_column__orders__item", amount, day) WHERE (amount > 5);

-- [backfill-45] build index migrate_new__orders 2 b__orders 2 b_item_amount_day_idx on partition orders 2 b
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders 2 b, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders 2 b__orders 2 b_item_amount_day_idx"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders 2 b__orders 2 b_item_amount_day_idx"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders 2 b__orders 2 b_item_amount_day_idx"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders 2 b__orders 2 b_item_amount_day_idx" ON "public"."orders 2 b" USING btree ("migrate_column__orders__item", amount, day) WHERE (amount > 5);

-- [backfill-46] build index migrate_new__orders_2_a__orders_2_a_item_amount_day_idx on partition orders_2_a
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_2_a, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_2_a__orders_2_a_item_amount_day_idx"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_2_a__orders_2_a_item_amount_day_idx"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_2_a__orders_2_a_item_amount_day_idx"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders_2_a__orders_2_a_item_amount_day_idx" ON "public"."orders_2_a" USING btree ("migrate_column__orders__item", amount, day) WHERE (amount > 5);

-- [backfill-47] build index migrate_new__orders_rest__orders_rest_item_amount_day_idx on partition orders_rest
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_rest, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_rest__orders_rest_item_amount_day_idx"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_rest__orders_rest_item_amount_day_idx"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_rest__orders_rest_item_amount_day_idx"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders_rest__orders_rest_item_amount_day_idx" ON "public"."orders_rest" USING btree ("migrate_column__orders__item", amount, day) WHERE (amount > 5);

-- [backfill-48] attach index migrate_new__orders_1__orders_1_item_amount_day_idx to migrate_new__orders__orders_once
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders_1__orders_1_item_amount_day_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_once"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders__orders_once";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders__orders_once" ATTACH PARTITION "public"."migrate_new__orders_1__orders_1_item_amount_day_idx";

-- [backfill-49] attach index migrate_new__orders 2 b__orders 2 b_item_amount_day_idx to migrate_new__orders_2__orders_2_item_amount_day_idx
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders 2 b__orders 2 b_item_amount_day_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_item_amount_day_idx"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders_2__orders_2_item_amount_day_idx";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders_2__orders_2_item_amount_day_idx" ATTACH PARTITION "public"."migrate_new__orders 2 b__orders 2 b_item_amount_day_idx";

-- [backfill-50] attach index migrate_new__orders_2_a__orders_2_a_item_amount_day_idx to migrate_new__orders_2__orders_2_item_amount_day_idx
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders_2_a__orders_2_a_item_amount_day_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_item_amount_day_idx"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders_2__orders_2_item_amount_day_idx";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders_2__orders_2_item_amount_day_idx" ATTACH PARTITION "public"."migrate_new__orders_2_a__orders_2_a_item_amount_day_idx";

-- [backfill-51] attach index migrate_new__orders_2__orders_2_item_amount_day_idx to migrate_new__orders__orders_once
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders_2__orders_2_item_amount_day_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_once"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders__orders_once";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders__orders_once" ATTACH PARTITION "public"."migrate_new__orders_2__orders_2_item_amount_day_idx";

-- [backfill-52] attach index migrate_new__orders_rest__orders_rest_item_amount_day_idx to migrate_new__orders__orders_once
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders_rest__orders_rest_item_amount_day_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_once"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders__orders_once";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders__orders_once" ATTACH PARTITION "public"."migrate_new__orders_rest__orders_rest_item_amount_day_idx";

-- [backfill-53] give what migrate_new__orders__orders_once needs to partitions that are new since the plan
--   strategy: online
--   lock: ACCESS SHARE on the catalog; SHARE on each partition that is new since the plan, one query at a time; writes of a new partition wait while it gets its index here
--   why: they were not there, or not attached, when the steps before were planned
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
DO $migrate$
DECLARE
  one record;
  name text;
BEGIN
  FOR one IN
    SELECT v.above, n.nspname AS schema, format('%I.%I', n.nspname, c.relname) AS place, format('migrate_new_%s_%s', left(md5('migrate_new__orders__orders_once'), 8), c.oid) AS built, left('migrate_new__orders__orders_once' || '_' || c.relname, 63) AS name,
      (SELECT sum(pg_catalog.pg_total_relation_size(relid)) FROM pg_catalog.pg_partition_tree(c.oid)) AS bytes
    FROM (VALUES ('"public"."orders"', '"public"."migrate_new__orders__orders_once"'), ('"public"."orders_2"', '"public"."migrate_new__orders_2__orders_2_item_amount_day_idx"')) AS v (place, above)
    JOIN pg_catalog.pg_inherits AS h ON h.inhparent = to_regclass(v.place)
    JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits AS part JOIN pg_catalog.pg_index AS i ON i.indexrelid = part.inhrelid
      WHERE part.inhparent = to_regclass(v.above) AND i.indrelid = c.oid)
  LOOP
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL AND one.bytes > 16777216 THEN
      RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('partition %s was made after the plan and is too large to get what %s needs under a lock; run this, then the command again: %s', one.place, 'migrate_new__orders__orders_once', format('CREATE UNIQUE INDEX CONCURRENTLY %I ON %s USING btree ("migrate_column__orders__item", amount, day) WHERE (amount > 5)', one.built, one.place));
    END IF;
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL THEN
      EXECUTE format('LOCK TABLE ONLY %s IN SHARE MODE', one.place);
      SET LOCAL lock_timeout = '50ms';
      EXECUTE format('LOCK TABLE %s IN SHARE MODE', one.place);
      EXECUTE format('CREATE UNIQUE INDEX %I ON %s USING btree ("migrate_column__orders__item", amount, day) WHERE (amount > 5)', one.built, one.place);
    END IF;
    name := one.built;
    IF name <> one.built THEN
      EXECUTE format('ALTER INDEX %I.%I RENAME TO %I', one.schema, one.built, name);
    END IF;
    EXECUTE format('ALTER INDEX %s ATTACH PARTITION %I.%I', one.above, one.schema, name);
  END LOOP;
END
$migrate$;

-- [backfill-54] see that index migrate_new__orders__orders_once is valid on orders
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: a partition that was attached meanwhile may have none
--   expects: no row
SELECT i.indrelid::regclass::text AS "table", 'has partitions without it' AS index
FROM pg_catalog.pg_partition_tree('"public"."migrate_new__orders__orders_once"') AS t
JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.relid
WHERE NOT i.indisvalid
LIMIT 5;

-- [backfill-55] see that nothing built on the second column reads orders.item
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: what still reads the old column would go with it
--   expects: no row
SELECT DISTINCT coalesce(k.conname, x.relname) AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
LEFT JOIN pg_catalog.pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
LEFT JOIN pg_catalog.pg_class AS x ON d.classid = 'pg_class'::regclass AND x.oid = d.objid
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."orders"'::regclass)) AND a.attname = 'item'
  AND coalesce(k.conname, x.relname) IN ('migrate_new__orders__orders_by_item', 'migrate_new__orders__orders_by_item', 'migrate_new__orders_2__orders_2_item_day_amount_idx', 'migrate_new__orders_1__orders_1_item_day_amount_idx', 'migrate_new__orders 2 b__orders 2 b_item_day_amount_idx', 'migrate_new__orders_2_a__orders_2_a_item_day_amount_idx', 'migrate_new__orders_rest__orders_rest_item_day_amount_idx', 'migrate_new__orders__orders_even', 'migrate_new__orders__orders_even', 'migrate_new__orders_2__orders_2_expr_abs_idx', 'migrate_new__orders_1__orders_1_expr_abs_idx', 'migrate_new__orders 2 b__orders 2 b_expr_abs_idx', 'migrate_new__orders_2_a__orders_2_a_expr_abs_idx', 'migrate_new__orders_rest__orders_rest_expr_abs_idx', 'migrate_new__orders__orders_once', 'migrate_new__orders__orders_once', 'migrate_new__orders_2__orders_2_item_amount_day_idx', 'migrate_new__orders_1__orders_1_item_amount_day_idx', 'migrate_new__orders 2 b__orders 2 b_item_amount_day_idx', 'migrate_new__orders_2_a__orders_2_a_item_amount_day_idx', 'migrate_new__orders_rest__orders_rest_item_amount_day_idx');

-- [backfill-56] gather statistics for the second column of orders.item
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders and its partitions, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."orders";

-- [backfill-57] require the second column of orders.item for new rows
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; NOT VALID: no row is read
--   why: SET NOT NULL alone would read the whole table under ACCESS EXCLUSIVE
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--       LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--     END
--     $migrate$
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__not_null item"
LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__not_null item" CHECK ("migrate_column__orders__item" IS NOT NULL) NOT VALID;

-- [backfill-58] prove that the second column of orders.item holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders and its partitions, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_new__orders__not_null item";

-- [backfill-59] make the second column of orders.item NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the validated CHECK proves it: no scan
--   runs: in one transaction with its record
LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__item" SET NOT NULL;
ALTER TABLE "public"."orders" DROP CONSTRAINT "migrate_new__orders__not_null item";

-- [backfill-60] exchange orders.item and the second column: item is bigint from here on
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; names change; no row is read, no index is built
--   why: both versions use the new type by the same name; the old column follows it, so that rollback exchanges them again
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
--   undo: LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE
--   undo: DO $migrate$
--     BEGIN
--       LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--     END
--     $migrate$
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned_built_on___53407e00e3" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned_built_on___53407e00e3"()
--   undo: DO $migrate$
--     DECLARE
--       one record;
--     BEGIN
--       FOR one IN
--         SELECT n.nspname AS place, x.relname AS first, y.relname AS second
--         FROM (VALUES ('"public"."migrate_old__orders__orders_by_item"', '"public"."orders_by_item"'), ('"public"."migrate_old__orders__orders_even"', '"public"."orders_even"'), ('"public"."migrate_old__orders__orders_item_amount"', '"public"."orders_item_amount"'), ('"public"."migrate_old__orders__orders_once"', '"public"."orders_once"')) AS v (first, second)
--         CROSS JOIN LATERAL pg_catalog.pg_partition_tree(v.first::regclass) AS s
--         CROSS JOIN LATERAL pg_catalog.pg_partition_tree(v.second::regclass) AS t
--         JOIN pg_catalog.pg_index AS i ON i.indexrelid = s.relid
--         JOIN pg_catalog.pg_index AS j ON j.indexrelid = t.relid AND j.indrelid = i.indrelid
--         JOIN pg_catalog.pg_class AS x ON x.oid = s.relid
--         JOIN pg_catalog.pg_class AS y ON y.oid = t.relid
--         JOIN pg_catalog.pg_namespace AS n ON n.oid = x.relnamespace
--         WHERE s.level > 0
--       LOOP
--         EXECUTE format('ALTER INDEX %1$I.%2$I RENAME TO %3$I', one.place, one.first, 'migrate_between__orders__item');
--         EXECUTE format('ALTER INDEX %1$I.%2$I RENAME TO %3$I', one.place, one.second, one.first);
--         EXECUTE format('ALTER INDEX %1$I.%2$I RENAME TO %3$I', one.place, 'migrate_between__orders__item', one.second);
--       END LOOP;
--     END
--     $migrate$
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "item" TO "migrate_between__orders__item"
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__item" TO "item"
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__item" TO "migrate_column__orders__item"
--   undo: ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_item_amount" TO "migrate_new__orders__orders_item_amount"
--   undo: ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_old__orders__orders_item_amount" TO "orders_item_amount"
--   undo: ALTER INDEX "public"."orders_by_item" RENAME TO "migrate_new__orders__orders_by_item"
--   undo: ALTER INDEX "public"."migrate_old__orders__orders_by_item" RENAME TO "orders_by_item"
--   undo: ALTER INDEX "public"."orders_even" RENAME TO "migrate_new__orders__orders_even"
--   undo: ALTER INDEX "public"."migrate_old__orders__orders_even" RENAME TO "orders_even"
--   undo: ALTER INDEX "public"."orders_once" RENAME TO "migrate_new__orders__orders_once"
--   undo: ALTER INDEX "public"."migrate_old__orders__orders_once" RENAME TO "orders_once"
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders_2_a"') IS NOT NULL THEN
--         ALTER TABLE "public"."orders_2_a" REPLICA IDENTITY USING INDEX "orders_2_a_item_day_amount_key";
--       END IF;
--     END
--     $migrate$
--   undo: ALTER TABLE "public"."orders" ALTER COLUMN "item" SET DEFAULT 1
--   undo: ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__item" DROP DEFAULT
--   undo: COMMENT ON INDEX orders_by_item IS 'for the list'
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders_1"') IS NOT NULL THEN
--         COMMENT ON INDEX orders_1_item_day_amount_idx IS 'for the list of the first';
--         ALTER TABLE public.orders_1 CLUSTER ON orders_1_item_day_amount_idx;
--       END IF;
--     END
--     $migrate$
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders 2 b"') IS NOT NULL THEN
--         COMMENT ON CONSTRAINT "item, amount" ON "orders 2 b" IS 'its own';
--       END IF;
--     END
--     $migrate$
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
--   undo: CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_partitioned_built_on___53407e00e3"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
--     BEGIN
--       NEW."migrate_column__orders__item" := NEW."item";
--       RETURN NEW;
--     END
--     $migrate$
--   undo: CREATE TRIGGER "zz_migrate_follow__alter_type_partitioned_built_on___53407e00e3" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
--       WHEN (NEW."migrate_column__orders__item"::integer IS DISTINCT FROM NEW."item"::integer)
--       EXECUTE FUNCTION migrate."migrate_follow__alter_type_partitioned_built_on___53407e00e3"()
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."orders"'::regclass)) AND a.attname = 'item'
  AND o.identity NOT IN ('public.orders_by_item', 'public.orders_even', 'public.orders_once', 'orders_item_amount on public.orders')
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
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned_built_on___53407e00e3" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned_built_on___53407e00e3"();
DO $migrate$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT n.nspname AS place, x.relname AS first, y.relname AS second
    FROM (VALUES ('"public"."orders_by_item"', '"public"."migrate_new__orders__orders_by_item"'), ('"public"."orders_even"', '"public"."migrate_new__orders__orders_even"'), ('"public"."orders_item_amount"', '"public"."migrate_new__orders__orders_item_amount"'), ('"public"."orders_once"', '"public"."migrate_new__orders__orders_once"')) AS v (first, second)
    CROSS JOIN LATERAL pg_catalog.pg_partition_tree(v.first::regclass) AS s
    CROSS JOIN LATERAL pg_catalog.pg_partition_tree(v.second::regclass) AS t
    JOIN pg_catalog.pg_index AS i ON i.indexrelid = s.relid
    JOIN pg_catalog.pg_index AS j ON j.indexrelid = t.relid AND j.indrelid = i.indrelid
    JOIN pg_catalog.pg_class AS x ON x.oid = s.relid
    JOIN pg_catalog.pg_class AS y ON y.oid = t.relid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = x.relnamespace
    WHERE s.level > 0
  LOOP
    EXECUTE format('ALTER INDEX %1$I.%2$I RENAME TO %3$I', one.place, one.first, 'migrate_between__orders__item');
    EXECUTE format('ALTER INDEX %1$I.%2$I RENAME TO %3$I', one.place, one.second, one.first);
    EXECUTE format('ALTER INDEX %1$I.%2$I RENAME TO %3$I', one.place, 'migrate_between__orders__item', one.second);
  END LOOP;
END
$migrate$;
ALTER TABLE "public"."orders" RENAME COLUMN "item" TO "migrate_between__orders__item";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__item" TO "item";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__item" TO "migrate_column__orders__item";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_item_amount" TO "migrate_old__orders__orders_item_amount";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_new__orders__orders_item_amount" TO "orders_item_amount";
ALTER INDEX "public"."orders_by_item" RENAME TO "migrate_old__orders__orders_by_item";
ALTER INDEX "public"."migrate_new__orders__orders_by_item" RENAME TO "orders_by_item";
ALTER INDEX "public"."orders_even" RENAME TO "migrate_old__orders__orders_even";
ALTER INDEX "public"."migrate_new__orders__orders_even" RENAME TO "orders_even";
ALTER INDEX "public"."orders_once" RENAME TO "migrate_old__orders__orders_once";
ALTER INDEX "public"."migrate_new__orders__orders_once" RENAME TO "orders_once";
ALTER TABLE "public"."orders_by_item" RENAME COLUMN "migrate_column__orders__item" TO "item";
ALTER TABLE "public"."orders_item_amount" RENAME COLUMN "migrate_column__orders__item" TO "item";
ALTER TABLE "public"."orders_once" RENAME COLUMN "migrate_column__orders__item" TO "item";
DO $migrate$
BEGIN
  IF to_regclass('"public"."orders_2_a"') IS NOT NULL THEN
    ALTER TABLE "public"."orders_2_a" REPLICA IDENTITY USING INDEX "orders_2_a_item_day_amount_key";
  END IF;
END
$migrate$;
ALTER TABLE "public"."orders" ALTER COLUMN "item" SET DEFAULT 1;
ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__item" DROP DEFAULT;
COMMENT ON INDEX orders_by_item IS 'for the list';
DO $migrate$
BEGIN
  IF to_regclass('"public"."orders_1"') IS NOT NULL THEN
    COMMENT ON INDEX orders_1_item_day_amount_idx IS 'for the list of the first';
    ALTER TABLE public.orders_1 CLUSTER ON orders_1_item_day_amount_idx;
  END IF;
END
$migrate$;
DO $migrate$
BEGIN
  IF to_regclass('"public"."orders 2 b"') IS NOT NULL THEN
    COMMENT ON CONSTRAINT "item, amount" ON "orders 2 b" IS 'its own';
  END IF;
END
$migrate$;
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
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_partitioned_built_on___53407e00e3"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__orders__item" := NEW."item";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_partitioned_built_on___53407e00e3" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (NEW."migrate_column__orders__item"::integer IS DISTINCT FROM NEW."item"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_partitioned_built_on___53407e00e3"();
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

-- [backfill-61] fill the second column of orders.code
--   strategy: in place
--   lock: ROW EXCLUSIVE on orders and its partitions, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: a row that the expression cannot map is named by its key
--   batches: table orders by id, day; each commits together with its checkpoint
--   first key, once:
SELECT "id", "day" FROM "public"."orders" ORDER BY "id", "day" LIMIT 1;
--   last key, once:
SELECT "id", "day" FROM "public"."orders" ORDER BY "id" DESC, "day" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = from.day, $3 = end.id, $4 = end.day, $5 = batch size - 1
SELECT "id", "day" FROM "public"."orders" WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer ORDER BY "id", "day" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
SET LOCAL synchronous_commit = off;
SET LOCAL migrate.backfill = 'zz_migrate_up__alter_type_partitioned_built_on__orders__code';
--   the batch:
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
UPDATE "public"."orders" SET "migrate_column__orders__code" = migrate."migrate_row__alter_type_partitioned_built_on__orders_c009295674"("orders".*)
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND ROW("migrate_column__orders__code")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_partitioned_built_on__orders_c009295674"("orders".*))::record;

-- [backfill-62] compare the second column of orders.code with the first
--   lock: ACCESS SHARE on orders and its partitions, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table orders by id, day; each commits together with its checkpoint
--   first key, once:
SELECT "id", "day" FROM "public"."orders" ORDER BY "id", "day" LIMIT 1;
--   last key, once:
SELECT "id", "day" FROM "public"."orders" ORDER BY "id" DESC, "day" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = from.day, $3 = end.id, $4 = end.day, $5 = batch size - 1
SELECT "id", "day" FROM "public"."orders" WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer ORDER BY "id", "day" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
SELECT "id", "day" FROM "public"."orders"
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND ROW("migrate_column__orders__code")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_partitioned_built_on__orders_c009295674"("orders".*))::record
LIMIT 5;

-- [backfill-63] make index migrate_new__orders__orders_by_code of orders alone, INVALID
--   strategy: online
--   lock: SHARE on orders, milliseconds: catalog only, nothing is built; writes through the parent wait that long, reads do not
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_by_code"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders__orders_by_code";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
CREATE INDEX "migrate_new__orders__orders_by_code" ON ONLY "public"."orders" USING btree ("migrate_column__orders__code" text_pattern_ops);

-- [backfill-64] make index migrate_new__orders_2__orders_2_code_idx of orders_2 alone, INVALID
--   strategy: online
--   lock: SHARE on orders_2, milliseconds: catalog only, nothing is built; writes through the parent wait that long, reads do not
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_code_idx"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders_2__orders_2_code_idx";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
CREATE INDEX "migrate_new__orders_2__orders_2_code_idx" ON ONLY "public"."orders_2" USING btree ("migrate_column__orders__code" text_pattern_ops);

-- [backfill-65] build index migrate_new__orders_1__orders_1_code_idx on partition orders_1
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_1, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_1__orders_1_code_idx"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_1__orders_1_code_idx"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_1__orders_1_code_idx"
CREATE INDEX CONCURRENTLY "migrate_new__orders_1__orders_1_code_idx" ON "public"."orders_1" USING btree ("migrate_column__orders__code" text_pattern_ops);

-- [backfill-66] build index migrate_new__orders 2 b__orders 2 b_code_idx on partition orders 2 b
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders 2 b, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders 2 b__orders 2 b_code_idx"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders 2 b__orders 2 b_code_idx"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders 2 b__orders 2 b_code_idx"
CREATE INDEX CONCURRENTLY "migrate_new__orders 2 b__orders 2 b_code_idx" ON "public"."orders 2 b" USING btree ("migrate_column__orders__code" text_pattern_ops);

-- [backfill-67] build index migrate_new__orders_2_a__orders_2_a_code_idx on partition orders_2_a
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_2_a, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_2_a__orders_2_a_code_idx"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_2_a__orders_2_a_code_idx"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_2_a__orders_2_a_code_idx"
CREATE INDEX CONCURRENTLY "migrate_new__orders_2_a__orders_2_a_code_idx" ON "public"."orders_2_a" USING btree ("migrate_column__orders__code" text_pattern_ops);

-- [backfill-68] build index migrate_new__orders_rest__orders_rest_code_idx on partition orders_rest
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_rest, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_rest__orders_rest_code_idx"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_rest__orders_rest_code_idx"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_rest__orders_rest_code_idx"
CREATE INDEX CONCURRENTLY "migrate_new__orders_rest__orders_rest_code_idx" ON "public"."orders_rest" USING btree ("migrate_column__orders__code" text_pattern_ops);

-- [backfill-69] attach index migrate_new__orders_1__orders_1_code_idx to migrate_new__orders__orders_by_code
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders_1__orders_1_code_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_by_code"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders__orders_by_code";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders__orders_by_code" ATTACH PARTITION "public"."migrate_new__orders_1__orders_1_code_idx";

-- [backfill-70] attach index migrate_new__orders 2 b__orders 2 b_code_idx to migrate_new__orders_2__orders_2_code_idx
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders 2 b__orders 2 b_code_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_code_idx"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders_2__orders_2_code_idx";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders_2__orders_2_code_idx" ATTACH PARTITION "public"."migrate_new__orders 2 b__orders 2 b_code_idx";

-- [backfill-71] attach index migrate_new__orders_2_a__orders_2_a_code_idx to migrate_new__orders_2__orders_2_code_idx
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders_2_a__orders_2_a_code_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_code_idx"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders_2__orders_2_code_idx";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders_2__orders_2_code_idx" ATTACH PARTITION "public"."migrate_new__orders_2_a__orders_2_a_code_idx";

-- [backfill-72] attach index migrate_new__orders_2__orders_2_code_idx to migrate_new__orders__orders_by_code
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders_2__orders_2_code_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_by_code"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders__orders_by_code";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders__orders_by_code" ATTACH PARTITION "public"."migrate_new__orders_2__orders_2_code_idx";

-- [backfill-73] attach index migrate_new__orders_rest__orders_rest_code_idx to migrate_new__orders__orders_by_code
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders_rest__orders_rest_code_idx, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_by_code"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         DROP INDEX IF EXISTS "public"."migrate_new__orders__orders_by_code";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders__orders_by_code" ATTACH PARTITION "public"."migrate_new__orders_rest__orders_rest_code_idx";

-- [backfill-74] give what migrate_new__orders__orders_by_code needs to partitions that are new since the plan
--   strategy: online
--   lock: ACCESS SHARE on the catalog; SHARE on each partition that is new since the plan, one query at a time; writes of a new partition wait while it gets its index here
--   why: they were not there, or not attached, when the steps before were planned
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
DO $migrate$
DECLARE
  one record;
  name text;
BEGIN
  FOR one IN
    SELECT v.above, n.nspname AS schema, format('%I.%I', n.nspname, c.relname) AS place, format('migrate_new_%s_%s', left(md5('migrate_new__orders__orders_by_code'), 8), c.oid) AS built, left('migrate_new__orders__orders_by_code' || '_' || c.relname, 63) AS name,
      (SELECT sum(pg_catalog.pg_total_relation_size(relid)) FROM pg_catalog.pg_partition_tree(c.oid)) AS bytes
    FROM (VALUES ('"public"."orders"', '"public"."migrate_new__orders__orders_by_code"'), ('"public"."orders_2"', '"public"."migrate_new__orders_2__orders_2_code_idx"')) AS v (place, above)
    JOIN pg_catalog.pg_inherits AS h ON h.inhparent = to_regclass(v.place)
    JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits AS part JOIN pg_catalog.pg_index AS i ON i.indexrelid = part.inhrelid
      WHERE part.inhparent = to_regclass(v.above) AND i.indrelid = c.oid)
  LOOP
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL AND one.bytes > 16777216 THEN
      RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('partition %s was made after the plan and is too large to get what %s needs under a lock; run this, then the command again: %s', one.place, 'migrate_new__orders__orders_by_code', format('CREATE INDEX CONCURRENTLY %I ON %s USING btree ("migrate_column__orders__code" text_pattern_ops)', one.built, one.place));
    END IF;
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL THEN
      EXECUTE format('LOCK TABLE ONLY %s IN SHARE MODE', one.place);
      SET LOCAL lock_timeout = '50ms';
      EXECUTE format('LOCK TABLE %s IN SHARE MODE', one.place);
      EXECUTE format('CREATE INDEX %I ON %s USING btree ("migrate_column__orders__code" text_pattern_ops)', one.built, one.place);
    END IF;
    name := one.built;
    IF name <> one.built THEN
      EXECUTE format('ALTER INDEX %I.%I RENAME TO %I', one.schema, one.built, name);
    END IF;
    EXECUTE format('ALTER INDEX %s ATTACH PARTITION %I.%I', one.above, one.schema, name);
  END LOOP;
END
$migrate$;

-- [backfill-75] see that index migrate_new__orders__orders_by_code is valid on orders
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: a partition that was attached meanwhile may have none
--   expects: no row
SELECT i.indrelid::regclass::text AS "table", 'has partitions without it' AS index
FROM pg_catalog.pg_partition_tree('"public"."migrate_new__orders__orders_by_code"') AS t
JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.relid
WHERE NOT i.indisvalid
LIMIT 5;

-- [backfill-76] look for duplicates that orders_code would refuse
--   lock: ACCESS SHARE on orders and its partitions, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "migrate_column__orders__code", migrate_twice.key_2 AS "day", migrate_twice.rows,
  array_to_string(ARRAY(SELECT '(' || concat_ws(', ', "id", "day") || ')' AS migrate_row FROM "public"."orders"
    WHERE "migrate_column__orders__code" IS NOT DISTINCT FROM migrate_twice.key_1 AND "day" IS NOT DISTINCT FROM migrate_twice.key_2
    ORDER BY "id", "day" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "(id, day)"
FROM (SELECT "migrate_column__orders__code" AS key_1, "day" AS key_2, count(*) AS rows FROM "public"."orders"
  WHERE "migrate_column__orders__code" IS NOT NULL AND "day" IS NOT NULL
  GROUP BY "migrate_column__orders__code", "day" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-77] make constraint migrate_new__orders__orders_code of orders alone, INVALID
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only, nothing is built; reads and writes through the parent wait that long
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_code"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_code";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE ONLY "public"."orders" ADD CONSTRAINT "migrate_new__orders__orders_code" UNIQUE ("migrate_column__orders__code", "day") INCLUDE ("amount");

-- [backfill-78] make constraint migrate_new__orders_2__orders_2_code_day_amount_key of orders_2 alone, INVALID
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders_2, milliseconds: catalog only, nothing is built; reads and writes through the parent wait that long
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_code_day_amount_key"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders_2" DROP CONSTRAINT IF EXISTS "migrate_new__orders_2__orders_2_code_day_amount_key";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE ONLY "public"."orders_2" ADD CONSTRAINT "migrate_new__orders_2__orders_2_code_day_amount_key" UNIQUE ("migrate_column__orders__code", "day") INCLUDE ("amount");

-- [backfill-79] build index migrate_new__orders_1__orders_1_code_day_amount_key on partition orders_1
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_1, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_1__orders_1_code_day_amount_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_1__orders_1_code_day_amount_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_1__orders_1_code_day_amount_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders_1__orders_1_code_day_amount_key" ON "public"."orders_1" USING btree ("migrate_column__orders__code", day) INCLUDE (amount);

-- [backfill-80] build index migrate_new__orders 2 b__orders 2 b_code_day_amount_key on partition orders 2 b
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders 2 b, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders 2 b__orders 2 b_code_day_amount_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders 2 b__orders 2 b_code_day_amount_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders 2 b__orders 2 b_code_day_amount_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders 2 b__orders 2 b_code_day_amount_key" ON "public"."orders 2 b" USING btree ("migrate_column__orders__code", day) INCLUDE (amount);

-- [backfill-81] build index migrate_new__orders_2_a__orders_2_a_code_day_amount_key on partition orders_2_a
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_2_a, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_2_a__orders_2_a_code_day_amount_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_2_a__orders_2_a_code_day_amount_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_2_a__orders_2_a_code_day_amount_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders_2_a__orders_2_a_code_day_amount_key" ON "public"."orders_2_a" USING btree ("migrate_column__orders__code", day) INCLUDE (amount);

-- [backfill-82] build index migrate_new__orders_rest__orders_rest_code_day_amount_key on partition orders_rest
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_rest, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_rest__orders_rest_code_day_amount_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_rest__orders_rest_code_day_amount_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_rest__orders_rest_code_day_amount_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders_rest__orders_rest_code_day_amount_key" ON "public"."orders_rest" USING btree ("migrate_column__orders__code", day) INCLUDE (amount);

-- [backfill-83] attach index migrate_new__orders_1__orders_1_code_day_amount_key to migrate_new__orders__orders_code
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders_1, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_code"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_code";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."orders_1" ADD CONSTRAINT "migrate_new__orders_1__orders_1_code_day_amount_key" UNIQUE USING INDEX "migrate_new__orders_1__orders_1_code_day_amount_key";
ALTER INDEX "public"."migrate_new__orders__orders_code" ATTACH PARTITION "public"."migrate_new__orders_1__orders_1_code_day_amount_key";

-- [backfill-84] attach index migrate_new__orders 2 b__orders 2 b_code_day_amount_key to migrate_new__orders_2__orders_2_code_day_amount_key
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders 2 b, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_code_day_amount_key"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders_2" DROP CONSTRAINT IF EXISTS "migrate_new__orders_2__orders_2_code_day_amount_key";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."orders 2 b" ADD CONSTRAINT "migrate_new__orders 2 b__orders 2 b_code_day_amount_key" UNIQUE USING INDEX "migrate_new__orders 2 b__orders 2 b_code_day_amount_key";
ALTER INDEX "public"."migrate_new__orders_2__orders_2_code_day_amount_key" ATTACH PARTITION "public"."migrate_new__orders 2 b__orders 2 b_code_day_amount_key";

-- [backfill-85] attach index migrate_new__orders_2_a__orders_2_a_code_day_amount_key to migrate_new__orders_2__orders_2_code_day_amount_key
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders_2_a, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_code_day_amount_key"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders_2" DROP CONSTRAINT IF EXISTS "migrate_new__orders_2__orders_2_code_day_amount_key";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."orders_2_a" ADD CONSTRAINT "migrate_new__orders_2_a__orders_2_a_code_day_amount_key" UNIQUE USING INDEX "migrate_new__orders_2_a__orders_2_a_code_day_amount_key";
ALTER INDEX "public"."migrate_new__orders_2__orders_2_code_day_amount_key" ATTACH PARTITION "public"."migrate_new__orders_2_a__orders_2_a_code_day_amount_key";

-- [backfill-86] attach index migrate_new__orders_2__orders_2_code_day_amount_key to migrate_new__orders__orders_code
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders_2__orders_2_code_day_amount_key, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_code"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_code";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders__orders_code" ATTACH PARTITION "public"."migrate_new__orders_2__orders_2_code_day_amount_key";

-- [backfill-87] attach index migrate_new__orders_rest__orders_rest_code_day_amount_key to migrate_new__orders__orders_code
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders_rest, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_code"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_code";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."orders_rest" ADD CONSTRAINT "migrate_new__orders_rest__orders_rest_code_day_amount_key" UNIQUE USING INDEX "migrate_new__orders_rest__orders_rest_code_day_amount_key";
ALTER INDEX "public"."migrate_new__orders__orders_code" ATTACH PARTITION "public"."migrate_new__orders_rest__orders_rest_code_day_amount_key";

-- [backfill-88] give what migrate_new__orders__orders_code needs to partitions that are new since the plan
--   strategy: online
--   lock: ACCESS SHARE on the catalog; ACCESS EXCLUSIVE on each partition that is new since the plan, one query at a time; reads and writes of a new partition wait while it gets its index here
--   why: they were not there, or not attached, when the steps before were planned
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
DO $migrate$
DECLARE
  one record;
  name text;
BEGIN
  FOR one IN
    SELECT v.above, n.nspname AS schema, format('%I.%I', n.nspname, c.relname) AS place, format('migrate_new_%s_%s', left(md5('migrate_new__orders__orders_code'), 8), c.oid) AS built, left('migrate_new__orders__orders_code' || '_' || c.relname, 63) AS name,
      (SELECT sum(pg_catalog.pg_total_relation_size(relid)) FROM pg_catalog.pg_partition_tree(c.oid)) AS bytes
    FROM (VALUES ('"public"."orders"', '"public"."migrate_new__orders__orders_code"'), ('"public"."orders_2"', '"public"."migrate_new__orders_2__orders_2_code_day_amount_key"')) AS v (place, above)
    JOIN pg_catalog.pg_inherits AS h ON h.inhparent = to_regclass(v.place)
    JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits AS part JOIN pg_catalog.pg_index AS i ON i.indexrelid = part.inhrelid
      WHERE part.inhparent = to_regclass(v.above) AND i.indrelid = c.oid)
  LOOP
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL AND one.bytes > 16777216 THEN
      RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('partition %s was made after the plan and is too large to get what %s needs under a lock; run this, then the command again: %s', one.place, 'migrate_new__orders__orders_code', format('CREATE UNIQUE INDEX CONCURRENTLY %I ON %s USING btree ("migrate_column__orders__code", day) INCLUDE (amount)', one.built, one.place));
    END IF;
    EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', one.place);
    SET LOCAL lock_timeout = '50ms';
    EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', one.place);
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL THEN
      EXECUTE format('CREATE UNIQUE INDEX %I ON %s USING btree ("migrate_column__orders__code", day) INCLUDE (amount)', one.built, one.place);
    END IF;
    name := one.built;
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I UNIQUE USING INDEX %I', one.place, name, one.built);
    EXECUTE format('ALTER INDEX %s ATTACH PARTITION %I.%I', one.above, one.schema, name);
  END LOOP;
END
$migrate$;

-- [backfill-89] see that index migrate_new__orders__orders_code is valid on orders
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: a partition that was attached meanwhile may have none
--   expects: no row
SELECT i.indrelid::regclass::text AS "table", 'has partitions without it' AS index
FROM pg_catalog.pg_partition_tree('"public"."migrate_new__orders__orders_code"') AS t
JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.relid
WHERE NOT i.indisvalid
LIMIT 5;

-- [backfill-90] see that nothing built on the second column reads orders.code
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: what still reads the old column would go with it
--   expects: no row
SELECT DISTINCT coalesce(k.conname, x.relname) AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
LEFT JOIN pg_catalog.pg_constraint AS k ON d.classid = 'pg_constraint'::regclass AND k.oid = d.objid
LEFT JOIN pg_catalog.pg_class AS x ON d.classid = 'pg_class'::regclass AND x.oid = d.objid
WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."orders"'::regclass)) AND a.attname = 'code'
  AND coalesce(k.conname, x.relname) IN ('migrate_new__orders__orders_by_code', 'migrate_new__orders__orders_by_code', 'migrate_new__orders_2__orders_2_code_idx', 'migrate_new__orders_1__orders_1_code_idx', 'migrate_new__orders 2 b__orders 2 b_code_idx', 'migrate_new__orders_2_a__orders_2_a_code_idx', 'migrate_new__orders_rest__orders_rest_code_idx');

-- [backfill-91] gather statistics for the second column of orders.code
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders and its partitions, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."orders" ("migrate_column__orders__code");

-- ==== contract
-- [contract-1] compare the second column of orders.code with the first again
--   lock: ACCESS SHARE on orders and its partitions, one query at a time; reads and writes go on
--   why: history is proven complete before anything relies on it
--   batches: table orders by id, day; each commits together with its checkpoint
--   first key, once:
SELECT "id", "day" FROM "public"."orders" ORDER BY "id", "day" LIMIT 1;
--   last key, once:
SELECT "id", "day" FROM "public"."orders" ORDER BY "id" DESC, "day" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = from.day, $3 = end.id, $4 = end.day, $5 = batch size - 1
SELECT "id", "day" FROM "public"."orders" WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer ORDER BY "id", "day" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is a difference):
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
SELECT "id", "day" FROM "public"."orders"
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND ROW("migrate_column__orders__code")::record OPERATOR(pg_catalog.*<>) ROW(migrate."migrate_row__alter_type_partitioned_built_on__orders_c009295674"("orders".*))::record
LIMIT 5;

-- [contract-2] look for what else is built on orders.migrate_column__orders__item
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."orders"'::regclass)) AND a.attname = 'migrate_column__orders__item'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-3] drop the old column of orders.item
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the rows keep their space
--   why: no live code needs the old type; its indexes and constraints go with it
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned_built_on___53407e00e3" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned_built_on___53407e00e3"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."orders"'::regclass)) AND a.attname = 'migrate_column__orders__item'
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

-- [contract-4] look for what else is built on orders.code
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."orders"'::regclass)) AND a.attname = 'code'
  AND o.identity NOT IN ('public.orders_by_code', 'orders_code on public.orders')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-5] put the second column in the place of orders.code
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; names change; no row is read, no index is built
--   why: old code is gone; everything was built on the second column before
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
SELECT string_agg(p.part, ', ' ORDER BY p.part) FROM (VALUES ('privileges', '(digest)'), ('default', '(digest)'), ('NOT NULL', '(digest)'), ('comment', '(digest)'), ('settings', '(digest)')) AS p (part, digest) JOIN (SELECT v.part, left(encode(sha256(textsend(v.words)), 'hex'), 16) AS digest FROM pg_attribute AS a CROSS JOIN LATERAL (VALUES ('privileges', concat_ws(chr(30), (SELECT string_agg(concat_ws(' ', g.grantee::regrole, g.privilege_type, g.is_grantable), ', ' ORDER BY g.grantee, g.privilege_type, g.is_grantable) FROM aclexplode(a.attacl) AS g))),
    ('default', concat_ws(chr(30), (SELECT pg_get_expr(e.adbin, e.adrelid) FROM pg_attrdef AS e WHERE e.adrelid = a.attrelid AND e.adnum = a.attnum))),
    ('NOT NULL', concat_ws(chr(30), a.attnotnull)),
    ('comment', concat_ws(chr(30), col_description(a.attrelid, a.attnum))),
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."orders"') AND a.attname = 'code') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column orders.code since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
  END IF;
  PERFORM set_config('search_path', migrate_path, true);
END
$migrate$;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."orders"'::regclass)) AND a.attname = 'code'
  AND o.identity NOT IN ('public.orders_by_code', 'orders_code on public.orders')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on orders.code since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_up__alter_type_partitioned_built_on__orders__code" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_up__alter_type_partitioned_built_on__orders__code"();
DO $migrate$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT n.nspname AS place, x.relname AS first, y.relname AS second
    FROM (VALUES ('"public"."orders_by_code"', '"public"."migrate_new__orders__orders_by_code"'), ('"public"."orders_code"', '"public"."migrate_new__orders__orders_code"')) AS v (first, second)
    CROSS JOIN LATERAL pg_catalog.pg_partition_tree(v.first::regclass) AS s
    CROSS JOIN LATERAL pg_catalog.pg_partition_tree(v.second::regclass) AS t
    JOIN pg_catalog.pg_index AS i ON i.indexrelid = s.relid
    JOIN pg_catalog.pg_index AS j ON j.indexrelid = t.relid AND j.indrelid = i.indrelid
    JOIN pg_catalog.pg_class AS x ON x.oid = s.relid
    JOIN pg_catalog.pg_class AS y ON y.oid = t.relid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = x.relnamespace
    WHERE s.level > 0
  LOOP
    EXECUTE format('ALTER INDEX %1$I.%2$I RENAME TO %3$I', one.place, one.first, 'migrate_between__orders__code');
    EXECUTE format('ALTER INDEX %1$I.%2$I RENAME TO %3$I', one.place, one.second, one.first);
    EXECUTE format('ALTER INDEX %1$I.%2$I RENAME TO %3$I', one.place, 'migrate_between__orders__code', one.second);
  END LOOP;
END
$migrate$;
ALTER TABLE "public"."orders" RENAME COLUMN "code" TO "migrate_between__orders__code";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__code" TO "code";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__code" TO "migrate_column__orders__code";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_code" TO "migrate_old__orders__orders_code";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_new__orders__orders_code" TO "orders_code";
ALTER INDEX "public"."orders_by_code" RENAME TO "migrate_old__orders__orders_by_code";
ALTER INDEX "public"."migrate_new__orders__orders_by_code" RENAME TO "orders_by_code";
ALTER TABLE "public"."orders_by_code" RENAME COLUMN "migrate_column__orders__code" TO "code";
ALTER TABLE "public"."orders_code" RENAME COLUMN "migrate_column__orders__code" TO "code";
DROP FUNCTION IF EXISTS migrate."migrate_row__alter_type_partitioned_built_on__orders_c009295674"("public"."orders");
ALTER TABLE "public"."orders" DROP COLUMN "migrate_column__orders__code";
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('code') IN lower(p.prosrc)) > 0 AND (position(lower('orders') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."orders"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;
