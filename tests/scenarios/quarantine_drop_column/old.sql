-- at: expanded
INSERT INTO users (id, name, nick, note) VALUES (10, 'Old', 'o', 'by old code');
-- at: backfilled
INSERT INTO users (id, name, nick, note) VALUES (11, 'Older', 'p', 'late');
UPDATE users SET nick = 'lovelace' WHERE id = 1;
-- at: quarantined
-- fails
UPDATE users SET nick = 'nobody' WHERE id = 1;
-- fails
UPDATE users SET note = 'nobody' WHERE id = 1;
-- at: rolled_back
INSERT INTO users (id, name, nick, note) VALUES (30, 'After', 'a', 'rollback');
