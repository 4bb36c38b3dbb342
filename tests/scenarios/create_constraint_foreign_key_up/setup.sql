CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER, editor_id INTEGER);
INSERT INTO users (id) VALUES (1), (2);
INSERT INTO posts (id, user_id) VALUES (1, 1), (2, 77);
