-- at: expanded
INSERT INTO orders (id, state) VALUES (10, 'old');
-- at: backfilled
UPDATE orders SET state = 'older' WHERE id = 10;
-- at: rolled_back
INSERT INTO orders (id, state) VALUES (31, 'back');
