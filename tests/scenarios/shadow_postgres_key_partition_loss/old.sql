-- at: expanded
UPDATE orders SET id = 30, region = 'us' WHERE id = 3;
-- at: backfilled
UPDATE orders SET total = total + 10 WHERE id = 30 AND total < 10;
UPDATE orders SET total = 22 WHERE id = 2 AND region = 'us';
-- at: rolled_back
-- settled
INSERT INTO orders VALUES (40, 'xx', 1);
DELETE FROM orders WHERE id = 40;
