CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name VARCHAR(100) NOT NULL DEFAULT 'nobody',
  age INTEGER
);
INSERT INTO users (id, name, age) VALUES (1, 'Ada', 36), (2, 'Grace', 85);
INSERT INTO users (id) VALUES (3);
