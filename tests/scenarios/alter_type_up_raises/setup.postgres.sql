CREATE TABLE parts (id integer PRIMARY KEY, code text);
INSERT INTO parts (id, code) SELECT n, n::text FROM generate_series(1, 40) AS n;
UPDATE parts SET code = 'thirty-three' WHERE id = 33;
