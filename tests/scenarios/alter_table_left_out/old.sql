-- at: expanded
INSERT INTO orders (id) VALUES (10);
-- at: backfilled
INSERT INTO orders (id) VALUES (11);
UPDATE orders SET quantity = 3 WHERE id = 2;
-- at: rolled_back
INSERT INTO orders (id) VALUES (30);
