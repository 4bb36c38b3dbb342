CREATE TABLE parts (id INT UNSIGNED NOT NULL PRIMARY KEY, size VARCHAR(20), note VARCHAR(20) DEFAULT 'none', KEY parts_size (size));
INSERT INTO parts VALUES (1, '10 cm', 'a'), (2, '7', 'b'), (3, NULL, 'c'), (4294967295, '3 m', 'd');
