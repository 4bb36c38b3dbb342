CREATE TABLE counters (id integer PRIMARY KEY, hits integer, note text);
INSERT INTO counters VALUES (1, 1, 'one'), (2, NULL, NULL), (3, 2147483647, 'three'), (4, 4, 'four');
