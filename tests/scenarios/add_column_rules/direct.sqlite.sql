CREATE TABLE shops_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL, opened DATE,
  region text NOT NULL DEFAULT 'north' CONSTRAINT shops_region_known CHECK (region <> '' AND (opened IS NULL OR opened > '1900-01-01'))
    CONSTRAINT shops_region REFERENCES regions (code) ON DELETE RESTRICT ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
  sign varchar(10) NOT NULL DEFAULT 'S?' CONSTRAINT shops_sign CHECK (sign LIKE 'S%'),
  mother integer CONSTRAINT shops_mother REFERENCES shops (id) ON DELETE SET NULL);
DROP TABLE shops;
ALTER TABLE shops_new RENAME TO shops;
CREATE UNIQUE INDEX shops_sign_key ON shops (sign);
CREATE UNIQUE INDEX shops_mother_key ON shops (mother);
