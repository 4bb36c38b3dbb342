-- at: before
INSERT INTO users (id, name) VALUES (7, 'Alan');
UPDATE users SET name = 'Ada Lovelace' WHERE id = 1;
-- at: expanded
INSERT INTO users (id, name) VALUES (10, 'Old inserts');
INSERT INTO users (id) VALUES (11);
UPDATE users SET name = 'Grace Hopper' WHERE id = 2;
UPDATE users SET name = NULL WHERE id = 4;
UPDATE users SET age = 51 WHERE id = 6;
DELETE FROM users WHERE id = 5;
-- at: backfilled
INSERT INTO users (id, name) VALUES (12, 'Old, late');
UPDATE users SET name = 'Ada King' WHERE id = 1;
UPDATE users SET name = NULL WHERE id = 2;
-- at: rolled_back
INSERT INTO users (id, name) VALUES (30, 'After rollback');
UPDATE users SET name = 'Ada again' WHERE id = 1;
