-- at: contracted
INSERT INTO parts (id, stock) VALUES (20, 20);
UPDATE parts SET stock = 13 WHERE id = 12;
