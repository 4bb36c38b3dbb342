-- migration: references_partitioned
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
-- note: a rollback is refused while rows of orders break orders_bin

-- ==== expand
-- [expand-1] drop constraint orders_bin of orders
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on orders, stock."bins, all" and its partitions, milliseconds: catalog only; no row is read
--   why: new code writes what the key refuses
--   probe: SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = to_regclass('"public"."orders"') AND conname = 'orders_bin' AND convalidated) THEN 0 ELSE 1 END AS state
--   runs: on its own
--   undo: DO $migrate$
--     DECLARE
--       migrate_rows text;
--     BEGIN
--       SELECT string_agg(migrate_row::text, ', ') INTO migrate_rows
--       FROM (SELECT "id" FROM "public"."orders" WHERE ("orders"."bin" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stock."bins, all" AS migrate_parent WHERE migrate_parent."id" = "orders"."bin")) LIMIT 5) AS migrate_row;
--       IF migrate_rows IS NOT NULL THEN
--         RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'constraint orders_bin cannot be put back: change or delete the rows of orders that break it, among them (id) = ' || migrate_rows;
--       END IF;
--     END
--     $migrate$
--   undo: DO $migrate$
--     BEGIN
--       LOCK TABLE "public"."orders", stock."bins, all" IN SHARE UPDATE EXCLUSIVE MODE;
--       BEGIN
--         LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE stock."bins, all" IN ACCESS EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         LOCK TABLE ONLY stock."bins, all" IN ACCESS EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE stock."bins, all", "public"."orders" IN ACCESS EXCLUSIVE MODE;
--       END;
--       ALTER TABLE "public"."orders" DROP CONSTRAINT IF EXISTS "orders_bin";
--     END
--     $migrate$
--   undo: DO $migrate$
--     BEGIN
--       LOCK TABLE "public"."orders", stock."bins, all" IN SHARE UPDATE EXCLUSIVE MODE;
--       BEGIN
--         LOCK TABLE "public"."orders" IN SHARE ROW EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE stock."bins, all" IN SHARE ROW EXCLUSIVE MODE;
--       EXCEPTION WHEN lock_not_available THEN
--         LOCK TABLE ONLY stock."bins, all" IN SHARE ROW EXCLUSIVE MODE;
--         IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
--         LOCK TABLE stock."bins, all", "public"."orders" IN SHARE ROW EXCLUSIVE MODE;
--       END;
--       ALTER TABLE "public"."orders" ADD CONSTRAINT "orders_bin" FOREIGN KEY (bin) REFERENCES stock."bins, all"(id) NOT VALID;
--     END
--     $migrate$
--   undo: ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "orders_bin"
--   loss: rows of orders that constraint orders_bin refuses, counted by SELECT count(*) AS lost FROM (SELECT 1 FROM "public"."orders" WHERE ("orders"."bin" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM stock."bins, all" AS migrate_parent WHERE migrate_parent."id" = "orders"."bin")) LIMIT 1000) AS found
DO $migrate$
BEGIN
  LOCK TABLE "public"."orders", stock."bins, all" IN SHARE UPDATE EXCLUSIVE MODE;
  BEGIN
    LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE stock."bins, all" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    LOCK TABLE ONLY stock."bins, all" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE stock."bins, all", "public"."orders" IN ACCESS EXCLUSIVE MODE;
  END;
  ALTER TABLE "public"."orders" DROP CONSTRAINT IF EXISTS "orders_bin";
END
$migrate$;

-- ==== backfill
-- nothing to do

-- ==== contract
-- [contract-1] look for foreign keys and views that need offers
--   lock: ACCESS SHARE on the catalog, one query at a time; reads and writes go on
--   why: DROP TABLE would fail on them
--   expects: no row
SELECT 'foreign key ' || quote_ident(conname) AS kind, conrelid::regclass::text AS name
FROM pg_catalog.pg_constraint
WHERE contype = 'f' AND confrelid = to_regclass('"public"."offers"') AND conrelid <> confrelid
UNION ALL
SELECT DISTINCT 'view', v.oid::regclass::text
FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid
JOIN pg_catalog.pg_class AS v ON v.oid = r.ev_class
WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
  AND d.refobjid = to_regclass('"public"."offers"') AND v.oid <> d.refobjid
LIMIT 5;

-- [contract-2] drop table offers
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on offers, stock."bins, all" and its partitions, items and its partitions, milliseconds: catalog only; the files are removed at commit
--   why: no live code uses it
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
DO $migrate$
BEGIN
  IF to_regclass('"public"."offers"') IS NULL OR to_regclass('stock."bins, all"') IS NULL OR to_regclass('"public"."items"') IS NULL THEN
    RETURN;
  END IF;
  LOCK TABLE "public"."offers", stock."bins, all", "public"."items" IN SHARE UPDATE EXCLUSIVE MODE;
  BEGIN
    LOCK TABLE "public"."offers" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE stock."bins, all", "public"."items" IN ACCESS EXCLUSIVE MODE;
  EXCEPTION WHEN lock_not_available THEN
    LOCK TABLE ONLY "public"."items" IN ACCESS EXCLUSIVE MODE;
    IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
    LOCK TABLE "public"."items", stock."bins, all", "public"."offers" IN ACCESS EXCLUSIVE MODE;
  END;
END
$migrate$;
DROP TABLE IF EXISTS "public"."offers";
