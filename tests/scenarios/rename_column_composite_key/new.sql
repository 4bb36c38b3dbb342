-- at: expanded
INSERT INTO prices (shop, sku, price) VALUES ('0', 1, 10.25);
UPDATE prices SET price = 11.25 WHERE shop = 'c' AND sku = 1;
-- at: backfilled
UPDATE prices SET price = price + 1 WHERE shop = 'a';
-- at: contracted
INSERT INTO prices (shop, sku, price) VALUES ('b', 2, 12.25);
