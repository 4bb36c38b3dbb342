CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL DEFAULT 'nobody', code VARCHAR(10));
CREATE INDEX users_name ON users (name);
INSERT INTO users (id, name, code) VALUES (1, 'Ada', 'a'), (2, 'Grace', NULL);
