CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name VARCHAR(100) NOT NULL,
  age INTEGER
);
CREATE INDEX users_name ON users (name);
INSERT INTO users (id, name, age) VALUES (1, 'Ada', 36), (2, 'Grace', 85), (3, 'Edsger', 72);
