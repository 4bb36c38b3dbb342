-- migration: alter_type_partitioned_foreign_keys
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
-- note: orders.bin is numeric(12,0) from the end of backfill on, for both versions; until contract it takes no value that integer cannot hold
-- note: orders.bin ends as the last column of orders; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")

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
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned_foreign_ke_5e259cbcd7" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned_foreign_ke_5e259cbcd7"()
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
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_partitioned_foreign_ke_5e259cbcd7"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__orders__item" := NEW."item";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_partitioned_foreign_ke_5e259cbcd7" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (NEW."migrate_column__orders__item"::integer IS DISTINCT FROM NEW."item"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_partitioned_foreign_ke_5e259cbcd7"();

-- [expand-2] add a second column of type numeric(12,0) beside orders.bin, kept in step
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the new column is empty; nothing is rewritten
--   why: changing integer to numeric(12,0) in one statement would rewrite the table under ACCESS EXCLUSIVE
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
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned_foreign_ke_f73b88f440" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned_foreign_ke_f73b88f440"()
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP COLUMN IF EXISTS "migrate_column__orders__bin"
LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders" ADD COLUMN "migrate_column__orders__bin" numeric(12,0);
EXPLAIN UPDATE "public"."orders" SET "migrate_column__orders__bin" = "bin"::numeric(12,0) WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_partitioned_foreign_ke_f73b88f440"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__orders__bin" := NEW."bin";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_partitioned_foreign_ke_f73b88f440" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (NEW."migrate_column__orders__bin"::integer IS DISTINCT FROM NEW."bin"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_partitioned_foreign_ke_f73b88f440"();

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

-- [backfill-3] make constraint migrate_new__orders__orders_once of orders alone, INVALID
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only, nothing is built; reads and writes through the parent wait that long
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_once"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_once";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE ONLY "public"."orders" ADD CONSTRAINT "migrate_new__orders__orders_once" UNIQUE ("migrate_column__orders__item", "day", "id");

-- [backfill-4] make constraint migrate_new__orders_2__orders_2_item_day_id_key of orders_2 alone, INVALID
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders_2, milliseconds: catalog only, nothing is built; reads and writes through the parent wait that long
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_item_day_id_key"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders_2" DROP CONSTRAINT IF EXISTS "migrate_new__orders_2__orders_2_item_day_id_key";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE ONLY "public"."orders_2" ADD CONSTRAINT "migrate_new__orders_2__orders_2_item_day_id_key" UNIQUE ("migrate_column__orders__item", "day", "id");

-- [backfill-5] build index migrate_new__orders_1__orders_1_item_day_id_key on partition orders_1
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_1, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_1__orders_1_item_day_id_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_1__orders_1_item_day_id_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_1__orders_1_item_day_id_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders_1__orders_1_item_day_id_key" ON "public"."orders_1" USING btree ("migrate_column__orders__item", day, id);

-- [backfill-6] build index migrate_new__orders 2 b__orders 2 b_item_day_id_key on partition orders 2 b
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders 2 b, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders 2 b__orders 2 b_item_day_id_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders 2 b__orders 2 b_item_day_id_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders 2 b__orders 2 b_item_day_id_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders 2 b__orders 2 b_item_day_id_key" ON "public"."orders 2 b" USING btree ("migrate_column__orders__item", day, id);

-- [backfill-7] build index migrate_new__orders_2_a__orders_2_a_item_day_id_key on partition orders_2_a
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_2_a, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_2_a__orders_2_a_item_day_id_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_2_a__orders_2_a_item_day_id_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_2_a__orders_2_a_item_day_id_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders_2_a__orders_2_a_item_day_id_key" ON "public"."orders_2_a" USING btree ("migrate_column__orders__item", day, id);

-- [backfill-8] build index migrate_new__orders_rest__orders_rest_item_day_id_key on partition orders_rest
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_rest, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_rest__orders_rest_item_day_id_key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_rest__orders_rest_item_day_id_key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_rest__orders_rest_item_day_id_key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders_rest__orders_rest_item_day_id_key" ON "public"."orders_rest" USING btree ("migrate_column__orders__item", day, id);

-- [backfill-9] attach index migrate_new__orders_1__orders_1_item_day_id_key to migrate_new__orders__orders_once
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders_1, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_once"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_once";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."orders_1" ADD CONSTRAINT "migrate_new__orders_1__orders_1_item_day_id_key" UNIQUE USING INDEX "migrate_new__orders_1__orders_1_item_day_id_key";
ALTER INDEX "public"."migrate_new__orders__orders_once" ATTACH PARTITION "public"."migrate_new__orders_1__orders_1_item_day_id_key";

