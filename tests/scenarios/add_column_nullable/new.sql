-- at: expanded
INSERT INTO users (id, name, nick) VALUES (20, 'New', 'n');
UPDATE users SET nick = 'al' WHERE id = 1;
-- at: contracted
INSERT INTO users (id, name, nick) VALUES (21, 'New', NULL);
