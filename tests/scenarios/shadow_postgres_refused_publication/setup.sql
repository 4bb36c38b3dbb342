CREATE TABLE orders (id integer PRIMARY KEY, state text);
INSERT INTO orders VALUES (1, 'a');
CREATE PUBLICATION everything FOR ALL TABLES;
