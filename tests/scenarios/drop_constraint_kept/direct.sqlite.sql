CREATE TABLE posts_new (id INTEGER PRIMARY KEY, user_id INTEGER, stars INTEGER, views INTEGER NOT NULL DEFAULT 9);
DROP TABLE posts;
ALTER TABLE posts_new RENAME TO posts;
CREATE TABLE users_new (id INTEGER PRIMARY KEY, name VARCHAR(20));
INSERT INTO users_new (id, name) SELECT id, name FROM users;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
