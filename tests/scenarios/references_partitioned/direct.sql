ALTER TABLE orders DROP CONSTRAINT orders_bin;
DROP TABLE offers;
