CREATE TABLE typed (id integer PRIMARY KEY, a integer, g integer GENERATED ALWAYS AS (a * 2) STORED, word text, n text);
INSERT INTO typed (id, a, word) VALUES (1, 5, 'five'), (2, 6, 'six');
CREATE TABLE ruled (id integer PRIMARY KEY, a integer, g integer GENERATED ALWAYS AS (a * 2) STORED, n text);
INSERT INTO ruled (id, a) VALUES (1, 5), (2, -6);
CREATE TABLE filled (id integer PRIMARY KEY, a integer, g integer GENERATED ALWAYS AS (a * 2) STORED, c integer, n text);
INSERT INTO filled (id, a, c) VALUES (1, 5, 1), (2, 6, NULL);
CREATE TABLE cut (id integer PRIMARY KEY, a integer, g integer GENERATED ALWAYS AS (a * 2) STORED, name text, n text);
INSERT INTO cut (id, a, name) VALUES (1, 5, 'x'), (2, 6, 'y');
-- Reads it through the row as a whole.
CREATE FUNCTION doubled(filled) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT $1.g';
CREATE TABLE needed (id integer PRIMARY KEY, a integer, g integer GENERATED ALWAYS AS (a * 2) STORED, n text);
INSERT INTO needed (id, a) VALUES (1, 5), (2, 6);
