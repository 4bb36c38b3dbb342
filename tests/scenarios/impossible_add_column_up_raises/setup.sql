CREATE TABLE digits (d INTEGER PRIMARY KEY);
INSERT INTO digits (d) VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9);
CREATE TABLE parts (id INTEGER PRIMARY KEY, weight VARCHAR(20));
INSERT INTO parts (id, weight)
SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d, '5'
FROM digits AS a, digits AS b, digits AS c, digits AS e, digits AS f
WHERE 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d <= 10500;
UPDATE parts SET weight = 'heavy' WHERE id = 10001;
