-- at: expanded
INSERT INTO users (id, name) VALUES (20, 'New');
-- at: contracted
INSERT INTO users (id, name) VALUES (21, 'Alone');
-- fails
INSERT INTO users (id, name) VALUES (22, NULL);
