CREATE TABLE parts_new (id INTEGER PRIMARY KEY, stock integer);
DROP TABLE parts;
ALTER TABLE parts_new RENAME TO parts;
CREATE INDEX parts_stock ON parts (stock);
