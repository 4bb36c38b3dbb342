-- migration: create_constraint_foreign_key_partitioned
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
-- note: constraint orders_item holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows; with an `up` that mends them it would hold from expand on
-- note: constraint orders_shelf holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows; with an `up` that mends them it would hold from expand on

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] look for rows of orders that constraint orders_item would refuse
--   lock: ACCESS SHARE on orders and its partitions, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
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
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
SELECT "id", "day" FROM "public"."orders"
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND ("orders"."item" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."items" AS migrate_parent WHERE migrate_parent."id" = "orders"."item"))
LIMIT 5;

-- [backfill-2] look for rows of orders that constraint orders_shelf would refuse
--   lock: ACCESS SHARE on orders and its partitions, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
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
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
SELECT "id", "day" FROM "public"."orders"
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND ("orders"."shelf" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."shelves" AS migrate_parent WHERE migrate_parent."id" = "orders"."shelf"))
LIMIT 5;

-- ==== contract
-- [contract-1] look for rows of orders that constraint orders_item would refuse, again
--   lock: ACCESS SHARE on orders and its partitions, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
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
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
SELECT "id", "day" FROM "public"."orders"
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND ("orders"."item" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."items" AS migrate_parent WHERE migrate_parent."id" = "orders"."item"))
LIMIT 5;

-- [contract-2] look for rows of orders that constraint orders_shelf would refuse, again
--   lock: ACCESS SHARE on orders and its partitions, one query at a time; reads and writes go on
--   why: rows that the server would refuse are named before it is asked
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
--   the batch (a row returned is in the way):
--     $1 = from.id, $2 = from.day, $3 = to.id, $4 = to.day
SELECT "id", "day" FROM "public"."orders"
WHERE ("id", "day") >= ($1::integer, $2::integer) AND ("id", "day") <= ($3::integer, $4::integer) AND "id" >= $1::integer AND "id" <= $3::integer
  AND ("orders"."shelf" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "public"."shelves" AS migrate_parent WHERE migrate_parent."id" = "orders"."shelf"))
LIMIT 5;

-- [contract-3] require constraint orders_item for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on orders and its partitions, items, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code, which may break it, is gone
--   runs: in one transaction with its record
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
ALTER TABLE "public"."orders" ADD CONSTRAINT "orders_item" FOREIGN KEY ("item") REFERENCES "public"."items" ("id") MATCH SIMPLE ON DELETE CASCADE ON UPDATE NO ACTION NOT VALID;

-- [contract-4] prove constraint orders_item for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders and its partitions, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "orders_item";

-- [contract-5] require constraint orders_shelf for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on orders and its partitions, shelves and its partitions, milliseconds: catalog only; writes wait that long, reads do not
--   why: old code, which may break it, is gone
--   runs: in one transaction with its record
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
ALTER TABLE "public"."orders" ADD CONSTRAINT "orders_shelf" FOREIGN KEY ("shelf") REFERENCES "public"."shelves" ("id") MATCH SIMPLE ON DELETE NO ACTION ON UPDATE NO ACTION NOT VALID;

-- [contract-6] prove constraint orders_shelf for the rows that exist
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders and its partitions, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "orders_shelf";
