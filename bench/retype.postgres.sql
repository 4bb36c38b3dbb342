CREATE TABLE orders (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer_id integer NOT NULL,
  placed_at   timestamptz NOT NULL,
  status      text NOT NULL,
  note        text NOT NULL,
  amount      numeric(12, 2) NOT NULL
);
INSERT INTO orders (customer_id, placed_at, status, note, amount)
SELECT (n * 7919::bigint) % 100000,
       timestamptz '2024-01-01' + n * interval '17 seconds',
       (ARRAY['new', 'paid', 'sent', 'done'])[n % 4 + 1],
       'order ' || n || ' says ' || md5(n::text),
       (n % 100000) / 100.0
FROM generate_series(1, :rows) AS n;
CREATE INDEX orders_by_customer ON orders (customer_id);
CREATE INDEX orders_by_time ON orders (placed_at);
