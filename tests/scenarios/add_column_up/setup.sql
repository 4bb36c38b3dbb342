CREATE TABLE orders (id INTEGER PRIMARY KEY, price INTEGER NOT NULL, quantity INTEGER NOT NULL);
INSERT INTO orders (id, price, quantity) VALUES (1, 10, 1), (2, 20, 2), (3, 30, 3), (4, 40, 4), (5, 50, 5);
