CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  qty INTEGER NOT NULL,
  price INTEGER NOT NULL,
  total INTEGER,
  note VARCHAR(20)
);
INSERT INTO orders (id, qty, price, total) VALUES
  (1, 2, 10, NULL), (2, 3, 10, 29), (3, 0, 7, NULL), (5, 5, 5, NULL), (8, 1, 9, NULL);
