CREATE TABLE counters (id integer PRIMARY KEY, hits integer, note text);
CREATE INDEX counters_hits ON counters (hits);
INSERT INTO counters VALUES (1, 1, 'a'), (2, 2, 'b'), (3, 3, NULL), (4, 4, 'd');
