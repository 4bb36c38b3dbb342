-- migration: alter_type_partitioned_key
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
-- note: orders.id is bigint from the end of backfill on, for both versions; until contract it takes no value that integer cannot hold
-- note: orders.id ends as the last column of orders; statements that name no columns (SELECT *, INSERT without a column list) meet another order, and a prepared statement that returns it may fail once ("cached plan must not change result type")

-- ==== expand
-- [expand-1] add a second column of type bigint beside orders.id, kept in step
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
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned_key__orders__id" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned_key__orders__id"()
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP COLUMN IF EXISTS "migrate_column__orders__id"
LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders" ADD COLUMN "migrate_column__orders__id" bigint;
EXPLAIN UPDATE "public"."orders" SET "migrate_column__orders__id" = "id"::bigint WHERE false;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_partitioned_key__orders__id"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__orders__id" := NEW."id";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_partitioned_key__orders__id" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (NEW."migrate_column__orders__id"::integer IS DISTINCT FROM NEW."id"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_partitioned_key__orders__id"();

-- ==== backfill
-- [backfill-1] fill the second column of orders.id
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
UPDATE "public"."orders" SET "migrate_column__orders__id" = "id"
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND "migrate_column__orders__id"::integer IS DISTINCT FROM "id"::integer;

-- [backfill-2] compare the second column of orders.id with the first
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
  AND "migrate_column__orders__id"::integer IS DISTINCT FROM "id"::integer
LIMIT 5;

-- [backfill-3] build index migrate_new__orders_1__orders_1_pkey on partition orders_1
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_1, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_1__orders_1_pkey"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_1__orders_1_pkey"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_1__orders_1_pkey"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders_1__orders_1_pkey" ON "public"."orders_1" USING btree ("migrate_column__orders__id", day);

-- [backfill-4] build index migrate_new__orders 2 b__the key on partition orders 2 b
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders 2 b, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders 2 b__the key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders 2 b__the key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders 2 b__the key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders 2 b__the key" ON "public"."orders 2 b" USING btree ("migrate_column__orders__id", day) WITH (fillfactor='70');

-- [backfill-5] build index migrate_new__orders_2_a__orders_2_a_pkey on partition orders_2_a
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_2_a, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_2_a__orders_2_a_pkey"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_2_a__orders_2_a_pkey"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_2_a__orders_2_a_pkey"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders_2_a__orders_2_a_pkey" ON "public"."orders_2_a" USING btree ("migrate_column__orders__id", day);

-- [backfill-6] build index migrate_new__orders_rest__orders_rest_pkey on partition orders_rest
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_rest, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_new__orders_rest__orders_rest_pkey"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_rest__orders_rest_pkey"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_new__orders_rest__orders_rest_pkey"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_new__orders_rest__orders_rest_pkey" ON "public"."orders_rest" USING btree ("migrate_column__orders__id", day);

-- [backfill-7] build index migrate_old__orders_1__orders_1_pkey on partition orders_1
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_1, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_old__orders_1__orders_1_pkey"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_old__orders_1__orders_1_pkey"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_old__orders_1__orders_1_pkey"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_old__orders_1__orders_1_pkey" ON "public"."orders_1" USING btree (id, day);

-- [backfill-8] build index migrate_old__orders 2 b__the key on partition orders 2 b
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders 2 b, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_old__orders 2 b__the key"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_old__orders 2 b__the key"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_old__orders 2 b__the key"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_old__orders 2 b__the key" ON "public"."orders 2 b" USING btree (id, day) WITH (fillfactor='70');

-- [backfill-9] build index migrate_old__orders_2_a__orders_2_a_pkey on partition orders_2_a
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_2_a, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_old__orders_2_a__orders_2_a_pkey"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_old__orders_2_a__orders_2_a_pkey"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_old__orders_2_a__orders_2_a_pkey"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_old__orders_2_a__orders_2_a_pkey" ON "public"."orders_2_a" USING btree (id, day);

