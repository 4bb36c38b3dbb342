-- at: expanded
INSERT INTO posts (id, user_id) VALUES (10, 88), (11, 2);
-- at: backfilled
UPDATE posts SET user_id = 99 WHERE id = 11;
-- at: rolled_back
INSERT INTO posts (id, user_id) VALUES (30, 66);
UPDATE posts SET user_id = 1 WHERE id = 30;
