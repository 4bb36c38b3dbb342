CREATE TABLE events (
  id integer NOT NULL, day integer NOT NULL, size integer NOT NULL DEFAULT 1, note text,
  CONSTRAINT events_size CHECK (size > 0)) PARTITION BY RANGE (day);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (10);
-- Its columns stand in another order.
CREATE TABLE events_2 (note text, extra integer, size integer CONSTRAINT events_size_not_null NOT NULL DEFAULT 1, day integer NOT NULL, id integer NOT NULL,
  CONSTRAINT events_size CHECK (size > 0));
ALTER TABLE events_2 DROP COLUMN extra;
ALTER TABLE events ATTACH PARTITION events_2 FOR VALUES FROM (10) TO (20);
CREATE TABLE events_rest PARTITION OF events DEFAULT PARTITION BY RANGE (id);
CREATE TABLE "events of none" PARTITION OF events_rest DEFAULT;
CREATE UNIQUE INDEX events_key ON events (id, day);
COMMENT ON COLUMN events.size IS 'in bytes';
COMMENT ON COLUMN events_1.size IS 'in bytes, of the first';
ALTER TABLE events_1 ALTER COLUMN size SET STATISTICS 77;
GRANT SELECT (size) ON events_2 TO pg_monitor;
CREATE VIEW sizes AS SELECT day, sum(size) AS size FROM events GROUP BY day;
CREATE FUNCTION same() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER events_same BEFORE UPDATE OF size ON events FOR EACH ROW WHEN (NEW.size > 99) EXECUTE FUNCTION same();
INSERT INTO events (id, day, size, note) SELECT n, n % 30, n, 'note ' || n FROM generate_series(1, 60) AS n;
