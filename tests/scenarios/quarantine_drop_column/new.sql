-- at: expanded
INSERT INTO users (id, name) VALUES (20, 'New');
-- at: backfilled
INSERT INTO users (id, name) VALUES (21, 'Newer');
-- at: quarantined
INSERT INTO users (id, name) VALUES (22, 'Newest');
UPDATE users SET name = 'Newer still' WHERE id = 21;
UPDATE users SET name = 'Ada Lovelace' WHERE id = 1;
DELETE FROM users WHERE id = 3;
-- at: contracted
INSERT INTO users (id, name) VALUES (23, 'Alone');
