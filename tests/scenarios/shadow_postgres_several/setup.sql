CREATE TABLE counters (id integer PRIMARY KEY, hits integer NOT NULL DEFAULT 7, seen smallint, note varchar(20) NOT NULL);
CREATE INDEX counters_hits ON counters (hits, seen);
COMMENT ON COLUMN counters.hits IS 'how often';
INSERT INTO counters VALUES (1, 1, 1, 'one'), (2, 2, NULL, 'two'), (3, 3, 3, 'three');
