-- at: expanded
INSERT INTO items (id, sku) VALUES (11, 'b');
