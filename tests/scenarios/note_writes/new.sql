-- at: expanded
INSERT INTO users (id, full_name) VALUES (20, 'New');
UPDATE users SET full_name = 'Newer' WHERE id = 11;
INSERT INTO notes (id, body) VALUES (20, 'new');
INSERT INTO people (id, first_name, last_name) VALUES (20, 'New', 'Writer');
INSERT INTO places (id, address) VALUES (20, 'Long Lane, Ely');
-- at: backfilled
UPDATE users SET full_name = 'Newest' WHERE id = 20;
UPDATE people SET last_name = 'Author' WHERE id = 20;
UPDATE places SET address = 'Long Lane, Soham' WHERE id = 20;
-- at: contracted
INSERT INTO users (id, full_name) VALUES (21, 'Alone');
INSERT INTO notes (id, body) VALUES (21, 'alone');
