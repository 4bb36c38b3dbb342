-- at: expanded
INSERT INTO orders (id, size, price) VALUES (10, 'small', 2);
-- at: backfilled
UPDATE orders SET price = 3 WHERE id = 10;
-- fails
UPDATE orders SET price = -1 WHERE id = 10;
