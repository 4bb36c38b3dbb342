CREATE TABLE people (id integer PRIMARY KEY, name text);
INSERT INTO people VALUES (1, 'Ada'), (2, NULL);
ALTER TABLE people ADD CONSTRAINT named NOT NULL name NOT VALID;
