CREATE TABLE places (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  zip text NOT NULL,
  city text,
  note text
);
COMMENT ON TABLE places IS 'where it is';
COMMENT ON COLUMN places.note IS 'free text';
GRANT SELECT, INSERT, UPDATE ON places TO pg_monitor;
GRANT SELECT (note), UPDATE (note) ON places TO pg_read_all_stats WITH GRANT OPTION;
ALTER TABLE places ENABLE ROW LEVEL SECURITY;
CREATE POLICY places_seen ON places TO pg_monitor USING (note <> 'hidden');
CREATE VIEW place_notes WITH (security_barrier) AS SELECT id, note FROM places;
GRANT SELECT ON place_notes TO pg_monitor;
CREATE PUBLICATION places_out FOR TABLE places;
CREATE STATISTICS places_together (dependencies) ON id, note FROM places;
INSERT INTO places (zip, city, note) VALUES ('10115', 'Berlin', 'a'), ('75001', 'Paris', 'hidden'), ('99999', NULL, 'c');
