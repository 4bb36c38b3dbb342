CREATE TABLE parts (id BIGINT NOT NULL PRIMARY KEY, size VARCHAR(20), note VARCHAR(20) DEFAULT 'none');
CREATE INDEX parts_size ON parts (size);
INSERT INTO parts VALUES (1, '10 cm', 'a'), (2, '7', 'b'), (3, NULL, 'c'), (4294967295, '3 m', 'd');
