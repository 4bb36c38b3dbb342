-- at: contracted
-- settled
INSERT INTO orders (id, quantity) VALUES (20, 5);
-- settled
INSERT INTO orders (id, quantity, total) VALUES (21, 5, 6);
-- fails
INSERT INTO orders (id) VALUES (22);
