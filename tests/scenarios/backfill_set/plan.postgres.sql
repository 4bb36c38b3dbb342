-- migration: backfill_set
-- description: Every order's total, row by row
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
-- [backfill-1] set orders.total, orders.note
--   strategy: in place
--   lock: ROW EXCLUSIVE on orders, one batch: only the rows it changes are locked; reads and writes of other rows go on
--   why: short batches; each commits with its checkpoint, so that no range is done twice
--   undo: UPDATE orders SET total = NULL, note = NULL WHERE note LIKE 'filled%'
--   lock of undo: as the statements take it, not known; SQL of your own is run as it stands
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
UPDATE "public"."orders" SET "total" = (qty * price  -- as the invoice has it
), "note" = ('filled ' || id
)
WHERE "id" >= $1::integer AND "id" <= $2::integer
  AND (total IS NULL
);

-- [backfill-2] verify: every order has its total
--   lock: none; a read
--   why: asked for by the file
--   expects: the one value 0
SELECT count(*) FROM orders WHERE total IS NULL;

-- ==== contract
-- nothing to do
