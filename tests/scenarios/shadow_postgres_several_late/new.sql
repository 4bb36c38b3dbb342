-- at: contracted
INSERT INTO parts (id, code, size) VALUES (20, 20, 3000000000);
-- fails
INSERT INTO parts (id) VALUES (21);
