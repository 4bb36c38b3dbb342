CREATE TABLE accounts (id integer PRIMARY KEY, name text NOT NULL, hits integer NOT NULL DEFAULT 0, half integer);
CREATE INDEX accounts_hits ON accounts (hits);
GRANT SELECT, INSERT, UPDATE ON accounts TO pg_monitor;
CREATE FUNCTION short(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(left($1, 3))';
INSERT INTO accounts VALUES (1, 'Ada', 2147483647, 5), (2, 'Bob', 2, NULL), (3, 'Cid', 3, 3);
