CREATE TABLE parts (id integer PRIMARY KEY, code text NOT NULL DEFAULT '0', CONSTRAINT parts_code UNIQUE (code, id));
CREATE INDEX parts_by_code ON parts (code);
INSERT INTO parts VALUES (1, '1'), (2, '02'), (3, '3');
