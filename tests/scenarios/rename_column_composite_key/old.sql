-- at: before
INSERT INTO prices (shop, sku, amount) VALUES ('c', 1, 7.25);
-- at: expanded
INSERT INTO prices (shop, sku, amount) VALUES ('a', 3, 8.25);
UPDATE prices SET amount = 9.25 WHERE shop = 'a' AND sku = 1;
DELETE FROM prices WHERE shop = 'b' AND sku = 2;
-- at: backfilled
UPDATE prices SET amount = amount + 1 WHERE shop = 'b';
-- at: rolled_back
INSERT INTO prices (shop, sku, amount) VALUES ('z', 1, 7.25);
