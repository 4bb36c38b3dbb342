-- migration: sql_file
-- session: PRAGMA foreign_keys=OFF
-- session: PRAGMA wal_autocheckpoint=0
-- note: the backfill at migrations/sql_file.sql:5 has no `down`: rollback leaves what it did to rows

-- ==== expand
-- [expand-1] run ALTER TABLE ORDERS
--   lock: write lock on the database file, as long as the statements run; the statements are the user's own
--   why: as written in the file
--   runs: in one transaction with its record
--   undo: DROP TABLE order_log
--   undo: ALTER TABLE orders DROP COLUMN euros
ALTER TABLE orders ADD COLUMN euros INTEGER;
CREATE TABLE order_log (id INTEGER PRIMARY KEY, what VARCHAR(20));

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
UPDATE orders SET euros = cents / 100 WHERE euros IS NULL AND ("orders"."id" >= ?1 AND "orders"."id" <= ?2);

-- [backfill-2] run the backfill section
--   lock: write lock on the database file, as long as the statements run; the statements are the user's own
--   why: once, in one transaction: it names no table to walk
--   runs: in one transaction with its record
UPDATE orders SET note = 'none' WHERE note IS NULL;

-- ==== contract
-- [contract-1] run ALTER TABLE ORDERS
--   lock: write lock on the database file, as long as the statements run; the statements are the user's own
--   why: as written in the file
--   destructive: cannot be rolled back
--   runs: in one transaction with its record
ALTER TABLE orders DROP COLUMN cents;
