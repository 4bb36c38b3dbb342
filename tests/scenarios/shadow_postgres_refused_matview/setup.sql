CREATE TABLE orders (id integer PRIMARY KEY, state text);
INSERT INTO orders VALUES (1, 'a');
CREATE MATERIALIZED VIEW seen AS SELECT id FROM orders;
