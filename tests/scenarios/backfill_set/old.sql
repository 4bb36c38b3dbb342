-- at: expanded
INSERT INTO orders (id, qty, price) VALUES (10, 6, 6);
-- at: backfilled
-- settled
UPDATE orders SET price = 11 WHERE id = 1;
-- at: rolled_back
INSERT INTO orders (id, qty, price) VALUES (30, 1, 1);
