-- at: expanded
INSERT INTO items (id, sku) VALUES (11, 'b');
-- at: contracted
INSERT INTO items (id, sku) VALUES (21, 'a');
