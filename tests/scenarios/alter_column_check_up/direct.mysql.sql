UPDATE posts SET title = 'long enough' WHERE length(title) < 4;
ALTER TABLE posts ADD CONSTRAINT posts_title CHECK (length(title) > 3);
