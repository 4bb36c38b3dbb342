CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE SEQUENCE tickets START WITH 500;
INSERT INTO users (id, name) SELECT n, 'u' || n FROM generate_series(1, 50) AS n;
