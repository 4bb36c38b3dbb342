CREATE TABLE parts (id INTEGER PRIMARY KEY, code VARCHAR(20) NOT NULL DEFAULT '0');
CREATE INDEX parts_code ON parts (code);
INSERT INTO parts (id, code) VALUES (1, '1'), (2, '002'), (3, '3');
CREATE TABLE boxes (id INTEGER PRIMARY KEY, size VARCHAR(20));
INSERT INTO boxes (id, size) VALUES (1, 'small'), (2, NULL), (3, 'big');
