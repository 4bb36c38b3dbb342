-- at: contracted
INSERT INTO orders (id, item) VALUES (20, 11);
-- fails
INSERT INTO orders (id, item) VALUES (21, 5);
