-- at: expanded
INSERT INTO users (id, full_name) VALUES (20, 'New inserts');
INSERT INTO users (id, full_name) VALUES (21, 'To be nulled');
UPDATE users SET full_name = NULL WHERE id = 21;
INSERT INTO users (id, name, full_name) VALUES (22, 'Both', 'Both');
UPDATE users SET full_name = 'Alan Turing' WHERE id = 7;
-- at: backfilled
INSERT INTO users (id, full_name) VALUES (23, 'New, late');
UPDATE users SET full_name = 'Donald Knuth' WHERE id = 6;
UPDATE users SET full_name = NULL WHERE id = 10;
UPDATE users SET name = 'Both, changed', full_name = 'Both, changed' WHERE id = 22;
-- at: contracted
INSERT INTO users (id, full_name) VALUES (24, 'New alone');
UPDATE users SET full_name = 'Ada, Countess of Lovelace' WHERE id = 1;
DELETE FROM users WHERE id = 11;
