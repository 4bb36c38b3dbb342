CREATE TABLE parts (number integer, weight text);
INSERT INTO parts SELECT n, CASE n WHEN 10001 THEN 'heavy' ELSE n::text END FROM generate_series(1, 10500) AS n;
