CREATE TABLE shops_new (id integer PRIMARY KEY, name text, region text NOT NULL CONSTRAINT shops_region REFERENCES regions (code) ON DELETE CASCADE ON UPDATE CASCADE,
  second text DEFAULT 'n' CONSTRAINT shops_second REFERENCES regions (code) ON DELETE SET DEFAULT ON UPDATE SET NULL);
DROP TABLE shops;
ALTER TABLE shops_new RENAME TO shops;
