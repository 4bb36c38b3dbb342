CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(20), CONSTRAINT users_name UNIQUE (name));
INSERT INTO users (id, name) VALUES (1, 'Ada'), (2, 'Grace');
