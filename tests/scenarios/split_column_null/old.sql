-- at: expanded
INSERT INTO users (id, name) VALUES (10, 'Old Writer');
-- at: backfilled
UPDATE users SET age = 72 WHERE id = 3;
UPDATE users SET name = 'Older Writer' WHERE id = 10;
-- at: rolled_back
INSERT INTO users (id, name) VALUES (30, 'Back Again');
