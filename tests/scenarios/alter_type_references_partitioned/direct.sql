ALTER TABLE orders DROP CONSTRAINT orders_item;
ALTER TABLE orders ALTER COLUMN item TYPE bigint;
ALTER TABLE orders ADD CONSTRAINT orders_item FOREIGN KEY (item) REFERENCES items (id);
