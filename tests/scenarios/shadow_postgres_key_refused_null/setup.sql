CREATE TABLE orders (id integer PRIMARY KEY, tenant integer, number integer NOT NULL);
INSERT INTO orders VALUES (1, 1, 1), (7, NULL, 2);
