-- at: before
INSERT INTO users (id, name, nick) VALUES (1, 'Ada', 'al');
-- at: expanded
INSERT INTO users (id, name, nick) VALUES (2, 'Grace', 'amazing');
-- at: backfilled
UPDATE users SET nick = 'ada' WHERE id = 1;
-- at: rolled_back
INSERT INTO users (id, name, nick) VALUES (3, 'Mary', 'S');
-- fails
INSERT INTO users (id, name, nick) VALUES (4, 'a name of more than ten', 'S');
