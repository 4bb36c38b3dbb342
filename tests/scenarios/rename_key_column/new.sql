-- at: expanded
INSERT INTO stock (warehouse, sku, units) VALUES (4, 'nut', 3);
-- at: backfilled
UPDATE stock SET sku = 'washer' WHERE warehouse = 2 AND sku = 'nut';
INSERT INTO stock (warehouse, sku, units) VALUES (4, 'bolt', 4);
-- at: contracted
-- fails
INSERT INTO stock (warehouse, sku, units) VALUES (4, 'bolt', 4);
INSERT INTO stock (warehouse, sku, units) VALUES (4, 'screw', 4);
