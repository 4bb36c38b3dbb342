ALTER TABLE orders ALTER COLUMN id TYPE bigint;
-- What the server forgets of the partition's own.
ALTER INDEX "orders 2 b_pkey" RENAME TO "the key";
ALTER INDEX "the key" SET (fillfactor = 70);
COMMENT ON CONSTRAINT "the key" ON "orders 2 b" IS 'its own';
