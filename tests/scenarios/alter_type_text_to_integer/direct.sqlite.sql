CREATE TABLE parts_new (id INTEGER PRIMARY KEY, code integer NOT NULL DEFAULT '0');
DROP TABLE parts;
ALTER TABLE parts_new RENAME TO parts;
CREATE INDEX parts_code ON parts (code);
CREATE TABLE boxes_new (id INTEGER PRIMARY KEY, size integer);
DROP TABLE boxes;
ALTER TABLE boxes_new RENAME TO boxes;
