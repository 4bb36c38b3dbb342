-- at: contracted
INSERT INTO parts (id, code, size) VALUES (20, '20', 20);
-- settled
UPDATE parts SET size = 3000000000 WHERE id = 20;
-- fails
INSERT INTO parts (id) VALUES (21);
