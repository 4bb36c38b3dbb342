-- migration: backfill_set
-- description: Every order's total, row by row
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: several workers are asked for; this engine has one writer at a time

-- ==== expand
-- nothing to do

-- ==== backfill
-- [backfill-1] set orders.total, orders.note
--   strategy: in place
--   lock: write lock on the database file, one batch; each batch and its checkpoint commit together
--   why: short batches; each commits with its checkpoint, so that no range is done twice
--   undo: UPDATE orders SET total = NULL, note = NULL WHERE note LIKE 'filled%'
--   lock of undo: as the statements take it, not known; SQL of your own is run as it stands
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
UPDATE "orders" SET "total" = (qty * price  -- as the invoice has it
), "note" = ('filled ' || id
) WHERE "id" >= ?1 AND "id" <= ?2 AND (total IS NULL
);

-- [backfill-2] verify: every order has its total
--   lock: none; a read
--   why: asked for by the file
--   expects: the one value 0
SELECT count(*) FROM orders WHERE total IS NULL;

-- ==== contract
-- nothing to do
