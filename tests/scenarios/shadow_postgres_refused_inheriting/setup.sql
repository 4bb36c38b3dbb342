CREATE TABLE base (id integer, state text);
CREATE TABLE orders (PRIMARY KEY (id)) INHERITS (base);
INSERT INTO orders VALUES (1, 'a');
