-- (id) alone cannot stay unique: it does not hold the partition key.
CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  made timestamptz NOT NULL,
  customer integer,
  total integer NOT NULL DEFAULT 0 CHECK (total >= 0)
);
CREATE INDEX orders_by_customer ON orders (customer);
CREATE TABLE customers (id integer PRIMARY KEY);
INSERT INTO customers VALUES (1), (2);
ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customers;
INSERT INTO orders (id, made, customer, total) OVERRIDING SYSTEM VALUE VALUES
  (1, '2025-03-01Z', 1, 1), (2, '2025-07-01Z', 2, 2), (3, '2026-02-01Z', NULL, 3), (4, '2030-01-01Z', 1, 4);
SELECT setval(pg_get_serial_sequence('orders', 'id'), 100);
CREATE PUBLICATION told FOR TABLE orders WITH (publish_via_partition_root = true);
