ALTER TABLE people ADD COLUMN first text, ADD COLUMN last text;
UPDATE people SET first = 'x';
ALTER TABLE people ALTER COLUMN first SET NOT NULL;
COMMENT ON COLUMN people.first IS 'given';
GRANT SELECT (first, last), UPDATE (first, last) ON people TO pg_monitor WITH GRANT OPTION;
ALTER TABLE people DROP COLUMN name;
