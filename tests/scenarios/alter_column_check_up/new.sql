-- at: expanded
INSERT INTO posts (id, title) VALUES (20, 'new one');
-- at: contracted
INSERT INTO posts (id, title) VALUES (21, 'alone');
-- fails
INSERT INTO posts (id, title) VALUES (22, 'bad');
