CREATE TABLE orders (
  id serial PRIMARY KEY,
  parent integer REFERENCES orders (id),
  note text
);
CREATE TABLE lines (
  id integer PRIMARY KEY,
  order_id integer NOT NULL REFERENCES orders (id) ON DELETE CASCADE
);
CREATE TABLE invoices (
  id integer PRIMARY KEY,
  order_id integer CONSTRAINT invoice_of REFERENCES orders ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO orders (note) VALUES ('one'), ('two'), ('three');
UPDATE orders SET parent = 1 WHERE id > 1;
INSERT INTO lines (id, order_id) VALUES (1, 1), (2, 2), (3, 3);
INSERT INTO invoices (id, order_id) VALUES (1, 1), (2, 2);
