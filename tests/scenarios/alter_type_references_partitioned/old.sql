-- at: expanded
INSERT INTO orders (id, item) VALUES (10, 11);
-- fails
INSERT INTO orders (id, item) VALUES (11, 5);
-- at: backfilled
UPDATE orders SET item = 1 WHERE id = 10;
-- at: rolled_back
INSERT INTO orders (id, item) VALUES (12, 11);
