PRAGMA foreign_keys=OFF;
PRAGMA legacy_alter_table=ON;
CREATE TABLE orders_new (
  id INTEGER PRIMARY KEY,
  amount INTEGER,
  buyer INTEGER REFERENCES buyers (id),
  before_it INTEGER CONSTRAINT chain REFERENCES orders (id) DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (buyer) REFERENCES buyers (id) ON UPDATE RESTRICT
);
INSERT INTO orders_new SELECT * FROM orders;
DROP TABLE orders;
ALTER TABLE orders_new RENAME TO orders;
