-- at: expanded
INSERT INTO orders (id, item, amount) VALUES (10, 2, 10);
-- fails
INSERT INTO orders (id, item, amount) VALUES (11, 99, 10);
-- at: backfilled
UPDATE orders SET item = 3 WHERE id = 10;
-- fails
INSERT INTO orders (id, item, amount) VALUES (11, 3, 10);
-- fails
INSERT INTO orders (id, item, amount) VALUES (11, 0, 11);
UPDATE items SET code = 40 WHERE code = 1;
-- at: rolled_back
INSERT INTO orders (id, item, amount) VALUES (30, 2, 30);
INSERT INTO lines (id, item, amount) VALUES (30, 2, 30);
-- fails
INSERT INTO orders (id, item, amount) VALUES (31, 99, 10);
