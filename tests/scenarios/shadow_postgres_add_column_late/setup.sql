CREATE TABLE parts (id integer PRIMARY KEY, code text, size integer);
CREATE INDEX parts_code ON parts (code);
INSERT INTO parts VALUES (1, '1', 1), (2, NULL, 2), (3, '3', 3);
