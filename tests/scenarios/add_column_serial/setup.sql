CREATE TABLE parcels (id INTEGER PRIMARY KEY, town TEXT NOT NULL);
GRANT SELECT, UPDATE ON parcels TO pg_monitor;
GRANT INSERT (id, town) ON parcels TO pg_monitor;
ALTER TABLE parcels OWNER TO pg_signal_backend;
INSERT INTO parcels (id, town) SELECT n, 'Ulm' FROM generate_series(1, 50) AS n;
