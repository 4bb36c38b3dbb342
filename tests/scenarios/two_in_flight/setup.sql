CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name VARCHAR(100) NOT NULL,
  mail VARCHAR(100)
);
INSERT INTO users (id, name, mail) VALUES (1, 'Ada', 'ada@x'), (2, 'Grace', NULL), (3, 'Alan', 'alan@x');
