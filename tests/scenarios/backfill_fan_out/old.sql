-- at: expanded
INSERT INTO orders (tenant, number, items) VALUES (2, 3, 1);
-- at: backfilled
UPDATE orders SET note = 'paid' WHERE tenant = 1 AND number = 3;
-- at: rolled_back
INSERT INTO orders (tenant, number, items) VALUES (9, 9, 3);
