-- at: before
INSERT INTO users (id, name) VALUES (3, 'Before');
-- at: expanded
-- settled
INSERT INTO users (id, name) VALUES (10, 'Old');
-- at: backfilled
UPDATE users SET name = 'Older' WHERE id = 10;
-- at: rolled_back
-- settled
INSERT INTO users (id, name) VALUES (30, 'Back');
