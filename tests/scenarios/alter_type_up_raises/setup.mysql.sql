CREATE TABLE parts (id INTEGER PRIMARY KEY, code VARCHAR(20));
INSERT INTO parts (id, code) WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 40) SELECT n, n FROM numbers;
UPDATE parts SET code = 'thirty-three' WHERE id = 33;
