CREATE TABLE digits (d INTEGER PRIMARY KEY);
INSERT INTO digits (d) VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);
CREATE TABLE parts (shelf INTEGER, place INTEGER, code VARCHAR(40) NOT NULL, PRIMARY KEY (shelf, place));
INSERT INTO parts
SELECT n DIV 100, n % 100, CASE n WHEN 10001 THEN 'ab-none' ELSE concat('ab-', n) END
FROM (SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS n
      FROM digits AS a, digits AS b, digits AS c, digits AS e, digits AS f) AS numbers
WHERE n <= 10500;
