CREATE TYPE order_status AS ENUM ('new', 'sent', 'lost');
COMMENT ON TYPE order_status IS 'how far an order is';
CREATE TABLE orders (
  id integer PRIMARY KEY,
  status order_status NOT NULL DEFAULT 'sent',
  note text,
  CONSTRAINT orders_status_check CHECK (status <> 'lost' OR note IS NOT NULL),
  CONSTRAINT orders_known CHECK (status IN ('new', 'sent', 'lost'))
);
CREATE INDEX orders_status ON orders (status, id);
CREATE UNIQUE INDEX orders_sent ON orders (id) INCLUDE (note) WHERE status = 'sent';
CREATE TABLE "Moves" (
  id integer PRIMARY KEY,
  "From" order_status,
  "To" order_status UNIQUE
);
INSERT INTO orders (id, status) VALUES (1, 'new'), (2, 'sent'), (3, 'sent');
INSERT INTO "Moves" VALUES (1, 'new', 'sent'), (2, NULL, NULL);
