-- at: expanded
INSERT INTO orders (note) VALUES ('new, expanded');
-- at: backfilled
INSERT INTO orders (note) VALUES ('new, backfilled');
INSERT INTO lines (id, order_id) SELECT 20, id FROM orders WHERE note = 'new, backfilled';
DELETE FROM orders WHERE note = 'three';
-- fails
INSERT INTO invoices (id, order_id) VALUES (21, 99);
-- at: contracted
INSERT INTO orders (id, note) VALUES (2000000000, 'large');
INSERT INTO orders (note, parent) VALUES ('new, contracted', 1);
-- fails
DELETE FROM orders WHERE note = 'one';
-- fails
INSERT INTO orders (id, note) VALUES (1, 'twice');
