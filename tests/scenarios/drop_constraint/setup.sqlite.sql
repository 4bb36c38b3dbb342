CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL, score INTEGER CONSTRAINT posts_score CHECK (score > 0), user_id INTEGER,
  CONSTRAINT posts_title CHECK (length(title) > 3),
  CONSTRAINT posts_user FOREIGN KEY (user_id) REFERENCES users (id) DEFERRABLE);
INSERT INTO users (id) VALUES (1), (2);
INSERT INTO posts (id, title, user_id) VALUES (1, 'fine', 1);
