-- at: expanded
INSERT INTO orders (id, address, item, code) VALUES (20, '10119 Berlin', 2, 'bolt');
-- at: contracted
-- settled
INSERT INTO orders (id, address, item, code) VALUES (21, '1010 Wien', 2, 'bolt');
-- fails
INSERT INTO orders (id, item) VALUES (22, 3);
