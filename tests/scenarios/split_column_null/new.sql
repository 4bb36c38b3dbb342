-- at: backfilled
UPDATE users SET first_name = NULL, last_name = NULL WHERE id IN (1, 2);
UPDATE users SET age = 36 WHERE id = 1;
UPDATE users SET last_name = 'Hopper' WHERE id = 2;
-- at: contracted
INSERT INTO users (id, last_name) VALUES (20, 'Solo');
