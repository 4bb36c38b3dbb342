CREATE TABLE events (code TEXT NOT NULL UNIQUE, at DATE);
INSERT INTO events (code) SELECT 'e' || n FROM generate_series(1, 50) AS n;
