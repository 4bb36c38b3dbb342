CREATE TABLE places (id integer PRIMARY KEY, name text);
CREATE TABLE events (
  id bigint PRIMARY KEY,
  place integer CONSTRAINT events_place REFERENCES places ON DELETE CASCADE,
  note text
);
COMMENT ON CONSTRAINT events_place ON events IS 'where it was';
INSERT INTO places VALUES (1, 'here'), (2, 'there'), (3, 'nowhere');
INSERT INTO events VALUES (1, 1, 'a'), (2, 2, 'b'), (3, NULL, 'c'), (4, 3, 'd');
