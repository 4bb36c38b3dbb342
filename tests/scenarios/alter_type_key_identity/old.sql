-- at: expanded
INSERT INTO orders (note) VALUES ('old, expanded');
INSERT INTO lines (id, order_id) SELECT 10, id FROM orders WHERE note = 'old, expanded';
-- at: backfilled
INSERT INTO orders (note) VALUES ('old, backfilled');
INSERT INTO invoices (id, order_id) SELECT 10, id FROM orders WHERE note = 'old, backfilled';
-- fails
INSERT INTO lines (id, order_id) VALUES (11, 99);
-- fails
INSERT INTO orders (id, note) VALUES (1, 'twice');
UPDATE orders SET id = 50 WHERE note = 'old, backfilled';
-- at: rolled_back
INSERT INTO orders (note) VALUES ('old, rolled back');
-- fails
INSERT INTO lines (id, order_id) VALUES (11, 99);
-- fails
INSERT INTO orders (id, note) VALUES (1, 'twice');
