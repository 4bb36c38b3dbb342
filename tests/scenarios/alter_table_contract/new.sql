-- at: contracted
-- settled
INSERT INTO items (id, sku, price) VALUES (20, 'new', 4.00);
-- fails
INSERT INTO items (id, sku, price) VALUES (21, 'new', 4.00);
-- fails
INSERT INTO items (id, sku, price) VALUES (22, 'newer', -4.00);
