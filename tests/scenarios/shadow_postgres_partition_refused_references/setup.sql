CREATE TABLE places (id integer PRIMARY KEY);
CREATE TABLE events (id bigint PRIMARY KEY, place integer);
INSERT INTO events VALUES (1, 1);
ALTER TABLE events ADD CONSTRAINT events_place FOREIGN KEY (place) REFERENCES places NOT VALID;
