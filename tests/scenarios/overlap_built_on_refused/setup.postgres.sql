CREATE TABLE t (id integer PRIMARY KEY, a integer, c integer);
CREATE INDEX on_both ON t (id) WHERE a < c;
INSERT INTO t VALUES (1, 2, 3);
