CREATE TABLE parts (id INTEGER PRIMARY KEY, stock VARCHAR(20));
CREATE INDEX parts_stock ON parts (stock);
INSERT INTO parts (id, stock) VALUES (1, '10'), (2, 'none'), (3, NULL), (4, '4'), (5, NULL);
