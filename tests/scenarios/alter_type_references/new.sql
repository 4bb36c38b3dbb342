-- at: expanded
INSERT INTO order_lines (id, item) VALUES (20, '2');
-- at: contracted
INSERT INTO order_lines (id, item) VALUES (21, 1);
-- settled
UPDATE items SET id = 4 WHERE id = 2;
-- settled
DELETE FROM items WHERE id = 3;
-- fails
INSERT INTO order_lines (id, item) VALUES (22, 97);
