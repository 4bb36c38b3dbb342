-- at: before
INSERT INTO users (id, name) VALUES (4, 'Alan');
-- at: expanded
INSERT INTO users (id, name) VALUES (10, 'Old inserts');
UPDATE users SET name = 'Grace Hopper' WHERE id = 2;
-- at: backfilled
INSERT INTO users (id, name) VALUES (11, 'Old, late');
UPDATE users SET name = 'Ada Lovelace' WHERE id = 1;
-- at: quarantined
-- fails
UPDATE users SET name = 'Nobody hears' WHERE id = 1;
-- fails
INSERT INTO users (id, name) VALUES (12, 'Too late');
-- at: rolled_back
INSERT INTO users (id, name) VALUES (30, 'After rollback');
UPDATE users SET name = 'Ada again' WHERE id = 1;
