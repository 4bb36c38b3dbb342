CREATE TABLE cities (id integer PRIMARY KEY, name text);
INSERT INTO cities (id, name) VALUES (1, 'Bonn'), (2, 'Kiel');
CREATE TABLE people (id integer PRIMARY KEY, city_id integer);
INSERT INTO people (id, city_id) VALUES (1, 1), (2, 2);
GRANT SELECT, INSERT, UPDATE ON people TO pg_monitor;
GRANT SELECT (id, name) ON cities TO pg_monitor;
