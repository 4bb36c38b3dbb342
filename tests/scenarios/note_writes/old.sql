-- at: expanded
INSERT INTO users (id, name, nick) VALUES (10, 'Old', 'o'), (11, 'Old too', 'oo');
UPDATE users SET name = 'Ada Lovelace' WHERE id = 1;
UPDATE users SET nick = 'amazing' WHERE id = 2;
INSERT INTO notes (id, body, draft) VALUES (10, 'old', 'ol');
INSERT INTO people (id, name) VALUES (10, 'Old Writer');
INSERT INTO places (id, street, town) VALUES (10, 'Mill Road', 'Ely');
INSERT INTO visits (id, page) VALUES (10, '/old');
UPDATE visits SET page = '/home' WHERE id = 1;
-- at: backfilled
INSERT INTO users (id, name, nick) VALUES (12, 'Late', 'l');
UPDATE users SET name = 'Older' WHERE id = 10;
UPDATE people SET name = 'Older Writer' WHERE id = 10;
UPDATE places SET town = 'Soham' WHERE id = 10;
DELETE FROM visits WHERE id = 10;
-- at: rolled_back
INSERT INTO users (id, name, nick) VALUES (30, 'After', 'a');
INSERT INTO visits (id, page) VALUES (30, '/after');
