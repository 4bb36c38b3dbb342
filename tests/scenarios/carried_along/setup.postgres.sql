CREATE TABLE parts (
  id integer GENERATED ALWAYS AS IDENTITY (START WITH 5 INCREMENT BY 5) PRIMARY KEY,
  name text NOT NULL
);
COMMENT ON SEQUENCE parts_id_seq IS 'fives';
GRANT USAGE ON SEQUENCE parts_id_seq TO pg_monitor WITH GRANT OPTION;
-- The replaced column ends as the last one, and statistics name columns in that order.
CREATE TABLE orders (
  id integer PRIMARY KEY,
  note text,
  item integer NOT NULL DEFAULT 1,
  CONSTRAINT orders_item CHECK (item > 0) NO INHERIT
) WITH (fillfactor = 80);
CREATE INDEX orders_item_note ON orders ((item % 7), note);
ALTER INDEX orders_item_note ALTER COLUMN 1 SET STATISTICS 99;
CREATE STATISTICS orders_item_with_note (dependencies) ON item, note FROM orders;
ALTER STATISTICS orders_item_with_note SET STATISTICS 77;
COMMENT ON STATISTICS orders_item_with_note IS 'they go together';
ALTER TABLE orders ALTER COLUMN item SET STATISTICS 321;
ALTER TABLE orders ALTER COLUMN item SET (n_distinct = 5);
CREATE FUNCTION same() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER orders_same BEFORE UPDATE OF item ON orders FOR EACH ROW WHEN (NEW.item > 99) EXECUTE FUNCTION same();
COMMENT ON TRIGGER orders_same ON orders IS 'does nothing';
COMMENT ON TABLE orders IS 'what was ordered';
COMMENT ON COLUMN orders.item IS 'which';
COMMENT ON CONSTRAINT orders_item ON orders IS 'none is no item';
COMMENT ON INDEX orders_item_note IS 'for the list';
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE orders FORCE ROW LEVEL SECURITY;
CREATE POLICY orders_read ON orders FOR SELECT TO pg_monitor USING (item < 900);
CREATE POLICY orders_all ON orders AS RESTRICTIVE USING (item IS NOT NULL) WITH CHECK (item < 10000);
COMMENT ON POLICY orders_all ON orders IS 'for all';
GRANT SELECT ON orders TO PUBLIC;
GRANT INSERT, DELETE ON orders TO pg_read_all_stats WITH GRANT OPTION;
GRANT SELECT (item), UPDATE (item) ON orders TO pg_read_all_stats WITH GRANT OPTION;
CREATE VIEW order_notes WITH (security_barrier) AS SELECT id, note FROM orders;
COMMENT ON VIEW order_notes IS 'without items';
GRANT SELECT ON order_notes TO pg_monitor;
ALTER VIEW order_notes OWNER TO pg_monitor;
CREATE PUBLICATION orders_out FOR TABLE orders WITH (publish = 'insert, update');
ALTER TABLE orders OWNER TO pg_monitor;
ALTER STATISTICS orders_item_with_note OWNER TO pg_monitor;
INSERT INTO orders (id, item, note) SELECT n, 1 + n % 3, 'note ' || n FROM generate_series(1, 9) AS n;
INSERT INTO parts (name) SELECT 'part ' || n FROM generate_series(1, 3) AS n;
