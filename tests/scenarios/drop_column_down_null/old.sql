-- at: expanded
UPDATE users SET nick = NULL WHERE id = 2;
INSERT INTO users (id, nick, handle) VALUES (10, NULL, 'own');
UPDATE parts SET name = NULL WHERE id = 1;
INSERT INTO parts (id, name, level) VALUES (10, NULL, 'new');
-- at: backfilled
UPDATE users SET nick = 'Own' WHERE id = 10;
UPDATE users SET nick = NULL WHERE id = 10;
UPDATE parts SET name = NULL WHERE id = 2;
-- at: rolled_back
INSERT INTO users (id, nick, handle) VALUES (30, NULL, 'back');
