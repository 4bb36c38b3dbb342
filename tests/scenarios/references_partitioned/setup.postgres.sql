CREATE SCHEMA stock;
CREATE TABLE items (id integer PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE items_1 PARTITION OF items FOR VALUES FROM (0) TO (10);
CREATE TABLE items_2 PARTITION OF items FOR VALUES FROM (10) TO (20);
CREATE TABLE stock."bins, all" (id integer PRIMARY KEY) PARTITION BY RANGE (id);
CREATE TABLE stock.bins_1 PARTITION OF stock."bins, all" FOR VALUES FROM (0) TO (10);
CREATE TABLE stock.bins_2 PARTITION OF stock."bins, all" FOR VALUES FROM (10) TO (20);
CREATE TABLE orders (
  id integer PRIMARY KEY,
  item integer CONSTRAINT orders_item REFERENCES items (id),
  bin integer CONSTRAINT orders_bin REFERENCES stock."bins, all" (id)
);
CREATE TABLE offers (id integer PRIMARY KEY, item integer REFERENCES items (id), bin integer REFERENCES stock."bins, all" (id));
INSERT INTO items VALUES (1), (11);
INSERT INTO stock."bins, all" VALUES (1), (11);
INSERT INTO orders VALUES (1, 1, 11), (2, 11, 1);
INSERT INTO offers VALUES (1, 1, 1), (2, 11, 11);
