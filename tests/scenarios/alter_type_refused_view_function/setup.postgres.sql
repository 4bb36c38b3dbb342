CREATE TABLE parts (id integer PRIMARY KEY, code integer);
INSERT INTO parts (id, code) VALUES (1, 1);
CREATE FUNCTION shown(integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT 'part ' || $1 $$;
-- There is no shown(bigint).
CREATE VIEW shown_codes AS SELECT shown(code) FROM parts;
