-- migration: backfill_fan_out
-- description: A row for each item of an order, which nothing but the checkpoint keeps from being there twice
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: several workers are asked for; this engine has one writer at a time

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] insert into order_items in batches of orders
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches; each commits with its checkpoint, so that no range is done twice
--   undo: DELETE FROM order_items
--   lock of undo: as the statements take it, not known; SQL of your own is run as it stands
--   batches: table orders by tenant, number; each commits together with its checkpoint
--   first key, once:
SELECT "tenant", "number" FROM "orders" ORDER BY "tenant", "number" LIMIT 1;
--   last key, once:
SELECT "tenant", "number" FROM "orders" ORDER BY "tenant" DESC, "number" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.tenant, ?2 = from.number, ?3 = end.tenant, ?4 = end.number, ?5 = batch size - 1
SELECT "tenant", "number" FROM "orders" WHERE ("tenant", "number") >= (?1, ?2) AND ("tenant", "number") <= (?3, ?4) ORDER BY "tenant", "number" LIMIT 2 OFFSET ?5;
--   the batch:
--     ?1 = from.tenant, ?2 = from.number, ?3 = to.tenant, ?4 = to.number
INSERT INTO order_items (tenant, number, item)
SELECT o.tenant, o.number, n.n FROM orders AS o JOIN numbers AS n ON n.n <= o.items
WHERE ((o."tenant", o."number") >= (?1, ?2) AND (o."tenant", o."number") <= (?3, ?4));

-- ==== contract
-- nothing to do
