CREATE TABLE parts (id integer PRIMARY KEY, code text NOT NULL, place integer NOT NULL, CONSTRAINT parts_code UNIQUE (code, place));
INSERT INTO parts VALUES (1, '1', 1), (2, '01', 1), (3, '3', 1), (4, '1', 2);
