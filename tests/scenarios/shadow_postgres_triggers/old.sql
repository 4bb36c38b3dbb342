-- at: expanded
INSERT INTO orders (id, state) VALUES (10, 'old');
DELETE FROM orders WHERE id IN (1, 3);
-- at: backfilled
UPDATE orders SET state = 'older' WHERE id = 10;
-- at: rolled_back
INSERT INTO orders (id, state) VALUES (31, 'back');
DELETE FROM orders WHERE id = 10;
