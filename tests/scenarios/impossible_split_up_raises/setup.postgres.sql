CREATE TABLE parts (shelf integer, place integer, code text NOT NULL, PRIMARY KEY (shelf, place));
INSERT INTO parts SELECT n / 100, n % 100, CASE n WHEN 10001 THEN 'ab-none' ELSE 'ab-' || n END
FROM generate_series(1, 10500) AS n;
