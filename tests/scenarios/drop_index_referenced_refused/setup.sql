CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(20));
CREATE UNIQUE INDEX users_name ON users (name);
CREATE TABLE posts (id INTEGER PRIMARY KEY, author VARCHAR(20), CONSTRAINT posts_author FOREIGN KEY (author) REFERENCES users (name));
INSERT INTO users (id, name) VALUES (1, 'Ada');
INSERT INTO posts (id, author) VALUES (1, 'Ada');
