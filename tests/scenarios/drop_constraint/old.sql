-- at: expanded
INSERT INTO posts (id, title, user_id) VALUES (10, 'from old', 2);
-- at: backfilled
INSERT INTO posts (id, title, user_id) VALUES (11, 'from old', 2);
-- at: rolled_back
INSERT INTO posts (id, title, user_id) VALUES (30, 'back', 2);
-- fails
INSERT INTO posts (id, title) VALUES (31, 'no');
-- fails
INSERT INTO posts (id, title, user_id) VALUES (33, 'nobody', 9);
-- fails
INSERT INTO posts (id, title, score) VALUES (34, 'no score', 0);
