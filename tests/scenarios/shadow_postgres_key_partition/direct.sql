DROP TABLE orders;
CREATE TABLE orders (
  id bigint GENERATED ALWAYS AS IDENTITY,
  made timestamptz NOT NULL,
  customer integer CONSTRAINT orders_customer REFERENCES customers,
  total integer NOT NULL DEFAULT 0 CHECK (total >= 0),
  PRIMARY KEY (id, made)
) PARTITION BY RANGE (made);
CREATE INDEX orders_by_customer ON orders (customer);
SET timezone = 'UTC';
CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE orders_2026 PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE orders_rest PARTITION OF orders DEFAULT;
ALTER PUBLICATION told ADD TABLE orders;
SELECT setval(pg_get_serial_sequence('orders', 'id'), 100);
