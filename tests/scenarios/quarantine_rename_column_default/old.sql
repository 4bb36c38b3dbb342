-- at: expanded
INSERT INTO users (id, name) VALUES (10, 'Old inserts');
INSERT INTO users (id) VALUES (11);
-- at: backfilled
UPDATE users SET name = 'Ada Lovelace' WHERE id = 1;
-- at: quarantined
-- fails
UPDATE users SET name = 'Nobody hears' WHERE id = 1;
-- fails
INSERT INTO users (id, name) VALUES (12, 'Too late');
-- at: rolled_back
INSERT INTO users (id, name) VALUES (30, 'After rollback');
INSERT INTO users (id) VALUES (31);
