-- at: expanded
INSERT INTO posts (id, title, user_id, slug, score) VALUES (20, 'n', 99, 'one', 1);
UPDATE posts SET slug = 'twenty' WHERE id = 20;
-- at: backfilled
INSERT INTO posts (id, title, user_id, slug) VALUES (21, 'nn', 98, 'twenty-one');
-- at: contracted
INSERT INTO posts (id, title, user_id, slug) VALUES (22, 'n', 97, 'one');
