-- at: expanded
INSERT INTO users (id, email) VALUES (10, 'old@example.org');
-- at: backfilled
UPDATE users SET email = 'older@example.org' WHERE id = 10;
-- fails
INSERT INTO users (id, email) VALUES (11, 'ada@example.org');
-- at: rolled_back
INSERT INTO users (id, email) VALUES (30, 'back@example.org');
