CREATE TABLE events (id INTEGER PRIMARY KEY, kind VARCHAR(20) NOT NULL, at_day INTEGER);
INSERT INTO events (id, kind, at_day) VALUES (1, 'a', 5), (2, 'b', NULL), (3, 'a', 5);
