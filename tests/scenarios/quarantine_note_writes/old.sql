-- at: expanded
INSERT INTO users (id, name, nick) VALUES (10, 'Old', 'o');
INSERT INTO visits (id, page) VALUES (10, '/old');
-- at: backfilled
UPDATE users SET nick = 'lovelace' WHERE id = 1;
UPDATE visits SET page = '/home' WHERE id = 1;
-- at: quarantined
-- fails
UPDATE users SET nick = 'nobody' WHERE id = 1;
-- fails
UPDATE visits SET page = 'nowhere' WHERE id = 1;
-- at: rolled_back
INSERT INTO users (id, name, nick) VALUES (30, 'After', 'a');
INSERT INTO visits (id, page) VALUES (30, '/after');
