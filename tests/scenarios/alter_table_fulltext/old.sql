-- at: expanded
INSERT INTO posts (id, title, body) VALUES (10, 'old', 'another fox');
-- at: backfilled
UPDATE posts SET body = 'foxes sleep' WHERE id = 2;
-- at: rolled_back
INSERT INTO posts (id, title) VALUES (30, 'back');
