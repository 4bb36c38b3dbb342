-- at: expanded
DELETE FROM users WHERE id = 2;
-- at: backfilled
DELETE FROM users WHERE id = 4;
-- at: rolled_back
INSERT INTO posts (id, user_id) VALUES (31, 1);
-- fails
INSERT INTO posts (id, user_id) VALUES (32, 99);
