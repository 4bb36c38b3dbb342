-- at: expanded
INSERT INTO users (id, name) VALUES (10, 'Old Writer');
UPDATE users SET age = 36 WHERE id = 1;
UPDATE users SET name = 'Rear Admiral' WHERE id = 10;
-- at: backfilled
UPDATE users SET name = 'Ada King' WHERE id = 1;
INSERT INTO users (id, name) VALUES (11, 'Socrates');
-- fails
INSERT INTO users (id, name) VALUES (12, NULL);
-- at: rolled_back
INSERT INTO users (id, name) VALUES (30, 'Back Again');
