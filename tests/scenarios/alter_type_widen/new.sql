-- at: expanded
INSERT INTO users (id, name) VALUES (20, 'New');
-- at: backfilled
INSERT INTO users (id, name) VALUES (21, 'Newer');
-- at: contracted
INSERT INTO users (id, name) VALUES (22, 'a name of more than twenty letters');
