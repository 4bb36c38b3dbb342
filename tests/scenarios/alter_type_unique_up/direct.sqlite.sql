CREATE TABLE parts_new (id INTEGER PRIMARY KEY, code integer NOT NULL CONSTRAINT parts_code_check CHECK (code < 50), size INTEGER NOT NULL DEFAULT 1);
DROP TABLE parts;
ALTER TABLE parts_new RENAME TO parts;
CREATE UNIQUE INDEX parts_code_key ON parts (code);
