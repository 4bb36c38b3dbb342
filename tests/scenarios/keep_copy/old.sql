-- at: expanded
INSERT INTO users (id, name, nick, note) VALUES (10, 'Old', 'o', 'by old code');
INSERT INTO visits (id, visitor, page) VALUES (3, 10, '/old');
-- at: backfilled
UPDATE users SET nick = 'lovelace' WHERE id = 1;
UPDATE visits SET page = '/home' WHERE id = 1;
-- at: rolled_back
INSERT INTO users (id, name, nick, note) VALUES (30, 'After', 'a', 'rollback');
