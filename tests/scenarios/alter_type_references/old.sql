-- at: expanded
INSERT INTO order_lines (id, item) VALUES (10, '99');
UPDATE order_lines SET item = 'a nut' WHERE id = 10;
UPDATE order_lines SET item = '1' WHERE id = 10;
-- at: backfilled
INSERT INTO order_lines (id, item) VALUES (11, '98');
UPDATE order_lines SET item = '3' WHERE id = 11;
DELETE FROM items WHERE id = 3;
INSERT INTO items (id, name) VALUES (3, 'washer');
-- at: rolled_back
-- settled
INSERT INTO order_lines (id, item) VALUES (30, '97');
-- settled
DELETE FROM order_lines WHERE id = 30;
