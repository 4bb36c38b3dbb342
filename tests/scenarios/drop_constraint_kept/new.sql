-- at: expanded
INSERT INTO posts (id, user_id, stars) VALUES (20, 1, 1);
-- at: backfilled
INSERT INTO posts (id, user_id, stars) VALUES (21, 1, 2);
-- at: contracted
-- settled
INSERT INTO posts (id, user_id, stars, views) VALUES (22, 9, 9, 8);
-- settled
INSERT INTO users (id, name) VALUES (3, 'Ada');
