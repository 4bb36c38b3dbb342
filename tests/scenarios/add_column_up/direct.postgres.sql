ALTER TABLE orders ADD COLUMN total INTEGER;
UPDATE orders SET total = price * quantity;
ALTER TABLE orders ALTER COLUMN total SET NOT NULL;
