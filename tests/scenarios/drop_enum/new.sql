-- at: expanded
INSERT INTO orders (id) VALUES (20);
-- at: contracted
INSERT INTO orders (id) VALUES (21);
