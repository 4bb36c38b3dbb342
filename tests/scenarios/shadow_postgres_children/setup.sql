CREATE TABLE orders (id integer PRIMARY KEY, state text, parent integer);
ALTER TABLE orders ADD CONSTRAINT orders_parent FOREIGN KEY (parent) REFERENCES orders ON DELETE SET NULL;
COMMENT ON CONSTRAINT orders_parent ON orders IS 'of itself';
CREATE TABLE lines (id integer PRIMARY KEY, orders integer, copy integer);
ALTER TABLE lines ADD CONSTRAINT lines_orders FOREIGN KEY (orders) REFERENCES orders ON DELETE CASCADE
  DEFERRABLE;
COMMENT ON CONSTRAINT lines_orders ON lines IS 'whose line it is';
INSERT INTO orders VALUES (1, 'a', NULL), (2, 'b', 1), (3, 'c', 2);
INSERT INTO lines VALUES (1, 1, 1), (2, 2, NULL), (3, 3, NULL), (4, NULL, -5);
ALTER TABLE lines ADD CONSTRAINT lines_copy FOREIGN KEY (copy) REFERENCES orders NOT VALID;
ALTER TABLE lines ENABLE ROW LEVEL SECURITY;
CREATE POLICY lines_seen ON lines TO pg_monitor USING (EXISTS (SELECT 1 FROM orders WHERE orders.id = lines.orders));
CREATE RULE lines_gone AS ON DELETE TO lines DO ALSO UPDATE orders SET state = 'a line is gone' WHERE id = old.orders;
COMMENT ON RULE lines_gone ON lines IS 'tells orders';
