-- at: expanded
INSERT INTO posts (id, slug) VALUES (20, 'one');
UPDATE posts SET slug = 'twenty' WHERE id = 20;
-- at: contracted
INSERT INTO posts (id, slug) VALUES (22, 'one');
