CREATE TABLE counters (id integer PRIMARY KEY, hits integer);
INSERT INTO counters VALUES (1, 1);
