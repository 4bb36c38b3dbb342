CREATE TABLE stock (
  warehouse INTEGER NOT NULL,
  code VARCHAR(20) NOT NULL,
  units INTEGER NOT NULL,
  PRIMARY KEY (warehouse, code)
);
INSERT INTO stock (warehouse, code, units) VALUES (1, 'nut', 5), (1, 'bolt', 7), (2, 'nut', 9);
