CREATE TABLE orders (id integer PRIMARY KEY, state text);
INSERT INTO orders VALUES (1, 'a');
CREATE FUNCTION f(orders) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE copies (id integer, was orders);
