-- migration: backfill_fan_out
-- description: A row for each item of an order, which nothing but the checkpoint keeps from being there twice
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

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] insert into order_items in batches of orders
--   strategy: in place
--   lock: ROW EXCLUSIVE on order_items, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: short batches; each commits with its checkpoint, so that no range is done twice
--   undo: DELETE FROM order_items
--   lock of undo: as the statements take it, not known; SQL of your own is run as it stands
--   batches: table orders by tenant, number; each commits together with its checkpoint
--   first key, once:
SELECT "tenant", "number" FROM "public"."orders" ORDER BY "tenant", "number" LIMIT 1;
--   last key, once:
SELECT "tenant", "number" FROM "public"."orders" ORDER BY "tenant" DESC, "number" DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.tenant, $2 = from.number, $3 = end.tenant, $4 = end.number, $5 = batch size - 1
SELECT "tenant", "number" FROM "public"."orders" WHERE ("tenant", "number") >= ($1::integer, $2::integer) AND ("tenant", "number") <= ($3::integer, $4::integer) AND "tenant" >= $1::integer AND "tenant" <= $3::integer ORDER BY "tenant", "number" LIMIT 2 OFFSET $5::bigint;
--   before each batch, in its transaction:
SET LOCAL plan_cache_mode = force_custom_plan;
SET LOCAL synchronous_commit = off;
--   the batch:
--     $1 = from.tenant, $2 = from.number, $3 = to.tenant, $4 = to.number
INSERT INTO order_items (tenant, number, item)
SELECT o.tenant, o.number, n.n FROM orders AS o JOIN numbers AS n ON n.n <= o.items
WHERE ((o."tenant", o."number") >= ($1::integer, $2::integer) AND (o."tenant", o."number") <= ($3::integer, $4::integer) AND o."tenant" >= $1::integer AND o."tenant" <= $3::integer);

-- ==== contract
-- nothing to do
