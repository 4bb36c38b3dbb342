CREATE TABLE counters (id integer PRIMARY KEY, hits integer DEFAULT 7, seen integer NOT NULL DEFAULT 0);
INSERT INTO counters (id, hits) VALUES (1, 1), (2, NULL), (3, 2147483647);
