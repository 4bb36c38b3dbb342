CREATE TABLE customers (
  id INTEGER PRIMARY KEY NOT NULL,
  name VARCHAR(100) NOT NULL
);
INSERT INTO customers (id, name) VALUES (1, 'Ada'), (2, 'Grace');
