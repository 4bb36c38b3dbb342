-- at: expanded
INSERT INTO users (id, name, status) VALUES (20, 'New', 'off');
UPDATE users SET status = 'gone', score = 1 WHERE id = 1;
-- fails
INSERT INTO users (id, name, status) VALUES (21, 'New', NULL);
-- at: backfilled
UPDATE users SET score = 8 WHERE id = 10;
-- at: contracted
INSERT INTO users (id, name) VALUES (22, 'New');
