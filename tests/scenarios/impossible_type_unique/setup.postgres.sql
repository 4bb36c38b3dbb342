CREATE TABLE members (id integer PRIMARY KEY, badge text);
INSERT INTO members SELECT n, CASE n WHEN 10001 THEN '007' ELSE n::text END FROM generate_series(1, 10500) AS n;
