CREATE TABLE regions (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);
CREATE TABLE shops (id INTEGER PRIMARY KEY, name TEXT NOT NULL, opened DATE);
INSERT INTO regions (id, code) VALUES (1, 'north'), (2, 'south'), (3, 'east');
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 50)
INSERT INTO shops (id, name, opened) SELECT n, 'shop ' || n, '2020-01-01' FROM numbers;
