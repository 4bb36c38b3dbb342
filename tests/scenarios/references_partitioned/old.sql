-- at: expanded
INSERT INTO orders (id, item, bin) VALUES (10, 11, 11);
-- fails
INSERT INTO orders (id, item) VALUES (11, 5);
-- at: backfilled
UPDATE orders SET item = 1 WHERE id = 10;
-- at: rolled_back
INSERT INTO orders (id, item, bin) VALUES (12, 11, 1);
-- fails
INSERT INTO orders (id, bin) VALUES (13, 7);
