CREATE TYPE order_status AS ENUM ('new', 'paused', 'sent', 'never');
CREATE TABLE orders (id integer PRIMARY KEY, status order_status DEFAULT 'paused', size integer NOT NULL DEFAULT 1);
CREATE INDEX orders_status ON orders USING hash (status);
INSERT INTO orders (id, status) VALUES (1, 'new'), (2, 'paused'), (3, 'sent'), (4, NULL);
