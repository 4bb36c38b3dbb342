CREATE TABLE parts (id INTEGER PRIMARY KEY, code TEXT);
WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 40)
INSERT INTO parts (id, code) SELECT n, n FROM numbers;
UPDATE parts SET code = 'thirty-three' WHERE id = 33;
