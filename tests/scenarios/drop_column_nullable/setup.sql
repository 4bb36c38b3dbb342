CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(50) NOT NULL, fax VARCHAR(20));
CREATE INDEX users_name ON users (name);
INSERT INTO users (id, name, fax) VALUES (1, 'Ada', '123'), (2, 'Grace', NULL);
