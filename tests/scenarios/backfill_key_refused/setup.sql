CREATE TABLE events (id INTEGER PRIMARY KEY, number INTEGER NOT NULL, created INTEGER NOT NULL);
CREATE INDEX events_created ON events (created);
CREATE UNIQUE INDEX events_number ON events (number);
INSERT INTO events (id, number, created) VALUES (1, 1, 1), (2, 2, 2);
