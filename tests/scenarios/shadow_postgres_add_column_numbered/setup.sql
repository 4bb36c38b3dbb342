CREATE TABLE parcels (id integer PRIMARY KEY, town text NOT NULL, weight integer);
GRANT SELECT, INSERT, UPDATE, DELETE ON parcels TO pg_monitor;
ALTER TABLE parcels OWNER TO pg_signal_backend;
INSERT INTO parcels SELECT n, 'Ulm', n FROM generate_series(1, 20) AS n;
