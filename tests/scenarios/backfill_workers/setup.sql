CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name VARCHAR(100),
  age INTEGER
);
INSERT INTO users (id, name, age) VALUES
  (1, 'Ada', 36), (2, 'Grace', 85), (3, NULL, 1), (4, 'Edsger', 72), (5, 'Barbara', 83), (6, 'Donald', 50);
