CREATE TABLE customers (id INTEGER PRIMARY KEY, region VARCHAR(10));
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL, region VARCHAR(10));
INSERT INTO customers (id, region) VALUES (1, 'north'), (2, 'south'), (3, NULL);
INSERT INTO orders (id, customer_id, region) VALUES
  (1, 1, NULL), (2, 2, NULL), (3, 2, 'mars'), (4, 3, NULL), (5, 1, NULL), (6, 9, NULL), (7, 2, NULL);