-- [backfill-10] attach index migrate_new__orders 2 b__orders 2 b_item_day_id_key to migrate_new__orders_2__orders_2_item_day_id_key
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders 2 b, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_item_day_id_key"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders_2" DROP CONSTRAINT IF EXISTS "migrate_new__orders_2__orders_2_item_day_id_key";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."orders 2 b" ADD CONSTRAINT "migrate_new__orders 2 b__orders 2 b_item_day_id_key" UNIQUE USING INDEX "migrate_new__orders 2 b__orders 2 b_item_day_id_key";
ALTER INDEX "public"."migrate_new__orders_2__orders_2_item_day_id_key" ATTACH PARTITION "public"."migrate_new__orders 2 b__orders 2 b_item_day_id_key";

-- [backfill-11] attach index migrate_new__orders_2_a__orders_2_a_item_day_id_key to migrate_new__orders_2__orders_2_item_day_id_key
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders_2_a, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders_2__orders_2_item_day_id_key"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders_2" DROP CONSTRAINT IF EXISTS "migrate_new__orders_2__orders_2_item_day_id_key";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."orders_2_a" ADD CONSTRAINT "migrate_new__orders_2_a__orders_2_a_item_day_id_key" UNIQUE USING INDEX "migrate_new__orders_2_a__orders_2_a_item_day_id_key";
ALTER INDEX "public"."migrate_new__orders_2__orders_2_item_day_id_key" ATTACH PARTITION "public"."migrate_new__orders_2_a__orders_2_a_item_day_id_key";

-- [backfill-12] attach index migrate_new__orders_2__orders_2_item_day_id_key to migrate_new__orders__orders_once
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index migrate_new__orders_2__orders_2_item_day_id_key, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_once"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_once";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."migrate_new__orders__orders_once" ATTACH PARTITION "public"."migrate_new__orders_2__orders_2_item_day_id_key";

-- [backfill-13] attach index migrate_new__orders_rest__orders_rest_item_day_id_key to migrate_new__orders__orders_once
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders_rest, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."migrate_new__orders__orders_once"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_once";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."orders_rest" ADD CONSTRAINT "migrate_new__orders_rest__orders_rest_item_day_id_key" UNIQUE USING INDEX "migrate_new__orders_rest__orders_rest_item_day_id_key";
ALTER INDEX "public"."migrate_new__orders__orders_once" ATTACH PARTITION "public"."migrate_new__orders_rest__orders_rest_item_day_id_key";

-- [backfill-14] give what migrate_new__orders__orders_once needs to partitions that are new since the plan
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
    SELECT v.above, n.nspname AS schema, format('%I.%I', n.nspname, c.relname) AS place, format('migrate_new_%s_%s', left(md5('migrate_new__orders__orders_once'), 8), c.oid) AS built, left('migrate_new__orders__orders_once' || '_' || c.relname, 63) AS name,
      (SELECT sum(pg_catalog.pg_total_relation_size(relid)) FROM pg_catalog.pg_partition_tree(c.oid)) AS bytes
    FROM (VALUES ('"public"."orders"', '"public"."migrate_new__orders__orders_once"'), ('"public"."orders_2"', '"public"."migrate_new__orders_2__orders_2_item_day_id_key"')) AS v (place, above)
    JOIN pg_catalog.pg_inherits AS h ON h.inhparent = to_regclass(v.place)
    JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits AS part JOIN pg_catalog.pg_index AS i ON i.indexrelid = part.inhrelid
      WHERE part.inhparent = to_regclass(v.above) AND i.indrelid = c.oid)
  LOOP
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL AND one.bytes > 16777216 THEN
      RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('partition %s was made after the plan and is too large to get what %s needs under a lock; run this, then the command again: %s', one.place, 'migrate_new__orders__orders_once', format('CREATE UNIQUE INDEX CONCURRENTLY %I ON %s USING btree ("migrate_column__orders__item", day, id)', one.built, one.place));
    END IF;
    EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', one.place);
    SET LOCAL lock_timeout = '50ms';
    EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', one.place);
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL THEN
      EXECUTE format('CREATE UNIQUE INDEX %I ON %s USING btree ("migrate_column__orders__item", day, id)', one.built, one.place);
    END IF;
    name := one.built;
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I UNIQUE USING INDEX %I', one.place, name, one.built);
    EXECUTE format('ALTER INDEX %s ATTACH PARTITION %I.%I', one.above, one.schema, name);
  END LOOP;
END
$migrate$;

