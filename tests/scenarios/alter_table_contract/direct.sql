ALTER TABLE items CHANGE code sku VARCHAR(10) NOT NULL, ADD UNIQUE KEY items_sku (sku), ADD CHECK (price > 0), DROP COLUMN gone, ADD COLUMN twice DECIMAL(9,2) AS (price * 2) STORED;
