-- at: expanded
INSERT INTO orders (id, qty, price, total) VALUES (11, 7, 7, 50);
-- at: backfilled
INSERT INTO orders (id, qty, price, total) VALUES (12, 8, 8, 65);
-- at: contracted
UPDATE orders SET total = 99 WHERE id = 3;