-- [backfill-15] see that index migrate_new__orders__orders_once is valid on orders
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: a partition that was attached meanwhile may have none
--   expects: no row
SELECT i.indrelid::regclass::text AS "table", 'has partitions without it' AS index
FROM pg_catalog.pg_partition_tree('"public"."migrate_new__orders__orders_once"') AS t
JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.relid
WHERE NOT i.indisvalid
LIMIT 5;

-- [backfill-16] add for the second column what foreign key orders_item is for item
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on orders and its partitions, items, milliseconds: no row is read; writes wait that long, reads do not
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders"') IS NULL OR to_regclass('"public"."items"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."orders", "public"."items" IN SHARE UPDATE EXCLUSIVE MODE;
--       BEGIN
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."orders", "public"."items" IN ACCESS EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         LOCK TABLE "public"."items" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--       END;
--     END
--     $migrate$
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_item"
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, items, milliseconds: catalog only; no row is read
LOCK TABLE "public"."orders", "public"."items" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."orders" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders", "public"."items" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."items" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__orders_item" FOREIGN KEY ("migrate_column__orders__item") REFERENCES items ("id") ON UPDATE CASCADE ON DELETE CASCADE NOT VALID;

-- [backfill-17] prove what orders_item requires for the second column
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders and its partitions, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_new__orders__orders_item";

-- [backfill-18] add for the second column what foreign key orders_shelf is for item
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on orders and its partitions, shelves and its partitions, milliseconds: no row is read; writes wait that long, reads do not
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders"') IS NULL OR to_regclass('"public"."shelves"') IS NULL THEN
--         RETURN;
--       END IF;
--       LOCK TABLE "public"."orders", "public"."shelves" IN SHARE UPDATE EXCLUSIVE MODE;
--       BEGIN
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."orders", "public"."shelves" IN ACCESS EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         LOCK TABLE ONLY "public"."shelves" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."shelves", "public"."orders" IN ACCESS EXCLUSIVE MODE;
--       END;
--     END
--     $migrate$
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__orders_shelf"
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, shelves and its partitions, milliseconds: catalog only; no row is read
LOCK TABLE "public"."orders", "public"."shelves" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."orders" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders", "public"."shelves" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE ONLY "public"."shelves" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."shelves", "public"."orders" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__orders_shelf" FOREIGN KEY ("migrate_column__orders__item") REFERENCES shelves ("id") ON UPDATE CASCADE NOT VALID;

-- [backfill-19] prove what orders_shelf requires for the second column
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders and its partitions, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_new__orders__orders_shelf";

-- [backfill-20] point lines at the second column, beside foreign key lines_order
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on lines, orders and its partitions, milliseconds: no row is read; writes wait that long, reads do not
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
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE "public"."orders", "public"."lines" IN ACCESS EXCLUSIVE MODE;
--       END;
--     END
--     $migrate$
--   undo: ALTER TABLE IF EXISTS "public"."lines" DROP CONSTRAINT IF EXISTS "migrate_new__orders__lines lines_order"
--   lock of undo: ACCESS EXCLUSIVE on lines, orders and its partitions, milliseconds: catalog only; no row is read
LOCK TABLE "public"."lines", "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."lines" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE ONLY "public"."orders" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders", "public"."lines" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."lines" ADD CONSTRAINT "migrate_new__orders__lines lines_order" FOREIGN KEY ("item", "day", "order_id") REFERENCES "public"."orders" ("migrate_column__orders__item", "day", "id") ON UPDATE CASCADE ON DELETE SET NULL NOT VALID;

-- [backfill-21] prove that lines meets the new foreign key
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on lines, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."lines" VALIDATE CONSTRAINT "migrate_new__orders__lines lines_order";

-- [backfill-22] gather statistics for the second column of orders.item
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders and its partitions, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."orders" ("migrate_column__orders__item");

