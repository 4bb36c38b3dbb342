-- at: expanded
INSERT INTO orders (tenant, number, items) VALUES (4, 1, 0);
-- at: contracted
INSERT INTO order_items (tenant, number, item) VALUES (4, 1, 1);
