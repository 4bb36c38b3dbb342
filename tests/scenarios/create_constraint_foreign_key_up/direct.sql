UPDATE posts SET user_id = NULL WHERE id = 2;
ALTER TABLE posts ADD CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id);