-- [backfill-10] build index migrate_old__orders_rest__orders_rest_pkey on partition orders_rest
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_rest, while the table is read once, twice; reads and writes go on; it waits for transactions that began before it
--   why: a plain CREATE INDEX would block every write until it is built
--   waits: without a lock timeout, blocking nobody
--   probe: SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 END AS state
--     FROM (SELECT to_regclass('"public"."migrate_old__orders_rest__orders_rest_pkey"')::oid AS oid) AS named LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = named.oid
--   cleanup: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_old__orders_rest__orders_rest_pkey"
--   runs: on its own
--   undo: DROP INDEX CONCURRENTLY IF EXISTS "public"."migrate_old__orders_rest__orders_rest_pkey"
CREATE UNIQUE INDEX CONCURRENTLY "migrate_old__orders_rest__orders_rest_pkey" ON "public"."orders_rest" USING btree (id, day);

-- [backfill-11] gather statistics for the second column of orders.id
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders and its partitions, while a sample of the table is read; reads and writes go on
--   why: the planner would know nothing of the column after the swap
--   runs: in one transaction with its record
ANALYZE "public"."orders" ("migrate_column__orders__id");

-- [backfill-12] require the second column of orders.id for new rows
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
--   undo: ALTER TABLE IF EXISTS "public"."orders" DROP CONSTRAINT IF EXISTS "migrate_new__orders__not_null id"
LOCK TABLE "public"."orders" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders" ADD CONSTRAINT "migrate_new__orders__not_null id" CHECK ("migrate_column__orders__id" IS NOT NULL) NOT VALID;

-- [backfill-13] prove that the second column of orders.id holds no NULL
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders and its partitions, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "migrate_new__orders__not_null id";

-- [backfill-14] make the second column of orders.id NOT NULL
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
ALTER TABLE "public"."orders" ALTER COLUMN "migrate_column__orders__id" SET NOT NULL;
ALTER TABLE "public"."orders" DROP CONSTRAINT "migrate_new__orders__not_null id";

