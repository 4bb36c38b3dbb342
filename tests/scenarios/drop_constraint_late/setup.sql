CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(20));
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER,
  CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE);
INSERT INTO users (id) VALUES (1), (2), (3), (4);
INSERT INTO posts (id, user_id) VALUES (1, 1), (2, 2), (3, 3), (4, 4);
