-- at: expanded
INSERT INTO users (id, name) VALUES (200, 'New');
INSERT INTO users (id, name, token, luck) VALUES (201, 'New', '00000000-0000-0000-0000-000000000001', 1.5);
UPDATE users SET luck = 1.25 WHERE id = 2;
-- at: backfilled
INSERT INTO users (id, name, luck) VALUES (210, 'New', NULL);
-- fails
INSERT INTO users (id, name, token) VALUES (211, 'New', '00000000-0000-0000-0000-000000000001');
-- fails
INSERT INTO users (id, name, token) VALUES (211, 'New', NULL);
-- at: contracted
INSERT INTO users (id, name) VALUES (220, 'New');
