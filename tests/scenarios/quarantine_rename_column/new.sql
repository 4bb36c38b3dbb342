-- at: expanded
INSERT INTO users (id, full_name) VALUES (20, 'New inserts');
UPDATE users SET full_name = 'Alan Turing' WHERE id = 4;
-- at: backfilled
INSERT INTO users (id, full_name) VALUES (21, 'New, late');
UPDATE users SET full_name = 'Edsger Dijkstra' WHERE id = 3;
-- at: quarantined
INSERT INTO users (id, full_name) VALUES (22, 'While it is hidden');
UPDATE users SET full_name = 'Ada, Countess of Lovelace' WHERE id = 1;
UPDATE users SET age = 86 WHERE id = 2;
DELETE FROM users WHERE id = 10;
-- at: contracted
INSERT INTO users (id, full_name) VALUES (23, 'New alone');
