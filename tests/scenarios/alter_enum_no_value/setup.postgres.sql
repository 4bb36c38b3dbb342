CREATE TYPE order_status AS ENUM ('new', 'sent');
CREATE TABLE orders (id integer PRIMARY KEY, status order_status NOT NULL DEFAULT 'new');
CREATE INDEX orders_status ON orders (status);
INSERT INTO orders (id, status) VALUES (1, 'new'), (2, 'sent');
