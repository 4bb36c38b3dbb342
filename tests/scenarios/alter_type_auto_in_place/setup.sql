CREATE TABLE counters (id integer PRIMARY KEY, hits integer NOT NULL, code integer NOT NULL UNIQUE, day date NOT NULL);
CREATE INDEX counters_day ON counters (day, hits);
CREATE INDEX counters_hits ON counters (hits);
INSERT INTO counters SELECT n, n, -n, '2026-01-01' FROM generate_series(1, 5) n;
-- What the statistics of a large table would say.
UPDATE pg_catalog.pg_class SET reltuples = 2000000 WHERE oid = 'counters'::regclass;
CREATE VIEW days AS SELECT DISTINCT day FROM counters;
