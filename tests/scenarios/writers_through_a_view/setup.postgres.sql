-- The application writes through views of another schema, and may not look into this one.
CREATE TABLE people (id integer PRIMARY KEY, name text, handle text, age text, kind text);
INSERT INTO people (id, name, handle, age, kind) VALUES (1, 'Ada', 'ada', '36', 'x'), (2, 'Grace', 'grace', '85', NULL);
CREATE SCHEMA api;
CREATE VIEW api.people AS SELECT id, name FROM people;
GRANT USAGE ON SCHEMA api TO pg_monitor;
GRANT SELECT, INSERT, UPDATE ON api.people TO pg_monitor;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
