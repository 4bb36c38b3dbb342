CREATE TABLE items (id integer PRIMARY KEY, code integer NOT NULL UNIQUE);
CREATE TABLE orders (
  id integer PRIMARY KEY,
  item integer NOT NULL DEFAULT 1,
  amount integer NOT NULL,
  placed date,
  CONSTRAINT orders_item FOREIGN KEY (item) REFERENCES items (code) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT orders_item_amount UNIQUE (item, amount),
  CONSTRAINT orders_item_range CHECK (item BETWEEN 1 AND 1000000000),
  CONSTRAINT orders_not_proven CHECK (item <> 13) NOT VALID
);
CREATE TABLE lines (
  id integer PRIMARY KEY,
  item integer,
  amount integer,
  CONSTRAINT lines_order FOREIGN KEY (item, amount) REFERENCES orders (item, amount) ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX orders_by_item ON orders (item DESC NULLS LAST, placed) INCLUDE (amount) WITH (fillfactor = 70);
CREATE INDEX orders_even ON orders ((item % 2), abs(item)) WHERE item > 0 AND amount > 0;
CREATE UNIQUE INDEX orders_once ON orders (item, amount) WHERE placed IS NOT NULL;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.placed := '2026-01-01'; RETURN NEW; END $$;
CREATE TRIGGER orders_touch BEFORE UPDATE OF item ON orders FOR EACH ROW WHEN (OLD.item <> NEW.item) EXECUTE FUNCTION touch();
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY orders_some ON orders USING (item < 900) WITH CHECK (item < 800);
ALTER TABLE orders ALTER COLUMN item SET STATISTICS 500;
INSERT INTO items (id, code) VALUES (1, 1), (2, 2), (3, 3), (4, 4);
INSERT INTO orders (id, item, amount) SELECT n, 1 + n % 3, n FROM generate_series(1, 9) AS n;
INSERT INTO lines (id, item, amount) SELECT id, item, amount FROM orders;
COMMENT ON INDEX orders_by_item IS 'for the list';
COMMENT ON CONSTRAINT orders_item_range ON orders IS 'why not';
ALTER TABLE orders CLUSTER ON orders_by_item;
GRANT SELECT (item) ON orders TO PUBLIC;
