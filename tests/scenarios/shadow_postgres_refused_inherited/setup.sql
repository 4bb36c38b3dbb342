CREATE TABLE orders (id integer PRIMARY KEY, state text);
CREATE TABLE orders_kept () INHERITS (orders);
INSERT INTO orders VALUES (1, 'a');
