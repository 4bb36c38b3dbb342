-- at: expanded
INSERT INTO users (id, name) VALUES (10, NULL);
UPDATE users SET name = 'Old' WHERE id = 10;
-- at: backfilled
INSERT INTO users (id, name) VALUES (11, NULL);
UPDATE users SET name = 'Older' WHERE id = 11;
-- at: rolled_back
INSERT INTO users (id, name) VALUES (30, NULL);
DELETE FROM users WHERE id = 30;
