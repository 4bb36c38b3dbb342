-- migration: backfill_join
-- description: Orders take over the region of their customer
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: the backfill at migrations/backfill_join.yaml:3 has no `down`: rollback leaves what it did to rows

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] update orders in batches
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches; each commits with its checkpoint, so that no range is done twice
--   batches: table orders by id; each commits together with its checkpoint
--   first key, once:
SELECT "id" FROM "orders" ORDER BY "id" LIMIT 1;
--   last key, once:
SELECT "id" FROM "orders" ORDER BY "id" DESC LIMIT 1;
--   end of this batch and start of the next:
--     ?1 = from.id, ?2 = end.id, ?3 = batch size - 1
SELECT "id" FROM "orders" WHERE "id" >= ?1 AND "id" <= ?2 ORDER BY "id" LIMIT 2 OFFSET ?3;
--   the batch:
--     ?1 = from.id, ?2 = to.id
UPDATE orders SET region = c.region FROM customers c WHERE c.id = orders.customer_id AND orders.region IS NULL AND ("orders"."id" >= ?1 AND "orders"."id" <= ?2);

-- ==== contract
-- nothing to do
