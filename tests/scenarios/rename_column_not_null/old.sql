-- at: before
INSERT INTO users (id, name) VALUES (6, 'Alan');
-- fails
INSERT INTO users (id) VALUES (7);
-- at: expanded
INSERT INTO users (id, name) VALUES (10, 'Old inserts'), (11, 'Two at once');
UPDATE users SET name = 'Ada Lovelace' WHERE id = 1;
-- at: expanded [postgres, sqlite]
INSERT INTO users (id, name) VALUES (3, 'Grace Hopper') ON CONFLICT (id) DO UPDATE SET name = excluded.name;
-- at: expanded [mysql, mariadb]
INSERT INTO users (id, name) VALUES (3, 'Grace Hopper') ON DUPLICATE KEY UPDATE name = VALUES(name);
-- at: backfilled
INSERT INTO users (id, name) VALUES (12, 'Old, late');
UPDATE users SET name = 'Ada King' WHERE id = 1;
DELETE FROM users WHERE id = 11;
-- at: rolled_back
INSERT INTO users (id, name) VALUES (30, 'After rollback');
-- fails
INSERT INTO users (id) VALUES (31);
