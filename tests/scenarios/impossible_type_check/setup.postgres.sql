CREATE TABLE members (id integer PRIMARY KEY, badge integer NOT NULL);
INSERT INTO members SELECT n, CASE n WHEN 10001 THEN -n ELSE n END FROM generate_series(1, 10500) AS n;
