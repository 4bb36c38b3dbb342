CREATE TABLE orders (
  id integer NOT NULL, day integer NOT NULL, note text,
  CONSTRAINT orders_key PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (10);
CREATE TABLE orders_2 PARTITION OF orders FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (day);
CREATE TABLE orders_2_a PARTITION OF orders_2 FOR VALUES FROM (10) TO (15);
CREATE TABLE "orders 2 b" (note text, day integer NOT NULL, id integer CONSTRAINT orders_id_not_null NOT NULL,
  CONSTRAINT "the key" PRIMARY KEY (id, day) WITH (fillfactor = 70));
ALTER TABLE orders_2 ATTACH PARTITION "orders 2 b" DEFAULT;
CREATE TABLE orders_rest PARTITION OF orders DEFAULT;
COMMENT ON CONSTRAINT orders_key ON orders IS 'the key';
COMMENT ON CONSTRAINT "the key" ON "orders 2 b" IS 'its own';
INSERT INTO orders (id, day, note) SELECT n, n % 30, 'note ' || n FROM generate_series(1, 60) AS n;
