-- migration: create_constraint_primary_key_partitioned
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
-- note: until contract orders_pkey stays the primary key of orders, and the new one is a unique index: new code must not name it in ON CONFLICT ON CONSTRAINT before
-- note: from contract on (id, day) may hold duplicates: create a unique constraint over them if they must not
-- note: from backfill on no duplicates of orders (code, day) are taken, from old code neither: new code's ON CONFLICT needs the index before contract

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] look for duplicates that constraint orders_key would refuse
--   lock: ACCESS SHARE on orders and its partitions, while the table is read once; reads and writes go on
--   why: CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index
--   expects: no row
SELECT migrate_twice.key_1 AS "code", migrate_twice.key_2 AS "day", migrate_twice.rows,
  array_to_string(ARRAY(SELECT '(' || concat_ws(', ', "id", "day") || ')' AS migrate_row FROM "public"."orders"
    WHERE "code" IS NOT DISTINCT FROM migrate_twice.key_1 AND "day" IS NOT DISTINCT FROM migrate_twice.key_2
    ORDER BY "id", "day" LIMIT 5), ', ')
  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS "(id, day)"
FROM (SELECT "code" AS key_1, "day" AS key_2, count(*) AS rows FROM "public"."orders"
  WHERE "code" IS NOT NULL AND "day" IS NOT NULL
  GROUP BY "code", "day" HAVING count(*) > 1 LIMIT 5) AS migrate_twice;

-- [backfill-2] build index orders_key_orders_1 on partition orders_1
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_1, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__orders_1__orders_key_orders_1"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__orders_1__orders_key_orders_1"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__orders_1__orders_key_orders_1"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__orders_1__orders_key_orders_1" ON "public"."orders_1" USING "btree" ("code", "day");

-- [backfill-3] build index orders_key_orders_2_orders_2_a on partition orders_2_a
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_2_a, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__orders_2_a__orders_key_orders_2_orders_2_a"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__orders_2_a__orders_key_orders_2_orders_2_a"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__orders_2_a__orders_key_orders_2_orders_2_a"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__orders_2_a__orders_key_orders_2_orders_2_a" ON "public"."orders_2_a" USING "btree" ("code", "day");

-- [backfill-4] build index orders_key_orders_2_orders_2_rest on partition orders_2_rest
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_2_rest, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_build__orders_2_rest__orders_key_orders_2_orders_2_rest"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__orders_2_rest__orders_key_orders_2_orders_2_rest"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_build__orders_2_rest__orders_key_orders_2_orders_2_rest"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_build__orders_2_rest__orders_key_orders_2_orders_2_rest" ON "public"."orders_2_rest" USING "btree" ("code", "day");

-- ==== contract
-- [contract-1] make orders (code, day) the primary key by that index
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders and its partitions, milliseconds: catalog only; the index is there already
--   why: the table is never without a key, and old code's ON CONFLICT no longer needs the old
--   destructive: cannot be rolled back
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
DO $migrate$
BEGIN
  IF to_regclass('"public"."orders"') IS NULL THEN
    RETURN;
  END IF;
  LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
  LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders" DROP CONSTRAINT "orders_pkey";
DO $migrate$
DECLARE
  one record;
  index text;
BEGIN
  FOR one IN
    SELECT t.isleaf, n.nspname AS schema, c.oid, format('%I.%I', n.nspname, c.relname) AS place, coalesce(v.built, format('migrate_new_%s_%s', left(md5('orders_key'), 8), c.oid)) AS built, coalesce(v.name, left(c.relname, 58) || '_pkey') AS name
    FROM pg_catalog.pg_partition_tree('"public"."orders"') AS t
    JOIN pg_catalog.pg_class AS c ON c.oid = t.relid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    LEFT JOIN (VALUES ('"public"."orders_2"', '', 'orders_key_orders_2'), ('"public"."orders_1"', 'migrate_build__orders_1__orders_key_orders_1', 'orders_key_orders_1'), ('"public"."orders_2_a"', 'migrate_build__orders_2_a__orders_key_orders_2_orders_2_a', 'orders_key_orders_2_orders_2_a'), ('"public"."orders_2_rest"', 'migrate_build__orders_2_rest__orders_key_orders_2_orders_2_rest', 'orders_key_orders_2_orders_2_rest')) AS v (place, built, name) ON to_regclass(v.place) = c.oid
    WHERE t.level > 0 ORDER BY t.level DESC
  LOOP
    index := format('%I.%I', one.schema, one.built);
    IF one.isleaf AND to_regclass(index) IS NOT NULL THEN
      EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I PRIMARY KEY USING INDEX %I', one.place, one.name, one.built);
    ELSE
      IF one.isleaf AND pg_catalog.pg_total_relation_size(one.oid) > 16777216 THEN
        RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('partition %s was made after the plan and is too large to get what %s needs under a lock; run this, then the command again: %s', one.place, 'orders_key', format('CREATE UNIQUE INDEX CONCURRENTLY %I ON %s ("code", "day")', one.built, one.place));
      END IF;
      EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I PRIMARY KEY ("code", "day")', one.place, one.name);
    END IF;
  END LOOP;
END
$migrate$;
ALTER TABLE "public"."orders" ADD CONSTRAINT "orders_key" PRIMARY KEY ("code", "day");
