-- at: expanded
INSERT INTO users (id, full_name) VALUES (20, 'New inserts');
-- at: backfilled
UPDATE users SET full_name = 'Grace Hopper' WHERE id = 2;
-- at: quarantined
INSERT INTO users (id, full_name) VALUES (21, 'While it is hidden'), (22, 'nobody');
INSERT INTO users (id, age) VALUES (23, 7);
UPDATE users SET full_name = 'Countess' WHERE id = 1;
UPDATE users SET age = 86 WHERE id = 2;
-- at: contracted
INSERT INTO users (id, age) VALUES (24, 8);
