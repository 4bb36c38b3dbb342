-- at: expanded
INSERT INTO users (id, name) VALUES (20, 'New');
-- at: backfilled
INSERT INTO users (id, name) VALUES (21, 'Newer');
-- at: contracted
-- settled
UPDATE users FORCE INDEX (users_once) SET name = 'Newest' WHERE name = 'Newer';
-- fails
INSERT INTO users (id, name) VALUES (22, 'Ada');
