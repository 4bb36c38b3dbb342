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
-- note: a partition of orders that is made or attached while contract runs is read under the lock when the table takes foreign key orders_item over; where that takes too long it is taken back
-- note: constraint orders_item holds from contract on: old code may write rows that break it until then; contract refuses while there are such rows; with an `up` that mends them it would hold from expand on
-- note: a partition of orders that is made or attached while contract runs is read under the lock when the table takes foreign key orders_shelf over; where that takes too long it is taken back
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

-- [contract-3] require constraint orders_item on partition orders_1, for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on orders_1, items, milliseconds: no row is read; writes wait that long, reads do not
--   runs: in one transaction with its record
LOCK TABLE "public"."orders_1", "public"."items" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."orders_1" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."items" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."items" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders_1" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders_1" ADD CONSTRAINT "orders_item" FOREIGN KEY ("item") REFERENCES "public"."items" ("id") MATCH SIMPLE ON DELETE CASCADE ON UPDATE NO ACTION NOT VALID;

-- [contract-4] require constraint orders_item on partition orders 2 b, for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on orders 2 b, items, milliseconds: no row is read; writes wait that long, reads do not
--   runs: in one transaction with its record
LOCK TABLE "public"."orders 2 b", "public"."items" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."orders 2 b" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."items" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."items" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders 2 b" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders 2 b" ADD CONSTRAINT "orders_item" FOREIGN KEY ("item") REFERENCES "public"."items" ("id") MATCH SIMPLE ON DELETE CASCADE ON UPDATE NO ACTION NOT VALID;

-- [contract-5] require constraint orders_item on partition orders_2_a, for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on orders_2_a, items, milliseconds: no row is read; writes wait that long, reads do not
--   runs: in one transaction with its record
LOCK TABLE "public"."orders_2_a", "public"."items" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."orders_2_a" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."items" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."items" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders_2_a" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders_2_a" ADD CONSTRAINT "orders_item" FOREIGN KEY ("item") REFERENCES "public"."items" ("id") MATCH SIMPLE ON DELETE CASCADE ON UPDATE NO ACTION NOT VALID;

-- [contract-6] prove foreign key orders_item on partition orders_1
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_1, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders_1" VALIDATE CONSTRAINT "orders_item";

-- [contract-7] prove foreign key orders_item on partition orders 2 b
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders 2 b, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders 2 b" VALIDATE CONSTRAINT "orders_item";

-- [contract-8] prove foreign key orders_item on partition orders_2_a
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_2_a, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders_2_a" VALIDATE CONSTRAINT "orders_item";

-- [contract-9] require constraint orders_item: table orders takes over what its partitions have
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders and its partitions, items, milliseconds: catalog only; the partitions' keys are validated: no row is read
--   why: before 18 a partitioned table takes no foreign key NOT VALID
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."orders", "public"."items" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders", "public"."items" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE "public"."items" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders" ADD CONSTRAINT "orders_item" FOREIGN KEY ("item") REFERENCES "public"."items" ("id") MATCH SIMPLE ON DELETE CASCADE ON UPDATE NO ACTION;

-- [contract-10] require constraint orders_shelf on partition orders_1, for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on orders_1, shelves and its partitions, milliseconds: no row is read; writes wait that long, reads do not
--   runs: in one transaction with its record
LOCK TABLE "public"."orders_1", "public"."shelves" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."orders_1" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."shelves" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE ONLY "public"."shelves" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."shelves", "public"."orders_1" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders_1" ADD CONSTRAINT "orders_shelf" FOREIGN KEY ("shelf") REFERENCES "public"."shelves" ("id") MATCH SIMPLE ON DELETE NO ACTION ON UPDATE NO ACTION NOT VALID;

-- [contract-11] require constraint orders_shelf on partition orders 2 b, for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on orders 2 b, shelves and its partitions, milliseconds: no row is read; writes wait that long, reads do not
--   runs: in one transaction with its record
LOCK TABLE "public"."orders 2 b", "public"."shelves" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."orders 2 b" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."shelves" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE ONLY "public"."shelves" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."shelves", "public"."orders 2 b" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders 2 b" ADD CONSTRAINT "orders_shelf" FOREIGN KEY ("shelf") REFERENCES "public"."shelves" ("id") MATCH SIMPLE ON DELETE NO ACTION ON UPDATE NO ACTION NOT VALID;

-- [contract-12] require constraint orders_shelf on partition orders_2_a, for new rows
--   strategy: online
--   lock: SHARE ROW EXCLUSIVE on orders_2_a, shelves and its partitions, milliseconds: no row is read; writes wait that long, reads do not
--   runs: in one transaction with its record
LOCK TABLE "public"."orders_2_a", "public"."shelves" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE "public"."orders_2_a" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."shelves" IN SHARE ROW EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE ONLY "public"."shelves" IN SHARE ROW EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."shelves", "public"."orders_2_a" IN SHARE ROW EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders_2_a" ADD CONSTRAINT "orders_shelf" FOREIGN KEY ("shelf") REFERENCES "public"."shelves" ("id") MATCH SIMPLE ON DELETE NO ACTION ON UPDATE NO ACTION NOT VALID;

-- [contract-13] prove foreign key orders_shelf on partition orders_1
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_1, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders_1" VALIDATE CONSTRAINT "orders_shelf";

-- [contract-14] prove foreign key orders_shelf on partition orders 2 b
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders 2 b, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders 2 b" VALIDATE CONSTRAINT "orders_shelf";

-- [contract-15] prove foreign key orders_shelf on partition orders_2_a
--   strategy: online
--   lock: SHARE UPDATE EXCLUSIVE on orders_2_a, while the table is read once; reads and writes go on
--   runs: in one transaction with its record
ALTER TABLE "public"."orders_2_a" VALIDATE CONSTRAINT "orders_shelf";

-- [contract-16] require constraint orders_shelf: table orders takes over what its partitions have
--   strategy: online
--   lock: ACCESS EXCLUSIVE on orders and its partitions, shelves and its partitions, milliseconds: catalog only; the partitions' keys are validated: no row is read
--   why: before 18 a partitioned table takes no foreign key NOT VALID
--   budget: 500 ms: held longer, it is taken back and tried again later
--   runs: in one transaction with its record
LOCK TABLE "public"."orders", "public"."shelves" IN SHARE UPDATE EXCLUSIVE MODE;
DO $migrate$
BEGIN
  LOCK TABLE ONLY "public"."orders" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."orders", "public"."shelves" IN ACCESS EXCLUSIVE MODE;
EXCEPTION WHEN lock_not_available THEN
  LOCK TABLE ONLY "public"."shelves" IN ACCESS EXCLUSIVE MODE;
  IF current_setting('lock_timeout')::interval NOT BETWEEN '1ms' AND '50ms' THEN SET LOCAL lock_timeout = '50ms'; END IF;
  LOCK TABLE "public"."shelves", "public"."orders" IN ACCESS EXCLUSIVE MODE;
END
$migrate$;
ALTER TABLE "public"."orders" ADD CONSTRAINT "orders_shelf" FOREIGN KEY ("shelf") REFERENCES "public"."shelves" ("id") MATCH SIMPLE ON DELETE NO ACTION ON UPDATE NO ACTION;
