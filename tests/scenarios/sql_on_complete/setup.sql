CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(50), legacy INTEGER);
INSERT INTO users (id, name, legacy) VALUES (1, 'Ada', 1), (2, 'Grace', 2);
