-- at: contracted
INSERT INTO orders (id, item, bin) VALUES (20, 11, 99);
-- fails
INSERT INTO orders (id, item) VALUES (21, 5);
