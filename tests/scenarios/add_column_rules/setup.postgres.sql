CREATE TABLE regions (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);
CREATE TABLE shops (id INTEGER PRIMARY KEY, name TEXT NOT NULL, opened DATE);
INSERT INTO regions (id, code) VALUES (1, 'north'), (2, 'south'), (3, 'east');
INSERT INTO shops (id, name, opened) SELECT n, 'shop ' || n, '2020-01-01' FROM generate_series(1, 50) AS n;
