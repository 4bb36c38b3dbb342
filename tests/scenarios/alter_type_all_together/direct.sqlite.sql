DROP TABLE parts;
CREATE TABLE parts (id integer PRIMARY KEY, code integer NOT NULL DEFAULT 40 CONSTRAINT parts_code_check CHECK (parts.CODE + size <= 50 /* of code */) CONSTRAINT parts_code_bin REFERENCES bins (id) ON DELETE CASCADE ON UPDATE CASCADE, size integer NOT NULL DEFAULT 1);
CREATE UNIQUE INDEX parts_code_key ON parts (code);
