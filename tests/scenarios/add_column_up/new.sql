-- at: expanded
UPDATE orders SET total = 5 WHERE id = 3;
INSERT INTO orders (id, price, quantity, total) VALUES (20, 2, 2, 3);
-- at: backfilled
UPDATE orders SET total = 0 WHERE id = 4;
-- at: contracted
INSERT INTO orders (id, price, quantity, total) VALUES (21, 3, 3, 8);
-- fails
INSERT INTO orders (id, price, quantity, total) VALUES (22, 3, 3, NULL);
UPDATE orders SET price = 1, total = 0 WHERE id = 1;
