CREATE TABLE people (id integer PRIMARY KEY, name text);
INSERT INTO people VALUES (1, 'Ada'), (2, NULL);
ALTER TABLE people ADD CONSTRAINT named NOT NULL name NOT VALID;
COMMENT ON CONSTRAINT named ON people IS 'from now on';
CREATE TABLE pets (id integer PRIMARY KEY, name text);
INSERT INTO pets VALUES (1, 'Rex'), (2, NULL);
ALTER TABLE pets ADD CONSTRAINT called NOT NULL name NOT VALID;
COMMENT ON CONSTRAINT called ON pets IS 'they listen';
