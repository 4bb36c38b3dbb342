ALTER TABLE people ADD COLUMN first text, ADD COLUMN last text;
UPDATE people SET first = split_part(name, ' ', 1), last = split_part(name, ' ', 2);
ALTER TABLE people ALTER COLUMN first SET NOT NULL, ALTER COLUMN last SET NOT NULL;
ALTER TABLE people ALTER COLUMN first SET DEFAULT 'N.', ALTER COLUMN last SET DEFAULT 'N.', DROP COLUMN name;
COMMENT ON COLUMN people.first IS 'given';
ALTER TABLE places ADD COLUMN address text;
UPDATE places SET address = zip || ' ' || city;
ALTER TABLE places DROP COLUMN zip, DROP COLUMN city;
COMMENT ON COLUMN places.address IS 'as on a letter';
