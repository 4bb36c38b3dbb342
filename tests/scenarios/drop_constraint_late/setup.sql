CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE posts (id INTEGER CONSTRAINT posts_pkey PRIMARY KEY, user_id INTEGER,
  CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE);
INSERT INTO users (id) VALUES (1), (2), (3);
INSERT INTO posts (id, user_id) VALUES (1, 1), (2, 2), (3, 3);