-- [backfill-23] exchange orders.item and the second column: item is bigint from here on
--   strategy: in place
--   lock: ACCESS EXCLUSIVE on orders and its partitions, lines, milliseconds: catalog only; names change; no row is read, no index is built
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
--       LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--       IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--       LOCK TABLE "public"."orders", "public"."lines" IN ACCESS EXCLUSIVE MODE;
--     END
--     $migrate$
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned_foreign_ke_5e259cbcd7" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned_foreign_ke_5e259cbcd7"()
--   undo: DO $migrate$
--     DECLARE
--       one record;
--     BEGIN
--       FOR one IN
--         SELECT n.nspname AS place, x.relname AS first, y.relname AS second
--         FROM (VALUES ('"public"."migrate_old__orders__orders_once"', '"public"."orders_once"')) AS v (first, second)
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
--   undo: DO $migrate$
--     DECLARE
--       one record;
--     BEGIN
--       FOR one IN
--         WITH RECURSIVE v (place, first, second) AS (VALUES ('"public"."orders"', 'migrate_old__orders__orders_item', 'orders_item'), ('"public"."orders"', 'migrate_old__orders__orders_shelf', 'orders_shelf'), ('"public"."lines"', 'migrate_old__orders__lines lines_order', 'lines_order')),
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
--   undo: ALTER TABLE "public"."lines" RENAME CONSTRAINT "lines_order" TO "migrate_new__orders__lines lines_order"
--   undo: ALTER TABLE "public"."lines" RENAME CONSTRAINT "migrate_old__orders__lines lines_order" TO "lines_order"
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "item" TO "migrate_between__orders__item"
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__item" TO "item"
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__item" TO "migrate_column__orders__item"
--   undo: ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_once" TO "migrate_new__orders__orders_once"
--   undo: ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_old__orders__orders_once" TO "orders_once"
--   undo: ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_item" TO "migrate_new__orders__orders_item"
--   undo: ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_old__orders__orders_item" TO "orders_item"
--   undo: ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_shelf" TO "migrate_new__orders__orders_shelf"
--   undo: ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_old__orders__orders_shelf" TO "orders_shelf"
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
--   undo: CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_partitioned_foreign_ke_5e259cbcd7"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
--     BEGIN
--       NEW."migrate_column__orders__item" := NEW."item";
--       RETURN NEW;
--     END
--     $migrate$
--   undo: CREATE TRIGGER "zz_migrate_follow__alter_type_partitioned_foreign_ke_5e259cbcd7" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
--       WHEN (NEW."migrate_column__orders__item"::integer IS DISTINCT FROM NEW."item"::integer)
--       EXECUTE FUNCTION migrate."migrate_follow__alter_type_partitioned_foreign_ke_5e259cbcd7"()
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."orders"'::regclass)) AND a.attname = 'item'
  AND o.identity NOT IN ('lines_order on public.lines', 'orders_item on public.orders', 'orders_once on public.orders', 'orders_shelf on public.orders')
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
  LOCK TABLE "public"."lines" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders", "public"."lines" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned_foreign_ke_5e259cbcd7" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned_foreign_ke_5e259cbcd7"();
DO $migrate$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT n.nspname AS place, x.relname AS first, y.relname AS second
    FROM (VALUES ('"public"."orders_once"', '"public"."migrate_new__orders__orders_once"')) AS v (first, second)
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
DO $migrate$
DECLARE
  one record;
BEGIN
  FOR one IN
    WITH RECURSIVE v (place, first, second) AS (VALUES ('"public"."orders"', 'orders_item', 'migrate_new__orders__orders_item'), ('"public"."orders"', 'orders_shelf', 'migrate_new__orders__orders_shelf'), ('"public"."lines"', 'lines_order', 'migrate_new__orders__lines lines_order')),
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
ALTER TABLE "public"."lines" RENAME CONSTRAINT "lines_order" TO "migrate_old__orders__lines lines_order";
ALTER TABLE "public"."lines" RENAME CONSTRAINT "migrate_new__orders__lines lines_order" TO "lines_order";
ALTER TABLE "public"."orders" RENAME COLUMN "item" TO "migrate_between__orders__item";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__item" TO "item";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__item" TO "migrate_column__orders__item";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_once" TO "migrate_old__orders__orders_once";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_new__orders__orders_once" TO "orders_once";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_item" TO "migrate_old__orders__orders_item";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_new__orders__orders_item" TO "orders_item";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "orders_shelf" TO "migrate_old__orders__orders_shelf";
ALTER TABLE "public"."orders" RENAME CONSTRAINT "migrate_new__orders__orders_shelf" TO "orders_shelf";
ALTER TABLE "public"."orders_once" RENAME COLUMN "migrate_column__orders__item" TO "item";
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
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_partitioned_foreign_ke_5e259cbcd7"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__orders__item" := NEW."item";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_partitioned_foreign_ke_5e259cbcd7" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (NEW."migrate_column__orders__item"::integer IS DISTINCT FROM NEW."item"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_partitioned_foreign_ke_5e259cbcd7"();
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

-- [backfill-24] fill the second column of orders.bin
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
UPDATE "public"."orders" SET "migrate_column__orders__bin" = "bin"
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND "migrate_column__orders__bin"::integer IS DISTINCT FROM "bin"::integer;

-- [backfill-25] compare the second column of orders.bin with the first
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
  AND "migrate_column__orders__bin"::integer IS DISTINCT FROM "bin"::integer
