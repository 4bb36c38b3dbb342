CREATE TABLE orders (
  id serial,
  tenant integer,
  number integer NOT NULL,
  note text,
  PRIMARY KEY (id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT orders_known UNIQUE (id)
);
CREATE TABLE lines (id integer PRIMARY KEY, of integer CONSTRAINT lines_of REFERENCES orders (id));
INSERT INTO orders (id, tenant, number, note) VALUES (1, 1, 1, 'a'), (2, 1, 2, 'b'), (3, 2, 1, 'c');
INSERT INTO lines VALUES (1, 1), (2, 2);
SELECT setval('orders_id_seq', 100);
