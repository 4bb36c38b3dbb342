-- at: expanded
INSERT INTO users (id, name) VALUES (20, 'New');
INSERT INTO users (id, name) VALUES (21, 'Newer');
UPDATE users SET name = 'Newest' WHERE id = 21;
UPDATE users SET name = 'Ada Lovelace' WHERE id = 1;
-- at: contracted
INSERT INTO users (id, name) VALUES (22, 'Alone');
