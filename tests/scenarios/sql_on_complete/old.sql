-- at: expanded
INSERT INTO users (id, name, legacy) VALUES (10, 'Old', 3);
-- at: backfilled
UPDATE users SET legacy = 4 WHERE id = 1;
-- at: rolled_back
UPDATE users SET legacy = 5 WHERE id = 1;
