ALTER TABLE orders_2_a REPLICA IDENTITY DEFAULT;
ALTER TABLE orders ALTER COLUMN item TYPE bigint, ALTER COLUMN code TYPE varchar(20);
ALTER TABLE orders_2_a REPLICA IDENTITY USING INDEX orders_2_a_item_day_amount_key;
-- What the server forgets of the partitions' own.
ALTER INDEX "orders 2 b_item_day_amount_key" RENAME TO "item, amount";
ALTER INDEX "item, amount" SET (fillfactor = 70);
COMMENT ON CONSTRAINT "item, amount" ON "orders 2 b" IS 'its own';
COMMENT ON INDEX "orders 2 b_item_day_amount_idx" IS NULL;
COMMENT ON INDEX orders_2_a_item_day_amount_idx IS NULL;
COMMENT ON INDEX orders_2_item_day_amount_idx IS NULL;
COMMENT ON INDEX orders_rest_item_day_amount_idx IS NULL;
COMMENT ON INDEX orders_1_item_day_amount_idx IS 'for the list of the first';
ALTER TABLE orders_1 CLUSTER ON orders_1_item_day_amount_idx;
