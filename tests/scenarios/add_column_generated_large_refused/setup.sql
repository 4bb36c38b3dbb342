CREATE TABLE lines (id INTEGER PRIMARY KEY, price INTEGER NOT NULL, quantity INTEGER NOT NULL, note TEXT);
ALTER TABLE lines ALTER COLUMN note SET STORAGE EXTERNAL;
INSERT INTO lines (id, price, quantity, note) SELECT n, n, n, repeat('x', 50000) FROM generate_series(1, 400) AS n;
