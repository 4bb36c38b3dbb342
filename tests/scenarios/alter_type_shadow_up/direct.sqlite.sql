CREATE TABLE parts_new (id INTEGER NOT NULL PRIMARY KEY, size int, note VARCHAR(20) DEFAULT 'none');
INSERT INTO parts_new SELECT id, CASE WHEN size LIKE '% m' THEN 100 ELSE 1 END * CAST(size AS INTEGER), note FROM parts;
DROP TABLE parts;
ALTER TABLE parts_new RENAME TO parts;
CREATE INDEX parts_size ON parts (size);
