-- at: expanded
INSERT INTO users (id, name) VALUES (100, 'Old');
UPDATE users SET name = 'Ada' WHERE id = 1;
-- at: backfilled
INSERT INTO users (id, name) VALUES (110, 'Old');
-- at: rolled_back
INSERT INTO users (id, name) VALUES (130, 'Back');
