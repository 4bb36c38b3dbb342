CREATE TABLE orders (
  id integer PRIMARY KEY, customer integer NOT NULL, total numeric(9, 2) NOT NULL, tax numeric(9, 2),
  net numeric(9, 2) GENERATED ALWAYS AS (total - tax) STORED, note text, serial_no serial,
  CONSTRAINT orders_tax CHECK (tax <= total), CONSTRAINT orders_once UNIQUE (customer, tax));
CREATE INDEX orders_taxed ON orders (customer) WHERE tax > 0;
CREATE INDEX orders_covering ON orders (customer, id) INCLUDE (tax);
CREATE INDEX orders_rounded ON orders (round(tax));
CREATE INDEX "Orders of customers" ON orders (customer);
CREATE STATISTICS orders_tax_total ON tax, total FROM orders;
INSERT INTO orders (id, customer, total, tax) VALUES (1, 1, 10, 2), (2, 1, 20, 4);
