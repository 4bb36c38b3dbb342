UPDATE posts SET user_id = NULL WHERE id = 2;
CREATE TABLE posts_new (id INTEGER PRIMARY KEY, user_id INTEGER, editor_id INTEGER, CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id));
INSERT INTO posts_new (id, user_id, editor_id) SELECT id, user_id, editor_id FROM posts;
DROP TABLE posts;
ALTER TABLE posts_new RENAME TO posts;
