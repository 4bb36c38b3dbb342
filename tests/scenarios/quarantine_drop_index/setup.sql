CREATE TABLE events (id INTEGER PRIMARY KEY, kind VARCHAR(20) NOT NULL, code INTEGER);
CREATE INDEX events_kind ON events (kind);
CREATE UNIQUE INDEX events_code ON events (code);
INSERT INTO events (id, kind, code) VALUES (1, 'a', 1), (2, 'b', 2);
