-- at: backfilled
INSERT INTO posts (id, title, body) VALUES (20, 'new', 'no fox at all');
-- at: contracted
DELETE FROM posts WHERE id = 1;
