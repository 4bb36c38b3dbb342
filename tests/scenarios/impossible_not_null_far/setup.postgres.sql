CREATE TABLE users (id integer PRIMARY KEY, name text);
INSERT INTO users SELECT n, CASE n WHEN 10001 THEN NULL ELSE 'u' || n END FROM generate_series(1, 10500) AS n;
