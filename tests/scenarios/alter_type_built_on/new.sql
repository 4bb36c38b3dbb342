-- at: expanded
INSERT INTO orders (id, item, amount) VALUES (20, 2, 20);
INSERT INTO lines (id, item, amount) VALUES (20, 2, 20);
-- at: backfilled
DELETE FROM orders WHERE id = 5;
INSERT INTO orders (id, item, amount) VALUES (21, 4, 21);
-- fails
INSERT INTO orders (id, item, amount) VALUES (22, 13, 22);
-- fails
INSERT INTO lines (id, item, amount) VALUES (21, 4, 22);
-- fails
INSERT INTO orders (id, item, amount) VALUES (22, NULL, 22);
-- at: contracted
DELETE FROM items WHERE code = 4;
DELETE FROM items WHERE code = 40;
-- fails
INSERT INTO orders (id, item, amount) VALUES (22, 99, 22);
-- fails
INSERT INTO lines (id, item, amount) VALUES (21, 4, 22);
