CREATE TYPE size AS ENUM ('small', 'large');
CREATE DOMAIN money_ AS numeric(10,2) CHECK (VALUE > 0);
CREATE TABLE orders (
  id integer PRIMARY KEY,
  size size NOT NULL DEFAULT 'small',
  price money_,
  twice numeric GENERATED ALWAYS AS (price * 2) STORED,
  tags text[],
  CONSTRAINT orders_tagged CHECK (array_length(tags, 1) < 5) NO INHERIT
);
COMMENT ON CONSTRAINT orders_tagged ON orders IS 'not too many';
INSERT INTO orders (id, size, price) VALUES (1, 'small', 1), (2, 'large', 2), (3, 'small', 3);
