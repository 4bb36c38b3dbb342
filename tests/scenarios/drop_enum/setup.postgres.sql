CREATE TYPE order_status AS ENUM ('new', 'sent');
CREATE TYPE "Unused Kind" AS ENUM ('a');
CREATE TABLE orders (id integer PRIMARY KEY, status order_status NOT NULL DEFAULT 'new' CHECK (status <> 'sent' OR id > 0));
CREATE INDEX orders_new ON orders (id) WHERE status = 'new';
INSERT INTO orders (id, status) VALUES (1, 'new'), (2, 'sent');
