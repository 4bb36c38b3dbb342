CREATE TABLE parts (shelf integer NOT NULL, place integer NOT NULL, code text NOT NULL, PRIMARY KEY (shelf, place));
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 10500)
INSERT INTO parts SELECT n / 100, n % 100, CASE n WHEN 10001 THEN 'ab-none' ELSE 'ab-' || n END FROM numbers;
