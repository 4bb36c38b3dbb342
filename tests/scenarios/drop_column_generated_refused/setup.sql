CREATE TABLE orders (id integer PRIMARY KEY, total integer, twice integer GENERATED ALWAYS AS (total * 2) STORED);
INSERT INTO orders (id, total) VALUES (1, 2);
