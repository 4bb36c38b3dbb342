-- at: expanded
-- settled
INSERT INTO users (id, email, team) VALUES (10, 'b@x', 1);
-- fails
INSERT INTO users (id, email, team) VALUES (11, 'a@x', 1);
-- at: backfilled
INSERT INTO users (id, email, team) VALUES (13, 'c@x', 1);
-- at: rolled_back
-- settled
INSERT INTO users (id, email, team) VALUES (30, 'a@x', 1);
-- settled
DELETE FROM users WHERE id = 30;
