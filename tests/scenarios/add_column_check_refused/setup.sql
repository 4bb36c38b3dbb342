CREATE TABLE lines (id INTEGER PRIMARY KEY, quantity INTEGER NOT NULL);
INSERT INTO lines (id, quantity) SELECT n, n FROM generate_series(1, 50) AS n;
