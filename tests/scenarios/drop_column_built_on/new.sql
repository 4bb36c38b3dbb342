-- at: expanded
INSERT INTO orders (id, customer, total) VALUES (20, 3, 40);
-- at: contracted
INSERT INTO orders (id, customer, total) VALUES (21, 3, 50);
