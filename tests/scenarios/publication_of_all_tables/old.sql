-- at: expanded
INSERT INTO users (id, name) VALUES (10, 'Old');
UPDATE users SET name = 'Ada L' WHERE id = 1;
-- at: backfilled
DELETE FROM users WHERE id = 2;
-- at: rolled_back
INSERT INTO users (id, name) VALUES (11, 'Old again');
