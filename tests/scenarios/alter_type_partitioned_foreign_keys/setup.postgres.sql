CREATE TABLE items (id integer PRIMARY KEY);
CREATE TABLE shelves (id integer PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE shelves_1 PARTITION OF shelves FOR VALUES FROM (0) TO (10);
CREATE TABLE shelves_2 PARTITION OF shelves FOR VALUES FROM (10) TO (20);
CREATE TABLE bins (id numeric(12) PRIMARY KEY);
CREATE TABLE orders (
  id integer NOT NULL, day integer NOT NULL, item integer, bin integer,
  PRIMARY KEY (id, day),
  CONSTRAINT orders_once UNIQUE (item, day, id),
  CONSTRAINT orders_item FOREIGN KEY (item) REFERENCES items (id) ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT orders_shelf FOREIGN KEY (item) REFERENCES shelves (id) ON UPDATE CASCADE) PARTITION BY RANGE (day);
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (10);
CREATE TABLE orders_2 PARTITION OF orders FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (day);
CREATE TABLE orders_2_a PARTITION OF orders_2 FOR VALUES FROM (10) TO (15);
CREATE TABLE "orders 2 b" (bin integer, item integer, day integer NOT NULL, id integer NOT NULL,
  CONSTRAINT "to item" FOREIGN KEY (item) REFERENCES items (id) ON UPDATE CASCADE ON DELETE CASCADE);
ALTER TABLE orders_2 ATTACH PARTITION "orders 2 b" DEFAULT;
CREATE TABLE orders_rest PARTITION OF orders DEFAULT;
CREATE TABLE lines (id integer PRIMARY KEY, item integer, day integer, order_id integer,
  CONSTRAINT lines_order FOREIGN KEY (item, day, order_id) REFERENCES orders (item, day, id) ON DELETE SET NULL ON UPDATE CASCADE);
INSERT INTO items SELECT generate_series(1, 15);
INSERT INTO shelves SELECT generate_series(1, 15);
INSERT INTO bins SELECT generate_series(1, 7);
INSERT INTO orders (id, day, item, bin) SELECT n, n % 30, 1 + n % 7, 1 + n % 5 FROM generate_series(1, 60) AS n;
INSERT INTO lines SELECT id, item, day, id FROM orders WHERE id < 30;
