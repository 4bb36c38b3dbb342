CREATE TABLE events (source VARCHAR(10) NOT NULL PRIMARY KEY, number INTEGER NOT NULL, created INTEGER NOT NULL);
CREATE UNIQUE INDEX events_number ON events (number);
INSERT INTO events (source, number, created) VALUES
  ('i', 1, 10), ('h', 2, 20), ('g', 3, 300), ('f', 4, 40), ('e', 5, 500), ('d', 6, 60), ('c', 7, 70), ('b', 8, 80), ('a', 9, 900);
