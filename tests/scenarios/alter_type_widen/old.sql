-- at: expanded
INSERT INTO users (id, name) VALUES (10, 'Old');
-- at: backfilled
UPDATE users SET name = 'Older' WHERE id = 10;
-- at: rolled_back
INSERT INTO users (id) VALUES (30);
-- at: rolled_back [postgres, mysql, mariadb]
-- fails
INSERT INTO users (id, name) VALUES (31, 'a name of more than twenty letters');
