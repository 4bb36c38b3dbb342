CREATE TABLE numbers (n INTEGER PRIMARY KEY);
INSERT INTO numbers (n) VALUES (1), (2), (3);
CREATE TABLE orders (
  tenant INTEGER NOT NULL,
  number INTEGER NOT NULL,
  items INTEGER NOT NULL,
  note VARCHAR(20),
  PRIMARY KEY (tenant, number)
);
CREATE TABLE order_items (tenant INTEGER NOT NULL, number INTEGER NOT NULL, item INTEGER NOT NULL);
INSERT INTO orders (tenant, number, items) VALUES
  (1, 1, 2), (1, 2, 0), (1, 3, 3), (2, 1, 1), (2, 2, 2), (3, 7, 1), (3, 9, 3);
