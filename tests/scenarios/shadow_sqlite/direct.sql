PRAGMA foreign_keys=OFF;
PRAGMA legacy_alter_table=ON;
CREATE TABLE orders_new (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice
  code TEXT COLLATE NOCASE UNIQUE, /* a, comment */
  amount INTEGER DEFAULT 0 NOT NULL CONSTRAINT amount_is_whole CHECK (amount >= 0),
  buyer INTEGER REFERENCES buyers (id) ON DELETE CASCADE ON UPDATE SET NULL,
  before_it INTEGER REFERENCES orders (id),
  shout TEXT GENERATED ALWAYS AS (upper(code)) VIRTUAL,
  twice TEXT AS (code || code) STORED,
  CONSTRAINT buyer_code UNIQUE (buyer, code) -- the last
);
INSERT INTO orders_new (id, code, amount, buyer, before_it) SELECT id, code, amount, buyer, before_it FROM orders;
DROP TABLE orders;
ALTER TABLE orders_new RENAME TO orders;
CREATE INDEX orders_amount ON orders (amount DESC, code COLLATE RTRIM);
CREATE UNIQUE INDEX "orders of (a) buyer" ON orders (lower(code) || '/' || buyer) WHERE buyer IS NOT NULL;
CREATE TRIGGER orders_journal AFTER INSERT ON orders BEGIN INSERT INTO journal VALUES ('insert ' || NEW.code); END;
