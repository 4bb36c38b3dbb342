CREATE TABLE bins (id integer PRIMARY KEY);
CREATE TABLE parts (id integer PRIMARY KEY, code text DEFAULT '1', size integer NOT NULL DEFAULT 1);
WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < 60) INSERT INTO bins (id) SELECT n FROM numbers;
INSERT INTO parts (id, code) VALUES (1, 'B1'), (2, 'b02'), (3, NULL);
