CREATE TABLE shops_new (id INTEGER PRIMARY KEY, name VARCHAR(20),
  region varchar(5) NOT NULL CONSTRAINT shops_region REFERENCES regions (code) ON DELETE CASCADE ON UPDATE CASCADE,
  second varchar(5) CONSTRAINT shops_second REFERENCES regions (code) ON DELETE SET NULL);
DROP TABLE shops;
ALTER TABLE shops_new RENAME TO shops;
