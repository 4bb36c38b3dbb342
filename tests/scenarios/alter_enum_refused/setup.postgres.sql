CREATE TYPE order_status AS ENUM ('new', 'paused', 'sent');
CREATE TABLE orders (id integer PRIMARY KEY, status order_status);
CREATE DOMAIN good_status AS order_status;
INSERT INTO orders (id, status) VALUES (1, 'new');
