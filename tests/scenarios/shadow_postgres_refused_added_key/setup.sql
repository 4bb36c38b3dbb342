CREATE TABLE counters (id integer NOT NULL UNIQUE, hits integer);
INSERT INTO counters VALUES (1, 1);
