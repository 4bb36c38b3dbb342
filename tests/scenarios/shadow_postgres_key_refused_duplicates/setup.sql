CREATE TABLE orders (id integer PRIMARY KEY, tenant integer NOT NULL, number integer NOT NULL);
INSERT INTO orders VALUES (1, 1, 1), (7, 3, 2), (9, 3, 2);
