-- at: expanded
INSERT INTO users (id, name, site) VALUES (10, 'root', 'nowhere');
UPDATE users SET name = 'Old', site = 'b.example' WHERE id = 10;
-- at: backfilled
INSERT INTO users (id, name, site) VALUES (11, 'root', 'nowhere');
UPDATE users SET name = 'Older', site = NULL WHERE id = 11;
-- fails
INSERT INTO users (id, name) VALUES (12, 'Old');
-- at: rolled_back
-- settled
INSERT INTO users (id, name, site) VALUES (30, 'Ada', 'nowhere');
-- settled
DELETE FROM users WHERE id = 30;
-- fails
INSERT INTO users (id, name) VALUES (31, '');