-- [backfill-15] exchange orders.id and the second column: id is bigint from here on
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
--   undo: DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned_key__orders__id" ON "public"."orders"
--   undo: DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned_key__orders__id"()
--   undo: ALTER TABLE "public"."orders" DROP CONSTRAINT "orders_key"
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "id" TO "migrate_between__orders__id"
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__id" TO "id"
--   undo: ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__id" TO "migrate_column__orders__id"
--   undo: DO $migrate$
--     DECLARE
--       one record;
--       index text;
--     BEGIN
--       FOR one IN
--         SELECT t.isleaf, n.nspname AS schema, c.oid, format('%I.%I', n.nspname, c.relname) AS place, coalesce(v.built, format('migrate_old_%s_%s', left(md5('orders_key'), 8), c.oid)) AS built, coalesce(v.name, left(c.relname, 58) || '_pkey') AS name
--         FROM pg_catalog.pg_partition_tree('"public"."orders"') AS t
--         JOIN pg_catalog.pg_class AS c ON c.oid = t.relid
--         JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
--         LEFT JOIN (VALUES ('"public"."orders_2"', '', 'orders_2_pkey'), ('"public"."orders_1"', 'migrate_old__orders_1__orders_1_pkey', 'orders_1_pkey'), ('"public"."orders 2 b"', 'migrate_old__orders 2 b__the key', 'the key'), ('"public"."orders_2_a"', 'migrate_old__orders_2_a__orders_2_a_pkey', 'orders_2_a_pkey'), ('"public"."orders_rest"', 'migrate_old__orders_rest__orders_rest_pkey', 'orders_rest_pkey')) AS v (place, built, name) ON to_regclass(v.place) = c.oid
--         WHERE t.level > 0 ORDER BY t.level DESC
--       LOOP
--         index := format('%I.%I', one.schema, one.built);
--         IF one.isleaf AND to_regclass(index) IS NOT NULL THEN
--           EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I PRIMARY KEY USING INDEX %I', one.place, one.name, one.built);
--         ELSE
--           IF one.isleaf AND pg_catalog.pg_total_relation_size(one.oid) > 16777216 THEN
--             RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('partition %s was made after the plan and is too large to get what %s needs under a lock; run this, then the command again: %s', one.place, 'orders_key', format('CREATE UNIQUE INDEX CONCURRENTLY %I ON %s ("migrate_column__orders__id", "day")', one.built, one.place));
--           END IF;
--           EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I PRIMARY KEY ("id", "day")', one.place, one.name);
--         END IF;
--       END LOOP;
--     END
--     $migrate$
--   undo: ALTER TABLE "public"."orders" ADD CONSTRAINT "orders_key" PRIMARY KEY ("id", "day")
--   undo: COMMENT ON CONSTRAINT orders_key ON orders IS 'the key'
--   undo: DO $migrate$
--     BEGIN
--       IF to_regclass('"public"."orders 2 b"') IS NOT NULL THEN
--         COMMENT ON CONSTRAINT "the key" ON "orders 2 b" IS 'its own';
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
--       WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'migrate_column__orders__id';
--       IF left_behind IS NOT NULL THEN
--         RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
--       END IF;
--     END
--     $migrate$
--   undo: CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_partitioned_key__orders__id"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
--     BEGIN
--       NEW."migrate_column__orders__id" := NEW."id";
--       RETURN NEW;
--     END
--     $migrate$
--   undo: CREATE TRIGGER "zz_migrate_follow__alter_type_partitioned_key__orders__id" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
--       WHEN (NEW."migrate_column__orders__id"::integer IS DISTINCT FROM NEW."id"::integer)
--       EXECUTE FUNCTION migrate."migrate_follow__alter_type_partitioned_key__orders__id"()
--   undo: DO $migrate$
--     DECLARE
--       routine text;
--     BEGIN
--       FOR routine IN
--         SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
--         FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
--         WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
--           AND (position(lower('id') IN lower(p.prosrc)) > 0 AND (position(lower('orders') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."orders"'::regclass)))
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
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."orders"'::regclass)) AND a.attname = 'id'
  AND o.identity NOT IN ('orders_key on public.orders')
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on orders.id since it was planned what to carry over (drop it, and make it again when backfill has ended, or roll this migration back): ' || migrate_built;
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
    ('settings', concat_ws(chr(30), nullif(a.attstattarget, -1), a.attoptions, a.attstorage, to_jsonb(a) ->> 'attcompression'))) AS v (part, words) WHERE a.attrelid = to_regclass('"public"."orders"') AND a.attname = 'id') AS n ON n.part = p.part AND n.digest <> p.digest
  );
  IF migrate_found IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = 'changed at column orders.id since it was planned how to carry it over (make it what it was, or roll this migration back): ' || migrate_found;
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
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned_key__orders__id" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned_key__orders__id"();
ALTER TABLE "public"."orders" DROP CONSTRAINT "orders_key";
ALTER TABLE "public"."orders" RENAME COLUMN "id" TO "migrate_between__orders__id";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_column__orders__id" TO "id";
ALTER TABLE "public"."orders" RENAME COLUMN "migrate_between__orders__id" TO "migrate_column__orders__id";
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
    LEFT JOIN (VALUES ('"public"."orders_2"', '', 'orders_2_pkey'), ('"public"."orders_1"', 'migrate_new__orders_1__orders_1_pkey', 'orders_1_pkey'), ('"public"."orders 2 b"', 'migrate_new__orders 2 b__the key', 'the key'), ('"public"."orders_2_a"', 'migrate_new__orders_2_a__orders_2_a_pkey', 'orders_2_a_pkey'), ('"public"."orders_rest"', 'migrate_new__orders_rest__orders_rest_pkey', 'orders_rest_pkey')) AS v (place, built, name) ON to_regclass(v.place) = c.oid
    WHERE t.level > 0 ORDER BY t.level DESC
  LOOP
    index := format('%I.%I', one.schema, one.built);
    IF one.isleaf AND to_regclass(index) IS NOT NULL THEN
      EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I PRIMARY KEY USING INDEX %I', one.place, one.name, one.built);
    ELSE
      IF one.isleaf AND pg_catalog.pg_total_relation_size(one.oid) > 16777216 THEN
        RAISE EXCEPTION USING ERRCODE = 'object_not_in_prerequisite_state', MESSAGE = format('partition %s was made after the plan and is too large to get what %s needs under a lock; run this, then the command again: %s', one.place, 'orders_key', format('CREATE UNIQUE INDEX CONCURRENTLY %I ON %s ("migrate_column__orders__id", "day")', one.built, one.place));
      END IF;
      EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I PRIMARY KEY ("id", "day")', one.place, one.name);
    END IF;
    index := format('%I.%I', one.schema, one.name);
    IF EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = index::regclass AND attname = 'migrate_column__orders__id') THEN
      EXECUTE format('ALTER TABLE %s RENAME COLUMN %I TO %I', index, 'migrate_column__orders__id', 'id');
    END IF;
  END LOOP;
