-- at: before
INSERT INTO users (id, name, mail) VALUES (4, 'Edsger', 'ewd@x');
-- at: expanded
INSERT INTO users (id, name, mail) VALUES (10, 'Old', 'old@x');
UPDATE users SET name = 'Ada Lovelace', mail = 'al@x' WHERE id = 1;
-- at: backfilled
UPDATE users SET name = 'Grace Hopper' WHERE id = 2;
-- at: rolled_back
INSERT INTO users (id, name, mail) VALUES (30, 'Back', 'back@x');