LIMIT 5;

-- [backfill-26] gather statistics for the second column of orders.bin
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders and its partitions, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."orders" ("migrate_column__orders__bin");

-- [backfill-27] exchange orders.bin and the second column: bin is numeric(12,0) from here on
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
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned_foreign_ke_f73b88f440" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned_foreign_ke_f73b88f440"()
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "bin" TO "migrate_between__orders__bin"
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__bin" TO "bin"
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__bin" TO "migrate_column__orders__bin"
--   undo: DO $migrate$
--     DECLARE
--       left_behind text;
--     BEGIN
--       SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
--       FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
--       JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
--       WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'migrate_column__orders__bin';
--       IF left_behind IS NOT NULL THEN
--         RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
--       END IF;
--     END
--     $migrate$
--   undo: CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_partitioned_foreign_ke_f73b88f440"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
--     BEGIN
--       NEW."migrate_column__orders__bin" := NEW."bin";
--       RETURN NEW;
--     END
--     $migrate$
--   undo: CREATE TRIGGER "zz_migrate_follow__alter_type_partitioned_foreign_ke_f73b88f440" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
--       WHEN (NEW."migrate_column__orders__bin"::integer IS DISTINCT FROM NEW."bin"::integer)
--       EXECUTE FUNCTION migrate."migrate_follow__alter_type_partitioned_foreign_ke_f73b88f440"()
--   undo: DO $migrate$
--     DECLARE
--       routine text;
--     BEGIN
--       FOR routine IN
--         SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
--         FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
--         WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
--           AND (position(lower('bin') IN lower(p.prosrc)) > 0 AND (position(lower('orders') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."orders"'::regclass)))
--       LOOP
--         EXECUTE 'ALTER ROUTINE ' || routine;
--       END LOOP;
--     END
--     $migrate$
--   loss: values of orders.bin that integer cannot hold exactly, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."orders" WHERE "bin" <> "migrate_column__orders__bin" AND (SELECT o.attnum < n.attnum FROM pg_catalog.pg_attribute AS o JOIN pg_catalog.pg_attribute AS n USING (attrelid) WHERE attrelid = '"public"."orders"'::regclass AND o.attname = 'migrate_column__orders__bin' AND n.attname = 'bin') LIMIT 1000) AS found
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."orders"'::regclass)) AND a.attname = 'bin'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on orders.bin since it was planned what to carry over (drop it, and make it again when backfill has ended, or roll this migration back): ' || migrate_built;
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."orders"') AND a.attname = 'bin') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column orders.bin since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
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
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned_foreign_ke_f73b88f440" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned_foreign_ke_f73b88f440"();
ALTER TABLE "public"."orders" RENAME COLUMN "bin" TO "migrate_between__orders__bin";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__bin" TO "bin";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__bin" TO "migrate_column__orders__bin";
DO $migrate$
DECLARE
  left_behind text;
BEGIN
  SELECT string_agg(DISTINCT r.ev_class::regclass::text, ', ') INTO left_behind
  FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'migrate_column__orders__bin';
  IF left_behind IS NOT NULL THEN
    RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
  END IF;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_partitioned_foreign_ke_f73b88f440"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__orders__bin" := NEW."bin";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_partitioned_foreign_ke_f73b88f440" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (NEW."migrate_column__orders__bin"::integer IS DISTINCT FROM NEW."bin"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_partitioned_foreign_ke_f73b88f440"();
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('bin') IN lower(p.prosrc)) > 0 AND (position(lower('orders') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."orders"'::regclass)))
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."orders"'::regclass)) AND a.attname = 'migrate_column__orders__item'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-2] drop the old column of orders.item
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders and its partitions, lines, items, shelves and its partitions, milliseconds: catalog only; the rows keep their space
--   why: no live code needs the old type; its indexes and constraints go with it
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."lines", "public"."orders", "public"."items", "public"."shelves" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."lines" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders", "public"."items", "public"."shelves" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE ONLY "public"."shelves" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."shelves", "public"."items", "public"."orders", "public"."lines" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned_foreign_ke_5e259cbcd7" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned_foreign_ke_5e259cbcd7"();
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

-- [contract-3] look for what else is built on orders.migrate_column__orders__bin
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."orders"'::regclass)) AND a.attname = 'migrate_column__orders__bin'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-4] drop the old column of orders.bin
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
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned_foreign_ke_f73b88f440" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned_foreign_ke_f73b88f440"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."orders"'::regclass)) AND a.attname = 'migrate_column__orders__bin'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on orders.migrate_column__orders__bin since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."orders" DROP COLUMN "migrate_column__orders__bin";
