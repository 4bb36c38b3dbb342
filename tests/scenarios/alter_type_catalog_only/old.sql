-- at: expanded
INSERT INTO users (id, name, balance) VALUES (10, 'Old', 10);
-- fails
INSERT INTO users (id, name) VALUES (11, '');
-- at: backfilled
UPDATE users SET name = 'Adele' WHERE id = 1;
-- at: rolled_back
INSERT INTO users (id, name) VALUES (30, 'back');
