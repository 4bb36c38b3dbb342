PRAGMA journal_mode = WAL;
CREATE TABLE orders (
  id          INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL,
  placed_at   TEXT NOT NULL,
  status      TEXT NOT NULL,
  note        TEXT NOT NULL,
  amount      NUMERIC NOT NULL
);
WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :rows)
INSERT INTO orders (customer_id, placed_at, status, note, amount)
SELECT (n * 7919) % 100000,
       datetime('2024-01-01', (n * 17) || ' seconds'),
       CASE n % 4 WHEN 0 THEN 'new' WHEN 1 THEN 'paid' WHEN 2 THEN 'sent' ELSE 'done' END,
       'order ' || n || ' says ' || hex(n * 2654435761),
       (n % 100000) / 100.0
FROM numbers;
CREATE INDEX orders_by_customer ON orders (customer_id);
CREATE INDEX orders_by_time ON orders (placed_at);
