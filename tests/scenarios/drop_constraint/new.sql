-- at: expanded
INSERT INTO posts (id, title, user_id, score) VALUES (20, 'n', 99, 1);
-- at: backfilled
INSERT INTO posts (id, title, user_id) VALUES (21, 'nn', 98);
-- at: contracted
INSERT INTO posts (id, title, user_id, score) VALUES (22, 'n', 97, 0);
