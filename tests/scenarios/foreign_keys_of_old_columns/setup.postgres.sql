CREATE TABLE cities (name text PRIMARY KEY);
CREATE TABLE items (id integer PRIMARY KEY, code varchar(10) UNIQUE);
CREATE TABLE orders (
  id integer PRIMARY KEY,
  zip text,
  city text CONSTRAINT orders_city REFERENCES cities (name),
  item integer CONSTRAINT orders_item REFERENCES items (id),
  code varchar(10) CONSTRAINT orders_code REFERENCES items (code)
);
INSERT INTO cities VALUES ('Berlin'), ('Paris');
INSERT INTO items VALUES (1, 'nut'), (2, 'bolt');
INSERT INTO orders VALUES (1, '10115', 'Berlin', 1, 'nut'), (2, '75001', 'Paris', 2, 'bolt');
