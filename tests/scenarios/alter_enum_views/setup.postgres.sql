CREATE TYPE order_status AS ENUM ('new', 'sent', 'lost');
CREATE TABLE orders (id integer PRIMARY KEY, status order_status NOT NULL DEFAULT 'new');
INSERT INTO orders VALUES (1, 'new'), (2, 'sent'), (3, 'sent');
CREATE VIEW sent_orders AS
  SELECT o.id, o.status, ARRAY[o.status, 'new'] AS past FROM orders o CROSS JOIN (SELECT 1 AS one) x WHERE o.status IN ('sent', 'lost');
COMMENT ON COLUMN sent_orders.status IS 'on its way';
GRANT SELECT ON sent_orders TO pg_monitor;
CREATE VIEW sent_count AS SELECT s.status, count(*) AS times FROM sent_orders s CROSS JOIN (SELECT 1 AS one) x GROUP BY s.status;
