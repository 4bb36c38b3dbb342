DELETE FROM lines;
DROP POLICY orders_some ON orders;
DROP TRIGGER orders_touch ON orders;
ALTER TABLE orders ALTER COLUMN item TYPE bigint;
CREATE POLICY orders_some ON orders USING (item < 900) WITH CHECK (item < 800);
CREATE TRIGGER orders_touch BEFORE UPDATE OF item ON orders FOR EACH ROW WHEN (OLD.item <> NEW.item) EXECUTE FUNCTION touch();
