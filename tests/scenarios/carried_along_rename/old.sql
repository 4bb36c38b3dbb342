-- at: expanded
INSERT INTO items (id, code) VALUES (10, 'b');
