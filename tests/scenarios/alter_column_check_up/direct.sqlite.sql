UPDATE posts SET title = 'long enough' WHERE length(title) < 4;
CREATE TABLE posts_new (id INTEGER PRIMARY KEY, title TEXT NOT NULL CONSTRAINT posts_title CHECK (length(title) > 3), kind TEXT);
INSERT INTO posts_new (id, title, kind) SELECT id, title, kind FROM posts;
DROP TABLE posts;
ALTER TABLE posts_new RENAME TO posts;
