-- at: expanded
INSERT INTO users (id, email, age, team_id) VALUES (10, 'old@x', -5, 99);
UPDATE users SET age = 5, team_id = 2 WHERE id = 10;
INSERT INTO users (id, email, age, team_id) VALUES (12, 'old@x', 1, 1);
DELETE FROM users WHERE id = 12;
-- at: backfilled
INSERT INTO users (id, email, age, team_id) VALUES (11, 'older@x', -6, 98);
UPDATE users SET age = 6, team_id = 2 WHERE id = 11;
-- at: rolled_back
-- settled
INSERT INTO users (id, email, age, team_id) VALUES (30, 'ada@x', -1, 97);
-- settled
DELETE FROM users WHERE id = 30;
