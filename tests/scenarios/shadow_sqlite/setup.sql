CREATE TABLE buyers (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE orders (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice
  code TEXT COLLATE NOCASE UNIQUE, /* a, comment */
  amount TEXT,
  buyer INTEGER REFERENCES buyers (id) ON DELETE CASCADE ON UPDATE SET NULL,
  before_it INTEGER REFERENCES orders (id),
  shout TEXT GENERATED ALWAYS AS (upper(code)) VIRTUAL,
  twice TEXT AS (code || code) STORED,
  CONSTRAINT buyer_code UNIQUE (buyer, code) -- the last
);
CREATE TABLE lines (order_id INTEGER REFERENCES orders (id) ON DELETE CASCADE, n INTEGER);
CREATE TABLE journal (what TEXT);
CREATE INDEX orders_amount ON orders (amount DESC, code COLLATE RTRIM);
CREATE UNIQUE INDEX "orders of (a) buyer" ON orders (lower(code) || '/' || buyer) WHERE buyer IS NOT NULL;
CREATE VIEW open_orders AS SELECT id, amount FROM orders WHERE buyer IS NOT NULL;
CREATE TRIGGER orders_journal AFTER INSERT ON orders BEGIN INSERT INTO journal VALUES ('insert ' || NEW.code); END;
CREATE TRIGGER lines_count AFTER INSERT ON lines BEGIN UPDATE orders SET amount = amount WHERE id = NEW.order_id; END;
INSERT INTO buyers VALUES (1, 'Ada'), (2, 'Grace'), (3, 'Alan');
INSERT INTO orders (id, code, amount, buyer, before_it) VALUES (1, 'a', '10', 1, NULL), (2, 'b', '007', 2, 1), (3, 'c', '3', 3, NULL), (4, 'd', '4', NULL, NULL), (90, 'z', '9', 1, NULL);
INSERT INTO lines VALUES (1, 1), (3, 1), (3, 2);
DELETE FROM orders WHERE id = 90;
