CREATE TABLE digits (d INTEGER PRIMARY KEY);
INSERT INTO digits (d) VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);
CREATE TABLE members (id INTEGER PRIMARY KEY, badge VARCHAR(20));
INSERT INTO members
SELECT n, CASE n WHEN 10001 THEN 'b7' ELSE concat('b', n) END
FROM (SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS n
      FROM digits AS a, digits AS b, digits AS c, digits AS e, digits AS f) AS numbers
WHERE n <= 10500;
DROP TABLE digits;
