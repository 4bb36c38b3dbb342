CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(20), CONSTRAINT users_name UNIQUE (name));
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER, stars INTEGER, views INTEGER NOT NULL DEFAULT 9,
  CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id),
  CONSTRAINT posts_stars CHECK (stars < 6),
  CONSTRAINT posts_read CHECK (stars <= views));
INSERT INTO users (id, name) VALUES (1, 'Ada'), (2, 'Grace');
INSERT INTO posts (id, user_id, stars) VALUES (1, 1, 5);
