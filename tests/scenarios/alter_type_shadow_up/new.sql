-- at: contracted
INSERT INTO parts (id, size) VALUES (20, 42);
-- settled
UPDATE parts SET size = size + 1 WHERE id = 1;
