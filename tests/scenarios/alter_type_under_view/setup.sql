CREATE TABLE parts (id INTEGER PRIMARY KEY, code INTEGER NOT NULL DEFAULT 7);
CREATE INDEX parts_code ON parts (code);
CREATE VIEW doubles AS SELECT id, code * 2 AS twice FROM parts WHERE code <> 5;
CREATE VIEW some_doubles AS SELECT twice FROM doubles WHERE id > 1;
INSERT INTO parts (id, code) VALUES (1, 1), (2, 5), (3, 3);
