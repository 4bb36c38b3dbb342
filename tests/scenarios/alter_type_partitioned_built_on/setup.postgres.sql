CREATE TABLE orders (
  id integer NOT NULL, day integer NOT NULL, item integer NOT NULL DEFAULT 1, amount integer NOT NULL, code text,
  CONSTRAINT orders_item_amount UNIQUE (item, day, amount) WITH (fillfactor = 90),
  CONSTRAINT orders_code UNIQUE (code, day) INCLUDE (amount),
  CONSTRAINT orders_key PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES FROM (0) TO (10);
CREATE TABLE orders_2 PARTITION OF orders FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (day);
CREATE TABLE orders_2_a PARTITION OF orders_2 FOR VALUES FROM (10) TO (15);
-- Its columns stand in another order, its constraint has a name and a setting of its own.
CREATE TABLE "orders 2 b" (code text, amount integer NOT NULL, extra integer, item integer CONSTRAINT orders_item_not_null NOT NULL DEFAULT 1, day integer NOT NULL, id integer NOT NULL,
  CONSTRAINT "item, amount" UNIQUE (item, day, amount) WITH (fillfactor = 70));
ALTER TABLE "orders 2 b" DROP COLUMN extra;
ALTER TABLE orders_2 ATTACH PARTITION "orders 2 b" DEFAULT;
CREATE TABLE orders_rest PARTITION OF orders DEFAULT;
CREATE INDEX orders_by_item ON orders (item DESC NULLS LAST, day) INCLUDE (amount);
CREATE INDEX orders_even ON orders ((item % 2), abs(item)) WHERE item > 0 AND amount > 0;
CREATE UNIQUE INDEX orders_once ON orders (item, amount, day) WHERE amount > 5;
CREATE INDEX orders_by_code ON orders (code text_pattern_ops);
COMMENT ON INDEX orders_by_item IS 'for the list';
COMMENT ON INDEX orders_1_item_day_amount_idx IS 'for the list of the first';
COMMENT ON CONSTRAINT "item, amount" ON "orders 2 b" IS 'its own';
ALTER TABLE orders_1 CLUSTER ON orders_1_item_day_amount_idx;
ALTER TABLE orders_2_a REPLICA IDENTITY USING INDEX orders_2_a_item_day_amount_key;
INSERT INTO orders (id, day, item, amount, code) SELECT n, n % 30, 1 + n % 7, n, 'code ' || n FROM generate_series(1, 60) AS n;
