CREATE TYPE order_status AS ENUM ('new', 'paused', 'sent', 'by "hand", late', 'never');
CREATE TABLE orders (
  id integer PRIMARY KEY,
  status order_status NOT NULL DEFAULT 'new',
  past order_status[] NOT NULL DEFAULT '{}',
  plan order_status[] DEFAULT '{new,"by \"hand\", late",sent}',
  CONSTRAINT orders_no_loop CHECK (past <> '{sent,sent}'),
  CONSTRAINT orders_plan CHECK (plan IS NULL OR 'sent' = ANY (plan) OR cardinality(plan) < 2)
);
CREATE INDEX orders_past ON orders USING gin (past);
CREATE INDEX orders_sent ON orders (id) WHERE plan @> '{sent}';
INSERT INTO orders (id, past) VALUES (1, '{}');
INSERT INTO orders (id, past, plan) VALUES (2, '{new,paused,NULL,sent}', NULL), (3, '{{new,sent},{paused,NULL}}', '[0:1]={sent,paused}');
