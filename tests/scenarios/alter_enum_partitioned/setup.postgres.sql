CREATE TYPE state AS ENUM ('new', 'sent', 'lost');
CREATE TABLE parcels (id integer NOT NULL, day integer NOT NULL, state state NOT NULL DEFAULT 'new', note text) PARTITION BY RANGE (day);
CREATE TABLE parcels_1 PARTITION OF parcels FOR VALUES FROM (0) TO (10);
CREATE TABLE parcels_rest PARTITION OF parcels DEFAULT PARTITION BY RANGE (id);
CREATE TABLE parcels_none PARTITION OF parcels_rest DEFAULT;
CREATE UNIQUE INDEX parcels_key ON parcels (id, day);
COMMENT ON COLUMN parcels_1.state IS 'of the first';
INSERT INTO parcels (id, day, state) SELECT n, n, (ARRAY['new', 'sent', 'lost']::state[])[n % 3 + 1] FROM generate_series(1, 15) AS n;
