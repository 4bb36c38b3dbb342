-- at: expanded
INSERT INTO users (id, first_name, last_name) VALUES (20, 'New', 'Writer');
UPDATE users SET first_name = 'Amazing' WHERE id = 2;
INSERT INTO users (id, name, first_name) VALUES (21, 'Both Sides', 'Both');
UPDATE users SET last_name = 'Sides' WHERE id = 21;
-- at: backfilled
UPDATE users SET last_name = NULL WHERE id = 20;
INSERT INTO users (id, first_name) VALUES (22, 'Solo');
-- at: contracted
INSERT INTO users (id, first_name) VALUES (23, 'Last');
-- fails
INSERT INTO users (id, last_name) VALUES (24, 'First');