END
$migrate$;
ALTER TABLE "public"."orders" ADD CONSTRAINT "orders_key" PRIMARY KEY ("id", "day");
COMMENT ON CONSTRAINT orders_key ON orders IS 'the key';
DO $migrate$
BEGIN
  IF to_regclass('"public"."orders 2 b"') IS NOT NULL THEN
    COMMENT ON CONSTRAINT "the key" ON "orders 2 b" IS 'its own';
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
  WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '"public"."orders"'::regclass AND a.attname = 'migrate_column__orders__id';
  IF left_behind IS NOT NULL THEN
    RAISE EXCEPTION 'these would go on reading the replaced column (made since the plan was, or naming columns by their place): %', left_behind;
  END IF;
END
$migrate$;
CREATE OR REPLACE FUNCTION migrate."migrate_follow__alter_type_partitioned_key__orders__id"() RETURNS trigger LANGUAGE plpgsql AS $migrate$
BEGIN
  NEW."migrate_column__orders__id" := NEW."id";
  RETURN NEW;
END
$migrate$;
CREATE TRIGGER "zz_migrate_follow__alter_type_partitioned_key__orders__id" BEFORE INSERT OR UPDATE ON "public"."orders" FOR EACH ROW
  WHEN (NEW."migrate_column__orders__id"::integer IS DISTINCT FROM NEW."id"::integer)
  EXECUTE FUNCTION migrate."migrate_follow__alter_type_partitioned_key__orders__id"();
DO $migrate$
DECLARE
  routine text;
BEGIN
  FOR routine IN
    SELECT format('%s SECURITY %s', p.oid::regprocedure, CASE WHEN p.prosecdef THEN 'DEFINER' ELSE 'INVOKER' END)
    FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname = 'plpgsql' AND pg_has_role(p.proowner, 'USAGE') AND p.pronamespace <> 'migrate'::regnamespace
      AND (position(lower('id') IN lower(p.prosrc)) > 0 AND (position(lower('orders') IN lower(p.prosrc)) > 0 OR EXISTS (SELECT 1 FROM pg_catalog.pg_trigger AS g WHERE g.tgfoid = p.oid AND g.tgrelid = '"public"."orders"'::regclass)))
  LOOP
    EXECUTE 'ALTER ROUTINE ' || routine;
  END LOOP;
END
$migrate$;

-- ==== contract
-- [contract-1] look for what else is built on orders.migrate_column__orders__id
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: an index or a view that somebody has built on it since expand would be lost, or refuse the drop
--   expects: no row
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."orders"'::regclass)) AND a.attname = 'migrate_column__orders__id'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5;

-- [contract-2] drop the old column of orders.id
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
DROP TRIGGER IF EXISTS "zz_migrate_follow__alter_type_partitioned_key__orders__id" ON "public"."orders";
DROP FUNCTION IF EXISTS migrate."migrate_follow__alter_type_partitioned_key__orders__id"();
DO $migrate$
DECLARE
  migrate_built text;
BEGIN
  SELECT string_agg(kind || ' ' || name, ', ') INTO migrate_built FROM (
SELECT DISTINCT o.type AS kind, o.identity AS name
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
CROSS JOIN LATERAL pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) AS o
WHERE d.refclassid = 'pg_class'::regclass AND d.deptype IN ('n', 'a') AND d.refobjid IN (SELECT relid FROM pg_catalog.pg_partition_tree('"public"."orders"'::regclass)) AND a.attname = 'migrate_column__orders__id'
  AND o.identity !~ '(^"?(zz_)?migrate_.* on |[.]"?(zz_)?migrate_)'
  AND o.identity <> 'for ' || (pg_catalog.pg_identify_object(d.refclassid, d.refobjid, d.refobjsubid)).identity
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend AS part WHERE part.classid = d.classid AND part.objid = d.objid AND part.deptype IN ('P', 'S'))
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k WHERE k.oid = d.objid AND (k.contype = 'n' OR k.coninhcount > 0))
ORDER BY 1, 2 LIMIT 5
  ) AS built;
  IF migrate_built IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'dependent_objects_still_exist', MESSAGE = 'built on orders.migrate_column__orders__id since it was looked for: ' || migrate_built;
  END IF;
END
$migrate$;
ALTER TABLE "public"."orders" DROP COLUMN "migrate_column__orders__id";
