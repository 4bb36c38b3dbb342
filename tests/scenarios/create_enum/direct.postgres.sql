CREATE TYPE order_status AS ENUM ('new', 'in transit', 'it''s done');
ALTER TABLE orders ADD COLUMN status order_status NOT NULL DEFAULT 'new';
CREATE TABLE moves (id integer PRIMARY KEY, seen order_status[]);
