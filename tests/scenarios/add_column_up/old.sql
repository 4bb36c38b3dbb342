-- at: before
INSERT INTO orders (id, price, quantity) VALUES (6, 60, 6);
-- at: expanded
INSERT INTO orders (id, price, quantity) VALUES (10, 7, 3);
UPDATE orders SET price = 11 WHERE id = 1;
UPDATE orders SET quantity = 4 WHERE id = 10;
-- at: backfilled
UPDATE orders SET price = 21 WHERE id = 2;
UPDATE orders SET price = 31 WHERE id = 3;
INSERT INTO orders (id, price, quantity) VALUES (11, 8, 3);
-- at: rolled_back
INSERT INTO orders (id, price, quantity) VALUES (30, 9, 3);
