CREATE TABLE orders (id integer PRIMARY KEY, item integer);
CREATE TABLE audit (id integer PRIMARY KEY, was orders);
INSERT INTO orders VALUES (1, 7);
INSERT INTO audit SELECT id, orders FROM orders;
