-- at: expanded
INSERT INTO orders (id) VALUES (10);
UPDATE orders SET status = 'paused' WHERE id = 3;
UPDATE orders SET status = 'never' WHERE id = 1;
UPDATE orders SET status = 'new' WHERE id = 1;
-- at: backfilled
INSERT INTO orders (id, status) VALUES (11, 'paused');
-- at: rolled_back
INSERT INTO orders (id, status) VALUES (12, 'never');
UPDATE orders SET status = 'paused' WHERE id = 12;
