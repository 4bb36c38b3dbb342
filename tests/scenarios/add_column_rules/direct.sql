ALTER TABLE shops
  ADD COLUMN region text NOT NULL DEFAULT 'north'
    CONSTRAINT shops_region_known CHECK (region <> '' AND (opened IS NULL OR opened > '1900-01-01'))
    CONSTRAINT shops_region REFERENCES regions (code) ON UPDATE CASCADE ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED,
  ADD COLUMN sign varchar(10) UNIQUE CONSTRAINT shops_sign CHECK (sign LIKE 'S%') NO INHERIT,
  ADD COLUMN mother integer UNIQUE CONSTRAINT shops_mother REFERENCES shops (id) MATCH FULL ON DELETE SET NULL;
UPDATE shops SET sign = 'S' || id;
ALTER TABLE shops ALTER COLUMN sign SET NOT NULL, ALTER COLUMN sign SET DEFAULT 'S?';
COMMENT ON COLUMN shops.region IS 'where it is';
COMMENT ON COLUMN shops.sign IS 'over the door';
