CREATE TABLE codes (id integer PRIMARY KEY, code character varying(30));
INSERT INTO codes SELECT n, CASE n WHEN 10001 THEN 'far too long' ELSE 'c' || n END FROM generate_series(1, 10500) AS n;
