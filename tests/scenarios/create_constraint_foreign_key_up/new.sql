-- at: expanded
INSERT INTO posts (id, user_id) VALUES (20, 2);
-- at: contracted
INSERT INTO posts (id, user_id) VALUES (21, 2);
-- fails
INSERT INTO posts (id, user_id) VALUES (22, 66);
