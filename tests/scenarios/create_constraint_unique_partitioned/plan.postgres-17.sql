-- migration: create_constraint_unique_partitioned
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
-- note: from backfill on no duplicates of orders (code, day) are taken, from old code neither: new code's ON CONFLICT needs the index before contract
-- note: from backfill on orders.id takes no NULL, from old code neither
-- note: from backfill on no duplicates of orders (day, id) are taken, from old code neither: new code's ON CONFLICT needs the index before contract
-- note: do not detach or drop partitions of days while backfill runs: the plan names them one by one
-- note: from backfill on no duplicates of days (day) are taken, from old code neither: new code's ON CONFLICT needs the index before contract

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] look for duplicates that constraint orders_code would refuse
--   lock: ACCESS SHARE on orders and its partitions, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "code", migrate_twice.key_2 AS "day", migrate_twice.rows,
  array_to_string(ARRAY(SELECT ctid::text AS migrate_row FROM "public"."orders"
    WHERE "code" IS NOT DISTINCT FROM migrate_twice.key_1 AND "day" IS NOT DISTINCT FROM migrate_twice.key_2
    ORDER BY ctid LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS ctid
FROM (SELECT "code" AS key_1, "day" AS key_2, count(*) AS rows FROM "public"."orders"
  WHERE "code" IS NOT NULL AND "day" IS NOT NULL
  GROUP BY "code", "day" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-2] make constraint orders_code of orders alone, INVALID
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only, nothing is built; reads and writes through the parent wait that long
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders_code"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "orders_code";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE ONLY "public"."orders" ADD CONSTRAINT "orders_code" UNIQUE ("code", "day") INCLUDE ("note") WITH (fillfactor = 80) DEFERRABLE;

-- [backfill-3] make constraint orders_code_orders_2 of orders_2 alone, INVALID
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders_2, milliseconds: catalog only, nothing is built; reads and writes through the parent wait that long
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders_code_orders_2"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders_2" DROP CONSTRAINT IF EXISTS "orders_code_orders_2";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE ONLY "public"."orders_2" ADD CONSTRAINT "orders_code_orders_2" UNIQUE ("code", "day") INCLUDE ("note") WITH (fillfactor = 80) DEFERRABLE;

-- [backfill-4] build index orders_code_orders_1 on partition orders_1
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_1, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__orders_1__orders_code_orders_1"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__orders_1__orders_code_orders_1"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__orders_1__orders_code_orders_1"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__orders_1__orders_code_orders_1" ON "public"."orders_1" USING "btree" ("code", "day") INCLUDE ("note") WITH (fillfactor = 80) TABLESPACE "pg_default";

-- [backfill-5] build index orders_code_orders_2_orders_2_a on partition orders_2_a
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_2_a, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__orders_2_a__orders_code_orders_2_orders_2_a"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__orders_2_a__orders_code_orders_2_orders_2_a"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__orders_2_a__orders_code_orders_2_orders_2_a"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__orders_2_a__orders_code_orders_2_orders_2_a" ON "public"."orders_2_a" USING "btree" ("code", "day") INCLUDE ("note") WITH (fillfactor = 80) TABLESPACE "pg_default";

-- [backfill-6] build index orders_code_orders_2_orders_2_rest on partition orders_2_rest
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_2_rest, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__orders_2_rest__orders_code_orders_2_o_a9dfba3700"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__orders_2_rest__orders_code_orders_2_o_a9dfba3700"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__orders_2_rest__orders_code_orders_2_o_a9dfba3700"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__orders_2_rest__orders_code_orders_2_o_a9dfba3700" ON "public"."orders_2_rest" USING "btree" ("code", "day") INCLUDE ("note") WITH (fillfactor = 80) TABLESPACE "pg_default";

-- [backfill-7] attach index orders_code_orders_1 to orders_code
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders_1, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders_code"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "orders_code";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."orders_1" ADD CONSTRAINT "orders_code_orders_1" UNIQUE USING INDEX "migrate_build__orders_1__orders_code_orders_1" DEFERRABLE;
ALTER INDEX "public"."orders_code" ATTACH PARTITION "public"."orders_code_orders_1";

-- [backfill-8] attach index orders_code_orders_2_orders_2_a to orders_code_orders_2
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders_2_a, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders_code_orders_2"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders_2" DROP CONSTRAINT IF EXISTS "orders_code_orders_2";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."orders_2_a" ADD CONSTRAINT "orders_code_orders_2_orders_2_a" UNIQUE USING INDEX "migrate_build__orders_2_a__orders_code_orders_2_orders_2_a" DEFERRABLE;
ALTER INDEX "public"."orders_code_orders_2" ATTACH PARTITION "public"."orders_code_orders_2_orders_2_a";

-- [backfill-9] attach index orders_code_orders_2_orders_2_rest to orders_code_orders_2
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders_2_rest, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders_code_orders_2"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders_2" DROP CONSTRAINT IF EXISTS "orders_code_orders_2";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."orders_2_rest" ADD CONSTRAINT "orders_code_orders_2_orders_2_rest" UNIQUE USING INDEX "migrate_build__orders_2_rest__orders_code_orders_2_o_a9dfba3700" DEFERRABLE;
ALTER INDEX "public"."orders_code_orders_2" ATTACH PARTITION "public"."orders_code_orders_2_orders_2_rest";

-- [backfill-10] attach index orders_code_orders_2 to orders_code
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index orders_code_orders_2, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders_code"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "orders_code";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."orders_code" ATTACH PARTITION "public"."orders_code_orders_2";

-- [backfill-11] give what orders_code needs to partitions that are new since the plan
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
    SELECT v.above, n.nspname AS schema, format('%I.%I', n.nspname, c.relname) AS place, format('migrate_new_%s_%s', left(md5('orders_code'), 8), c.oid) AS built, left('orders_code' || '_' || c.relname, 63) AS name,
      (SELECT sum(pg_catalog.pg_total_relation_size(relid)) FROM pg_catalog.pg_partition_tree(c.oid)) AS bytes
    FROM (VALUES ('"public"."orders"', '"public"."orders_code"'), ('"public"."orders_2"', '"public"."orders_code_orders_2"')) AS v (place, above)
    JOIN pg_catalog.pg_inherits AS h ON h.inhparent = to_regclass(v.place)
    JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits AS part JOIN pg_catalog.pg_index AS i ON i.indexrelid = part.inhrelid
      WHERE part.inhparent = to_regclass(v.above) AND i.indrelid = c.oid)
  LOOP
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL AND one.bytes > 16777216 THEN
      RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('partition %s was made after the plan and is too large to get what %s needs under a lock; run this, then the command again: %s', one.place, 'orders_code', format('CREATE UNIQUE INDEX CONCURRENTLY %I ON %s USING "btree" ("code", "day") INCLUDE ("note") WITH (fillfactor = 80) TABLESPACE "pg_default"', one.built, one.place));
    END IF;
    EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', one.place);
    SET LOCAL lock_timeout = '50ms';
    EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', one.place);
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL THEN
      EXECUTE format('CREATE UNIQUE INDEX %I ON %s USING "btree" ("code", "day") INCLUDE ("note") WITH (fillfactor = 80) TABLESPACE "pg_default"', one.built, one.place);
    END IF;
    name := CASE WHEN to_regclass(format('%I.%I', one.schema, one.name)) IS NULL THEN one.name ELSE 'ix' || substr(one.built, 8) END;
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I UNIQUE USING INDEX %I DEFERRABLE', one.place, name, one.built);
    EXECUTE format('ALTER INDEX %s ATTACH PARTITION %I.%I', one.above, one.schema, name);
  END LOOP;
END
$migrate$;

-- [backfill-12] see that index orders_code is valid on orders
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: a partition that was attached meanwhile may have none
--   expects: no row
SELECT i.indrelid::regclass::text AS "table", 'has partitions without it' AS index
FROM pg_catalog.pg_partition_tree('"public"."orders_code"') AS t
JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.relid
WHERE NOT i.indisvalid
LIMIT 5;

-- [backfill-13] look for rows without orders.id
--   lock: ACCESS SHARE on orders and its partitions, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
--   batches: table orders by ctid; each commits together with its checkpoint
--   first key, once:
SELECT 0::bigint AS block;
--   last key, once:
SELECT greatest(coalesce((SELECT max(pg_relation_size(relid)) FROM pg_partition_tree('"public"."orders"'::regclass) WHERE isleaf), 0) / current_setting('block_size')::bigint - 1, 0) AS block;
--   end of this batch and start of the next:
--     $1 = from.ctid, $2 = end.ctid, $3 = batch size - 1
SELECT b AS block FROM (SELECT $1::bigint + greatest(ceil(($3::bigint + 1) / greatest(coalesce(sum(coalesce(nullif(greatest(reltuples, 0), 0) / nullif(relpages, 0), 50)), 0), 1)), 1)::bigint AS next FROM pg_class WHERE oid IN (SELECT relid FROM pg_partition_tree('"public"."orders"'::regclass) WHERE isleaf) AND pg_relation_size(oid) > $1::bigint * current_setting('block_size')::bigint) AS s, unnest(ARRAY[next - 1, next]) AS b WHERE b <= $2::bigint ORDER BY b;
--   before each batch, in its transaction:
SET LOCAL enable_seqscan = off;
--   the batch (a row returned is in the way):
--     $1 = from.ctid, $2 = to.ctid
SELECT ctid FROM "public"."orders"
WHERE ctid >= ('(' || $1::bigint::text || ',0)')::tid AND ctid < ('(' || ($2::bigint + 1)::text || ',0)')::tid
  AND "id" IS NULL
LIMIT 5;

-- [backfill-14] require orders.id for new rows
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
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_not_null__orders__id"
LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_not_null__orders__id" CHECK ("id" IS NOT NULL) NOT VALID;

-- [backfill-15] prove that orders.id holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders and its partitions, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_not_null__orders__id";

-- [backfill-16] make orders.id NOT NULL
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the validated CHECK proves it: no scan
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
--   undo: ALTER TABLE IF EXISTS "public"."orders" ALTER COLUMN "id" DROP NOT NULL
LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders" ALTER COLUMN "id" SET NOT NULL;
ALTER TABLE "public"."orders" DROP CONSTRAINT "migrate_not_null__orders__id";

-- [backfill-17] look for duplicates that constraint orders_key would refuse
--   lock: ACCESS SHARE on orders and its partitions, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "day", migrate_twice.key_2 AS "id", migrate_twice.rows,
  array_to_string(ARRAY(SELECT ctid::text AS migrate_row FROM "public"."orders"
    WHERE "day" IS NOT DISTINCT FROM migrate_twice.key_1 AND "id" IS NOT DISTINCT FROM migrate_twice.key_2
    ORDER BY ctid LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS ctid
FROM (SELECT "day" AS key_1, "id" AS key_2, count(*) AS rows FROM "public"."orders"
  WHERE "day" IS NOT NULL AND "id" IS NOT NULL
  GROUP BY "day", "id" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-18] make constraint orders_key of orders alone, INVALID
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders, milliseconds: catalog only, nothing is built; reads and writes through the parent wait that long
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders_key"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "orders_key";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE ONLY "public"."orders" ADD CONSTRAINT "orders_key" PRIMARY KEY ("day", "id");

-- [backfill-19] make constraint orders_key_orders_2 of orders_2 alone, INVALID
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders_2, milliseconds: catalog only, nothing is built; reads and writes through the parent wait that long
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders_key_orders_2"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders_2" DROP CONSTRAINT IF EXISTS "orders_key_orders_2";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE ONLY "public"."orders_2" ADD CONSTRAINT "orders_key_orders_2" PRIMARY KEY ("day", "id");

-- [backfill-20] build index orders_key_orders_1 on partition orders_1
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_1, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__orders_1__orders_key_orders_1"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__orders_1__orders_key_orders_1"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__orders_1__orders_key_orders_1"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__orders_1__orders_key_orders_1" ON "public"."orders_1" USING "btree" ("day", "id");

-- [backfill-21] build index orders_key_orders_2_orders_2_a on partition orders_2_a
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_2_a, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__orders_2_a__orders_key_orders_2_orders_2_a"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__orders_2_a__orders_key_orders_2_orders_2_a"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__orders_2_a__orders_key_orders_2_orders_2_a"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__orders_2_a__orders_key_orders_2_orders_2_a" ON "public"."orders_2_a" USING "btree" ("day", "id");

-- [backfill-22] build index orders_key_orders_2_orders_2_rest on partition orders_2_rest
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_2_rest, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__orders_2_rest__orders_key_orders_2_orders_2_rest"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__orders_2_rest__orders_key_orders_2_orders_2_rest"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__orders_2_rest__orders_key_orders_2_orders_2_rest"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__orders_2_rest__orders_key_orders_2_orders_2_rest" ON "public"."orders_2_rest" USING "btree" ("day", "id");

-- [backfill-23] attach index orders_key_orders_1 to orders_key
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders_1, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders_key"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "orders_key";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."orders_1" ADD CONSTRAINT "orders_key_orders_1" PRIMARY KEY USING INDEX "migrate_build__orders_1__orders_key_orders_1";
ALTER INDEX "public"."orders_key" ATTACH PARTITION "public"."orders_key_orders_1";

-- [backfill-24] attach index orders_key_orders_2_orders_2_a to orders_key_orders_2
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders_2_a, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders_key_orders_2"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders_2" DROP CONSTRAINT IF EXISTS "orders_key_orders_2";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."orders_2_a" ADD CONSTRAINT "orders_key_orders_2_orders_2_a" PRIMARY KEY USING INDEX "migrate_build__orders_2_a__orders_key_orders_2_orders_2_a";
ALTER INDEX "public"."orders_key_orders_2" ATTACH PARTITION "public"."orders_key_orders_2_orders_2_a";

-- [backfill-25] attach index orders_key_orders_2_orders_2_rest to orders_key_orders_2
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders_2_rest, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders_key_orders_2"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders_2" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders_2" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders_2" DROP CONSTRAINT IF EXISTS "orders_key_orders_2";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders_2 and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."orders_2_rest" ADD CONSTRAINT "orders_key_orders_2_orders_2_rest" PRIMARY KEY USING INDEX "migrate_build__orders_2_rest__orders_key_orders_2_orders_2_rest";
ALTER INDEX "public"."orders_key_orders_2" ATTACH PARTITION "public"."orders_key_orders_2_orders_2_rest";

-- [backfill-26] attach index orders_key_orders_2 to orders_key
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on index orders_key_orders_2, milliseconds: catalog only; queries that could use this one index wait that long
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders_key"') IS NOT NULL THEN
--         LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "orders_key";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER INDEX "public"."orders_key" ATTACH PARTITION "public"."orders_key_orders_2";

-- [backfill-27] give what orders_key needs to partitions that are new since the plan
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
    SELECT v.above, n.nspname AS schema, format('%I.%I', n.nspname, c.relname) AS place, format('migrate_new_%s_%s', left(md5('orders_key'), 8), c.oid) AS built, left('orders_key' || '_' || c.relname, 63) AS name,
      (SELECT sum(pg_catalog.pg_total_relation_size(relid)) FROM pg_catalog.pg_partition_tree(c.oid)) AS bytes
    FROM (VALUES ('"public"."orders"', '"public"."orders_key"'), ('"public"."orders_2"', '"public"."orders_key_orders_2"')) AS v (place, above)
    JOIN pg_catalog.pg_inherits AS h ON h.inhparent = to_regclass(v.place)
    JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits AS part JOIN pg_catalog.pg_index AS i ON i.indexrelid = part.inhrelid
      WHERE part.inhparent = to_regclass(v.above) AND i.indrelid = c.oid)
  LOOP
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL AND one.bytes > 16777216 THEN
      RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('partition %s was made after the plan and is too large to get what %s needs under a lock; run this, then the command again: %s', one.place, 'orders_key', format('CREATE UNIQUE INDEX CONCURRENTLY %I ON %s USING "btree" ("day", "id")', one.built, one.place));
    END IF;
    EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', one.place);
    SET LOCAL lock_timeout = '50ms';
    EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', one.place);
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL THEN
      EXECUTE format('CREATE UNIQUE INDEX %I ON %s USING "btree" ("day", "id")', one.built, one.place);
    END IF;
    name := CASE WHEN to_regclass(format('%I.%I', one.schema, one.name)) IS NULL THEN one.name ELSE 'ix' || substr(one.built, 8) END;
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I PRIMARY KEY USING INDEX %I', one.place, name, one.built);
    EXECUTE format('ALTER INDEX %s ATTACH PARTITION %I.%I', one.above, one.schema, name);
  END LOOP;
END
$migrate$;

-- [backfill-28] see that index orders_key is valid on orders
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: a partition that was attached meanwhile may have none
--   expects: no row
SELECT i.indrelid::regclass::text AS "table", 'has partitions without it' AS index
FROM pg_catalog.pg_partition_tree('"public"."orders_key"') AS t
JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.relid
WHERE NOT i.indisvalid
LIMIT 5;

-- [backfill-29] look for duplicates that constraint days_once would refuse
--   lock: ACCESS SHARE on days and its partitions, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "day", migrate_twice.rows,
  array_to_string(ARRAY(SELECT ctid::text AS migrate_row FROM "public"."days"
    WHERE "day" IS NOT DISTINCT FROM migrate_twice.key_1
    ORDER BY ctid LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS ctid
FROM (SELECT "day" AS key_1, count(*) AS rows FROM "public"."days"
  WHERE "day" IS NOT NULL
  GROUP BY "day" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-30] make constraint days_once of days alone, INVALID
--   strategy: online
--   lock: ACCESS EXCLUSIVE on days, milliseconds: catalog only, nothing is built; reads and writes through the parent wait that long
--   why: partitions that are made from now on get the index by themselves
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."days_once"') IS NOT NULL THEN
--         LOCK TABLE "public"."days" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."days" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."days" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."days" DROP CONSTRAINT IF EXISTS "days_once";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on days and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE ONLY "public"."days" ADD CONSTRAINT "days_once" UNIQUE ("day");

-- [backfill-31] build index days_once_days_1 on partition days_1
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on days_1, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__days_1__days_once_days_1"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__days_1__days_once_days_1"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__days_1__days_once_days_1"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__days_1__days_once_days_1" ON "public"."days_1" USING "btree" ("day");

-- [backfill-32] attach index days_once_days_1 to days_once
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on days_1, milliseconds: catalog only; the index is there already
--   runs: in one transaction with its record
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."days_once"') IS NOT NULL THEN
--         LOCK TABLE "public"."days" IN SHARE UPDATE EXCLUSIVE MODE;
--         LOCK TABLE ONLY "public"."days" IN ACCESS EXCLUSIVE MODE;
--         SET LOCAL lock_timeout = '50ms';
--         LOCK TABLE "public"."days" IN ACCESS EXCLUSIVE MODE;
--         ALTER TABLE IF EXISTS "public"."days" DROP CONSTRAINT IF EXISTS "days_once";
--       END IF;
--     END
--     $migrate$
--   lock of undo: ACCESS EXCLUSIVE on days and its partitions, milliseconds: catalog only; the files are removed at commit
ALTER TABLE "public"."days_1" ADD CONSTRAINT "days_once_days_1" UNIQUE USING INDEX "migrate_build__days_1__days_once_days_1";
ALTER INDEX "public"."days_once" ATTACH PARTITION "public"."days_once_days_1";

-- [backfill-33] give what days_once needs to partitions that are new since the plan
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
    SELECT v.above, n.nspname AS schema, format('%I.%I', n.nspname, c.relname) AS place, format('migrate_new_%s_%s', left(md5('days_once'), 8), c.oid) AS built, left('days_once' || '_' || c.relname, 63) AS name,
      (SELECT sum(pg_catalog.pg_total_relation_size(relid)) FROM pg_catalog.pg_partition_tree(c.oid)) AS bytes
    FROM (VALUES ('"public"."days"', '"public"."days_once"')) AS v (place, above)
    JOIN pg_catalog.pg_inherits AS h ON h.inhparent = to_regclass(v.place)
    JOIN pg_catalog.pg_class AS c ON c.oid = h.inhrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE NOT EXISTS (SELECT 1 FROM pg_catalog.pg_inherits AS part JOIN pg_catalog.pg_index AS i ON i.indexrelid = part.inhrelid
      WHERE part.inhparent = to_regclass(v.above) AND i.indrelid = c.oid)
  LOOP
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL AND one.bytes > 16777216 THEN
      RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('partition %s was made after the plan and is too large to get what %s needs under a lock; run this, then the command again: %s', one.place, 'days_once', format('CREATE UNIQUE INDEX CONCURRENTLY %I ON %s USING "btree" ("day")', one.built, one.place));
    END IF;
    EXECUTE format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', one.place);
    SET LOCAL lock_timeout = '50ms';
    EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', one.place);
    IF to_regclass(format('%I.%I', one.schema, one.built)) IS NULL THEN
      EXECUTE format('CREATE UNIQUE INDEX %I ON %s USING "btree" ("day")', one.built, one.place);
    END IF;
    name := CASE WHEN to_regclass(format('%I.%I', one.schema, one.name)) IS NULL THEN one.name ELSE 'ix' || substr(one.built, 8) END;
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I UNIQUE USING INDEX %I', one.place, name, one.built);
    EXECUTE format('ALTER INDEX %s ATTACH PARTITION %I.%I', one.above, one.schema, name);
  END LOOP;
END
$migrate$;

-- [backfill-34] see that index days_once is valid on days
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: a partition that was attached meanwhile may have none
--   expects: no row
SELECT i.indrelid::regclass::text AS "table", 'has partitions without it' AS index
FROM pg_catalog.pg_partition_tree('"public"."days_once"') AS t
JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.relid
WHERE NOT i.indisvalid
LIMIT 5;

-- ==== contract
-- nothing to do
