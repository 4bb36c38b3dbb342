-- at: expanded
INSERT INTO posts (id, user_id, stars) VALUES (10, 2, 3);
-- at: backfilled
UPDATE posts SET stars = 4 WHERE id = 10;
-- at: rolled_back
INSERT INTO posts (id, user_id, stars) VALUES (30, 2, 3);
-- fails
INSERT INTO posts (id, user_id, stars) VALUES (31, 9, 3);
-- fails
INSERT INTO posts (id, user_id, stars) VALUES (31, 1, 6);
-- fails
INSERT INTO posts (id, user_id, stars, views) VALUES (31, 1, 3, 2);
-- fails
INSERT INTO users (id, name) VALUES (3, 'Ada');
