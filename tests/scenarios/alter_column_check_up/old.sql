-- at: expanded
INSERT INTO posts (id, title) VALUES (10, 'old');
UPDATE posts SET kind = 'c' WHERE id = 3;
-- at: backfilled
INSERT INTO posts (id, title) VALUES (11, 'o');
-- at: rolled_back
INSERT INTO posts (id, title) VALUES (30, 'b');
UPDATE posts SET title = 'long enough' WHERE id = 30;
