DROP VIEW part_codes;
ALTER TABLE parts ALTER COLUMN code TYPE text;
CREATE VIEW part_codes AS SELECT a.id, a.code FROM parts a JOIN parts b USING (id) WHERE b.code <> 'none';
COMMENT ON VIEW part_codes IS 'all of them';
GRANT SELECT ON part_codes TO pg_monitor;
