ALTER TABLE places ADD COLUMN address text;
UPDATE places SET address = zip || coalesce(' ' || city, '');
ALTER TABLE places ALTER COLUMN address SET NOT NULL, DROP COLUMN zip, DROP COLUMN city;
