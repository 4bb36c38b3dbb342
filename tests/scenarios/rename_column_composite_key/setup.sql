CREATE TABLE prices (
  shop VARCHAR(20) NOT NULL,
  sku INTEGER NOT NULL,
  amount DECIMAL(10,2) NOT NULL,
  PRIMARY KEY (shop, sku)
);
INSERT INTO prices (shop, sku, amount) VALUES
  ('a', 1, 1.25), ('a', 2, 2.55), ('a', 10, 3.75), ('b', 1, 4.25), ('b', 2, 5.55), ('ü', 1, 6.75);
